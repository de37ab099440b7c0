// MappedText: text with the way back to where it came from. See structure.h.
#include <algorithm>
#include <utility>

#include "text/structure.h"

namespace postgate {

void MappedText::copy(std::string_view bytes, std::uint32_t source, bool hidden) {
  if (bytes.empty()) return;
  const auto length = static_cast<std::uint32_t>(bytes.size());
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    if (last.copy && last.source_end == source && last.hidden == hidden) {
      last.source_end += length;
      text_ += bytes;
      return;
    }
  }
  pieces_.push_back({size(), source, source + length, true, hidden});
  text_ += bytes;
}

void MappedText::replace(std::string_view bytes, Range source, bool hidden) {
  if (bytes.empty()) return;
  pieces_.push_back({size(), source.begin, source.end, false, hidden});
  text_ += bytes;
}

void MappedText::clear() {
  text_.clear();
  pieces_.clear();
}

// The piece that holds byte `text`; the last one for the end of the text.
std::size_t MappedText::piece_at(std::uint32_t text) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), text,
                                      [](std::uint32_t at, const Piece& piece) { return at < piece.text; });
  return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

Range MappedText::source_of(Range text) const {
  if (pieces_.empty()) return {};
  const Piece& first = pieces_[piece_at(text.begin)];
  const std::uint32_t into = std::min(text.begin - first.text, first.source_end - first.source);
  Range source = {first.copy ? first.source + into : first.source, 0};
  if (text.end <= text.begin) {
    if (text.begin >= size() && !first.copy) source.begin = first.source_end;
    return {source.begin, source.begin};
  }
  // Blocks can be moved by the parser (text inside a table stands before it), so all pieces count.
  source.end = source.begin;
  for (std::size_t i = piece_at(text.begin); i < pieces_.size() && pieces_[i].text < text.end; ++i) {
    const Piece& piece = pieces_[i];
    const std::uint32_t from = std::max(text.begin, piece.text) - piece.text;
    source.begin = std::min(source.begin, piece.copy ? piece.source + from : piece.source);
    source.end =
        std::max(source.end, piece.copy ? std::min(piece.source_end, piece.source + (text.end - piece.text))
                                        : piece.source_end);
  }
  return source;
}

void MappedText::rebase(const MappedText& middle) {
  MappedText made;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const std::uint32_t end = i + 1 < pieces_.size() ? pieces_[i + 1].text : size();
    const std::string_view bytes = text().substr(piece.text, end - piece.text);
    if (!piece.copy || middle.pieces_.empty()) {
      made.replace(bytes, middle.source_of({piece.source, piece.source_end}), piece.hidden);
      continue;
    }
    std::uint32_t at = piece.source;
    for (std::size_t m = middle.piece_at(at); at < piece.source_end; ++m) {
      const Piece& below = middle.pieces_[m];
      const std::uint32_t below_end =
          m + 1 < middle.pieces_.size() ? middle.pieces_[m + 1].text : middle.size();
      const std::uint32_t stop = std::min(below_end, piece.source_end);
      const std::string_view run = bytes.substr(at - piece.source, stop - at);
      if (below.copy) {
        made.copy(run, below.source + (at - below.text), piece.hidden);
      } else {
        made.replace(run, {below.source, below.source_end}, piece.hidden);
      }
      at = stop;
    }
  }
  *this = std::move(made);
}

bool MappedText::hidden_in(Range text) const {
  for (std::size_t i = piece_at(text.begin); i < pieces_.size() && pieces_[i].text < text.end; ++i) {
    if (pieces_[i].hidden) return true;
  }
  return false;
}

void Structure::clear() {
  parts.clear();
  anchors.clear();
  hidden.clear();
}

}  // namespace postgate

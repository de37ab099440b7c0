#include "link/link_text.h"

#include <vector>

#include "link/chars.h"
#include "link/idna.h"

namespace postgate::link {

Range LinkText::entries_of(std::size_t begin, std::size_t end) const {
  return field_.text_range_of_text_bytes(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

std::string_view LinkText::text_at(std::uint32_t index) const {
  const auto& map = field_.map();
  return field_.text().substr(map[index].text_byte, map[index + 1].text_byte - map[index].text_byte);
}

std::string_view LinkText::raw_at(std::uint32_t index) const {
  const MapEntry& entry = field_.map()[index];
  return field_.raw().substr(entry.raw_begin, entry.raw_end - entry.raw_begin);
}

std::string LinkText::written(std::size_t begin, std::size_t end) const {
  std::string out;
  const Range range = entries_of(begin, end);
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const std::string_view raw = raw_at(i);
    const bool plain = raw.size() == 1 && text_at(i).size() == 1;
    out += plain || (field_.map()[i].folds & ~unsigned{kFoldCase}) == 0 ? raw : text_at(i);
  }
  return out;
}

// What the author wrote for the character `seen`: his own letter where it is one.
std::string_view LinkText::typed(std::string_view seen, std::uint32_t index) const {
  const std::string_view raw = raw_at(index);
  if (raw.empty() || is_ascii(raw.front())) return seen;
  const Decoded letter = decode_at(raw, 0);
  return is_emoji(letter.value) || is_symbol(letter.value) ? seen : raw;
}

bool LinkText::is_part_of_next(std::uint32_t index) const {
  const auto& map = field_.map();
  return index + 2 < map.size() && map[index].raw_begin == map[index + 1].raw_begin &&
         map[index].raw_end == map[index + 1].raw_end;
}

// Disguises stand between the characters of the host, so they are looked for one by one, from the end.
std::string LinkText::typed_host(std::string_view seen, std::size_t begin, std::size_t end) const {
  const Range range = entries_of(begin, end);
  std::vector<std::string_view> pieces;
  std::uint32_t index = range.end;
  for (std::size_t pos = seen.size(); pos > 0;) {
    const std::size_t size = decode_before(seen, pos).size;
    pos -= size;
    const std::string_view piece = seen.substr(pos, size);
    if (piece == ".") {
      pieces.push_back(piece);
      continue;
    }
    while (index > range.begin && text_at(index - 1) != piece) --index;
    if (index == range.begin) return std::string(seen);
    const bool same = is_part_of_next(--index);  // a letter that is folded to several counts once
    pieces.push_back(same && typed(piece, index) != piece ? std::string_view() : typed(piece, index));
  }
  std::string out;
  for (std::size_t i = pieces.size(); i > 0; --i) out += pieces[i - 1];
  return out;
}

FoldSet LinkText::folds_in(std::size_t begin, std::size_t end) const {
  unsigned folds = 0;
  const Range range = entries_of(begin, end);
  for (std::uint32_t i = range.begin; i < range.end; ++i) folds |= field_.map()[i].folds;
  return static_cast<FoldSet>(folds & ~unsigned{kFoldCase});
}

}  // namespace postgate::link

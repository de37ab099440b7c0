#include "excerpt.h"

#include <algorithm>

#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr std::string_view kLeftMark = "\u3010";  // lenticular brackets
constexpr std::string_view kRightMark = "\u3011";

std::size_t shown_cells(const Character& character) {
  std::string shown;
  append_visible(shown, character);
  return cells_of(shown);
}

std::size_t shown_cells(std::string_view text, ByteRange range) {
  std::size_t cells = 0;
  while (range.begin < range.end) {
    const Character character = character_at(text, range.begin);
    cells += shown_cells(character);
    range.begin += character.bytes;
  }
  return cells;
}

// As far forward from `from` as fits in `cells`, at most to `limit`.
std::size_t forward(std::string_view text, std::size_t from, std::size_t limit, std::size_t cells,
                    bool within_line) {
  std::size_t at = from;
  while (at < limit) {
    const Character character = character_at(text, at);
    const std::size_t wide = shown_cells(character);
    if (wide > cells || (within_line && character.code == U'\n')) break;
    cells -= wide;
    at += character.bytes;
  }
  return std::min(at, limit);
}

std::size_t backward(std::string_view text, std::size_t from, std::size_t limit, std::size_t cells,
                     bool within_line) {
  std::size_t at = from;
  while (at > limit) {
    const std::size_t before = previous(text, at);
    const Character character = character_at(text, before);
    const std::size_t wide = shown_cells(character);
    if (wide > cells || (within_line && character.code == U'\n')) break;
    cells -= wide;
    at = before;
  }
  return std::max(at, limit);
}

class Painter {
 public:
  Painter(std::string_view text, const std::vector<ByteRange>& strong, const Screen& screen)
      : text_(text), strong_(strong), screen_(screen) {}

  // Context, in the terminal's own colour.
  void plain(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const Character character = character_at(text_, begin);
      append_visible(out, character);
      begin += character.bytes;
    }
  }

  // The marked part, in which the strong parts stand out where there is colour.
  void marked(std::size_t begin, std::size_t end) {
    if (!screen_.colour) return plain(begin, end);
    std::string run;
    bool run_is_strong = false;
    while (begin < end) {
      const Character character = character_at(text_, begin);
      const bool strong = is_strong(begin);
      if (strong != run_is_strong) flush(run, run_is_strong);
      run_is_strong = strong;
      append_visible(run, character);
      begin += character.bytes;
    }
    flush(run, run_is_strong);
  }

  std::string out;

 private:
  bool is_strong(std::size_t at) const {
    return std::any_of(strong_.begin(), strong_.end(),
                       [at](const ByteRange& range) { return range.begin <= at && at < range.end; });
  }
  void flush(std::string& run, bool strong) {
    out += screen_.paint(strong ? "1;4;31" : kRed, run);
    run.clear();
  }

  std::string_view text_;
  const std::vector<ByteRange>& strong_;
  const Screen& screen_;
};

}  // namespace

std::string excerpt(std::string_view text, ByteRange marked, const std::vector<ByteRange>& strong,
                    const Screen& screen, std::size_t cells) {
  marked.end = std::min(marked.end, text.size());
  marked.begin = std::min(marked.begin, marked.end);
  const std::size_t inside = std::max<std::size_t>(cells * 2 / 3, 16);
  const std::size_t whole = forward(text, marked.begin, marked.end, inside, false);
  const std::size_t used = whole == marked.end ? shown_cells(text, marked) : inside;
  const std::size_t around = (cells - std::min(cells, used)) / 2;

  Painter painter(text, strong, screen);
  const std::size_t first = backward(text, marked.begin, 0, around, true);
  if (first > 0 && text[first - 1] != '\n') painter.out += kEllipsis;
  painter.plain(first, marked.begin);

  if (!screen.colour) painter.out += kLeftMark;
  if (whole == marked.end) {
    painter.marked(marked.begin, marked.end);
  } else {
    const std::size_t head = forward(text, marked.begin, marked.end, inside * 2 / 3, false);
    const std::size_t tail = backward(text, marked.end, head, inside / 3, false);
    painter.marked(marked.begin, head);
    painter.out += kEllipsis;
    painter.marked(tail, marked.end);
  }
  if (!screen.colour) painter.out += kRightMark;

  const std::size_t last = forward(text, marked.end, text.size(), around, true);
  painter.plain(marked.end, last);
  if (last < text.size() && text[last] != '\n' && text[last] != '\r') painter.out += kEllipsis;
  return std::move(painter.out);
}

}  // namespace postgate_cli

// See wide_marks.h. Marks that come from other characters (a bracketed digit unfolds to
// brackets) make the counts differ; then nothing is claimed and the link stays long.
#include "link/wide_marks.h"

#include <algorithm>

#include "link/chars.h"

namespace postgate::link {

std::size_t WideMarks::next_in_raw(char mark, std::size_t pos, bool& wide) const {
  // U+FF01..FF5E mirror ASCII: EF BC 81..BF, EF BD 80..9E.
  const char32_t mirror = 0xFF00U + static_cast<char32_t>(mark) - 0x20U;
  while (pos < raw_.size()) {
    const char c = raw_[pos];
    if (c == mark) {
      wide = false;
      return pos + 1;
    }
    if (static_cast<unsigned char>(c) == 0xEFU && decode_at(raw_, pos).value == mirror) {
      wide = true;
      return pos + 3;
    }
    ++pos;
  }
  return 0;
}

bool WideMarks::same_count(char mark) const {
  auto left = std::count(text_.begin(), text_.end(), mark);
  bool wide = false;
  for (std::size_t pos = next_in_raw(mark, 0, wide); pos != 0; pos = next_in_raw(mark, pos, wide)) --left;
  return left == 0;
}

bool WideMarks::is_wide(std::size_t mark, std::size_t pos) {
  Cursor& cursor = cursors_[mark];
  const char c = kMarks[mark];
  if (!cursor.compared) {
    cursor.compared = true;
    cursor.usable = same_count(c);
  }
  if (!cursor.usable) return false;
  bool wide = false;
  for (; cursor.text <= pos; ++cursor.text) {
    if (text_[cursor.text] == c) cursor.raw = next_in_raw(c, cursor.raw, wide);
  }
  return wide;
}

std::size_t WideMarks::first_wide(std::size_t begin, std::size_t end) {
  for (std::size_t pos = begin; pos < end; ++pos) {
    const std::size_t mark = kMarks.find(text_[pos]);
    if (mark != std::string_view::npos && is_wide(mark, pos)) return pos;
  }
  return end;
}

}  // namespace postgate::link

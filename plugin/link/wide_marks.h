// Chinese punctuation inside a link. Folding turns a full-width comma into ",", which may
// be part of a URL; in the author's text it ends one. This finds out, for a mark of the
// text view, which of the two the author wrote: the n-th comma of one view is the n-th
// comma of the other. One object a field; asked in ascending order it is linear.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace postgate::link {

class WideMarks {
 public:
  WideMarks(std::string_view text, std::string_view raw) : text_(text), raw_(raw) {}

  // The first mark in [begin, end) of the text view that is full-width in the raw view,
  // `end` when there is none. `begin` must not be smaller than in the call before.
  std::size_t first_wide(std::size_t begin, std::size_t end);

 private:
  static constexpr std::string_view kMarks = ",;:!?()~";

  struct Cursor {
    std::size_t text = 0;  // where to go on counting
    std::size_t raw = 0;
    bool compared = false;
    bool usable = false;  // both views hold as many of this mark
  };

  bool is_wide(std::size_t mark, std::size_t pos);
  // Position behind the next spelling of `mark` in raw at or after `pos`, 0 when there is none.
  [[nodiscard]] std::size_t next_in_raw(char mark, std::size_t pos, bool& wide) const;
  [[nodiscard]] bool same_count(char mark) const;

  std::string_view text_;
  std::string_view raw_;
  std::array<Cursor, kMarks.size()> cursors_{};
};

}  // namespace postgate::link

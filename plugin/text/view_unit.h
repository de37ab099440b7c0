// Units of an extra view: what is shown there as one character. A character of the text, a syllable written
// in letters, or a character written in pieces. Constant data, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/field_text.h"
#include "text/fold.h"
#include "text/sound.h"

namespace postgate {

struct ViewUnit {
  std::uint32_t shown = 0;      // in the view
  std::uint32_t codepoint = 0;  // the character; of pieces, the character they make; of letters, the first
  SyllableId syllable = 0;      // of letters
  std::uint32_t count = 1;      // places
};

// The characters of a word, none of them marked as the tail of a unit.
std::vector<ViewPlace> places_of(std::string_view valid_utf8);

// The unit that begins at `places[at]`; the view asks from its beginning to its end.
ViewUnit unit_at(std::span<const ViewPlace> places, std::size_t at, FoldSet extra);

// The unit that all of `places` make; they are one.
ViewUnit unit_of(std::span<const ViewPlace> places, FoldSet extra);

// Calls `visit(unit, at)` for each unit of `places`, where it begins.
template <typename Visit>
void each_unit(std::span<const ViewPlace> places, FoldSet extra, Visit visit) {
  for (std::size_t at = 0; at < places.size();) {
    const ViewUnit unit = unit_at(places, at, extra);
    visit(unit, at);
    at += unit.count;
  }
}

// Marks the places of which units do not begin.
void mark_units(std::span<ViewPlace> places, FoldSet extra);

// What symbols are shown as where they are units by themselves.
class ShownSymbols {
 public:
  explicit ShownSymbols(FoldSet extra);
  // Of a symbol of which joins() says no.
  [[nodiscard]] char16_t at(char16_t symbol) const { return shown_[symbol]; }
  // Whether `symbol` may be a unit together with what follows, `next` first (0 at the end), or half a
  // character.
  [[nodiscard]] bool joins(char16_t symbol, char16_t next, bool repeats) const {
    return (joins_[symbol >> 6U] >> (symbol & 63U) & 1U) != 0 && goes_on(symbol, next, repeats);
  }

 private:
  static bool goes_on(char16_t symbol, char16_t next, bool repeats);

  std::vector<char16_t> shown_;
  std::vector<std::uint64_t> joins_;
};

// Made on first use, then the same for all.
const ShownSymbols& shown_symbols(FoldSet extra);

// Characters that look like another one, and that one.
const std::vector<std::pair<std::uint32_t, std::uint32_t>>& look_alikes();

}  // namespace postgate

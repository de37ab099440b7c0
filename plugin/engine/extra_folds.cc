#include "engine/extra_folds.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/sound.h"
#include "text/view_unit.h"

namespace postgate {

namespace {

using Places = std::span<const ViewPlace>;

// `places` cut into what the view shows as one each.
std::vector<Places> units_of(Places places) {
  std::vector<Places> units;
  for (std::size_t at = 0; at < places.size();) {
    std::size_t end = at + 1;
    while (end < places.size() && places[end].tail) ++end;
    units.push_back(places.subspan(at, end - at));
    at = end;
  }
  return units;
}

// The folds that make one thing of the text that of the word.
class Explain {
 public:
  explicit Explain(FoldSet extras)
      : extras_(extras),
        shape_((extras & kFoldShape) != 0),
        sound_((extras & kFoldHomophone) != 0),
        fuzzy_((extras & kFoldFuzzy) != 0) {}

  [[nodiscard]] std::optional<FoldSet> unit(Places seen, Places wanted) const {
    const bool same =
        std::equal(seen.begin(), seen.end(), wanted.begin(), wanted.end(),
                   [](const ViewPlace& a, const ViewPlace& b) { return a.codepoint == b.codepoint; });
    if (same) return FoldSet{0};
    const ViewUnit from = unit_of(seen, extras_);
    const ViewUnit to = unit_of(wanted, extras_);
    if (from.syllable != 0 && to.syllable != 0) {
      if (!fuzzy_ || from.shown != to.shown) return std::nullopt;
      return static_cast<FoldSet>(kFoldHomophone | kFoldFuzzy);
    }
    if (from.syllable != 0) return letters(from.syllable, to.codepoint);
    if (to.syllable != 0) return letters(to.syllable, from.codepoint);
    const std::optional<FoldSet> one = character(from.codepoint, to.codepoint);
    if (!one || (from.count == 1 && to.count == 1)) return one;
    return static_cast<FoldSet>(*one | kFoldShape);
  }

 private:
  [[nodiscard]] std::optional<FoldSet> character(std::uint32_t seen, std::uint32_t wanted) const {
    if (seen == wanted) return FoldSet{0};
    if (shape_ && shape_of(seen) == shape_of(wanted)) return kFoldShape;
    if (!sound_) return std::nullopt;
    if (sound_alike(seen, wanted, false)) return kFoldHomophone;
    if (fuzzy_ && sound_alike(seen, wanted, true)) return static_cast<FoldSet>(kFoldHomophone | kFoldFuzzy);
    if (!shape_) return std::nullopt;
    const std::uint32_t like = shape_of(seen);
    const std::uint32_t meant = shape_of(wanted);
    if (sound_alike(like, meant, false)) return static_cast<FoldSet>(kFoldShape | kFoldHomophone);
    if (fuzzy_ && sound_alike(like, meant, true))
      return static_cast<FoldSet>(kFoldShape | kFoldHomophone | kFoldFuzzy);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<FoldSet> letters(SyllableId syllable, std::uint32_t codepoint) const {
    if (can_be_read(codepoint, syllable, false)) return kFoldHomophone;
    if (fuzzy_ && can_be_read(codepoint, syllable, true))
      return static_cast<FoldSet>(kFoldHomophone | kFoldFuzzy);
    if (shape_ && can_be_read(shape_of(codepoint), syllable, fuzzy_)) {
      return static_cast<FoldSet>(kFoldShape | kFoldHomophone | (fuzzy_ ? kFoldFuzzy : 0));
    }
    return std::nullopt;
  }

  static bool can_be_read(std::uint32_t codepoint, SyllableId syllable, bool fuzzy) {
    const auto readings = readings_of(codepoint);
    return std::any_of(readings.begin(), readings.end(),
                       [&](SyllableId one) { return sound_sign(one, fuzzy) == sound_sign(syllable, fuzzy); });
  }

  FoldSet extras_;
  bool shape_;
  bool sound_;
  bool fuzzy_;
};

// How many units from number `at` on look the same in the view; 1 where repeats are kept.
std::size_t run_length(std::size_t at, const std::vector<Places>& units, FoldSet extras) {
  if ((extras & kFoldRepeat) == 0) return 1;
  const std::uint32_t first = unit_of(units[at], extras).shown;
  std::size_t end = at + 1;
  while (end < units.size() && unit_of(units[end], extras).shown == first) ++end;
  return end - at;
}

}  // namespace

std::optional<FoldSet> needed_extra_folds(std::span<const ViewPlace> places, std::string_view word,
                                          FoldSet extras) {
  std::vector<ViewPlace> word_places = places_of(word);
  mark_units(word_places, extras);
  const std::vector<Places> seen = units_of(places);
  const std::vector<Places> wanted = units_of(word_places);
  const Explain explain(extras);
  FoldSet folds = 0;
  std::size_t seen_at = 0;
  std::size_t wanted_at = 0;
  while (seen_at < seen.size() && wanted_at < wanted.size()) {
    const std::size_t has = run_length(seen_at, seen, extras);
    const std::size_t want = run_length(wanted_at, wanted, extras);
    if (has < want) return std::nullopt;
    if (has > want) folds = static_cast<FoldSet>(folds | kFoldRepeat);
    for (std::size_t i = 0; i < has; ++i) {
      const Places unit = seen[seen_at + i];
      const auto one = explain.unit(unit, wanted[wanted_at + (i < want ? i : want - 1)]);
      if (!one) return std::nullopt;
      folds = static_cast<FoldSet>(folds | *one | (unit.front().emoji ? kFoldEmoji : 0));
    }
    seen_at += has;
    wanted_at += want;
  }
  if (seen_at != seen.size() || wanted_at != wanted.size()) return std::nullopt;
  return folds;
}

}  // namespace postgate

#include "engine/extra_folds.h"

#include <cstdint>
#include <vector>

#include "text/sound.h"
#include "text/utf8.h"

namespace postgate {

namespace {

std::vector<std::uint32_t> code_points(std::string_view text) {
  std::vector<std::uint32_t> cps;
  for (std::size_t at = 0; at < text.size();) {
    // char may alias.
    const auto* const p = reinterpret_cast<const std::uint8_t*>(text.data()) + at;
    cps.push_back(decode_valid_utf8(p));
    at += utf8_length_of_lead(*p);
  }
  return cps;
}

// The folds that make one character of the text that of the word.
std::optional<FoldSet> explain(std::uint32_t seen, std::uint32_t wanted, FoldSet extras) {
  if (seen == wanted) return FoldSet{0};
  const bool shape = (extras & kFoldShape) != 0;
  const bool sound = (extras & kFoldHomophone) != 0;
  const bool fuzzy = (extras & kFoldFuzzy) != 0;
  if (shape && shape_of(seen) == shape_of(wanted)) return kFoldShape;
  if (!sound) return std::nullopt;
  if (sound_alike(seen, wanted, false)) return kFoldHomophone;
  if (fuzzy && sound_alike(seen, wanted, true)) return static_cast<FoldSet>(kFoldHomophone | kFoldFuzzy);
  if (!shape) return std::nullopt;
  const std::uint32_t like = shape_of(seen);
  const std::uint32_t meant = shape_of(wanted);
  if (sound_alike(like, meant, false)) return static_cast<FoldSet>(kFoldShape | kFoldHomophone);
  if (fuzzy && sound_alike(like, meant, true))
    return static_cast<FoldSet>(kFoldShape | kFoldHomophone | kFoldFuzzy);
  return std::nullopt;
}

// How many of `count` things from number `at` on look the same in the view; 1 where repeats are kept.
template <typename CodePointAt>
std::size_t run_length(std::size_t at, std::size_t count, FoldSet extras, CodePointAt code_point_at) {
  if ((extras & kFoldRepeat) == 0) return 1;
  const std::uint32_t first = extra_code_point(code_point_at(at), extras);
  std::size_t end = at + 1;
  while (end < count && extra_code_point(code_point_at(end), extras) == first) ++end;
  return end - at;
}

}  // namespace

std::optional<FoldSet> needed_extra_folds(std::span<const ViewPlace> places, std::string_view word,
                                          FoldSet extras) {
  const std::vector<std::uint32_t> wanted = code_points(word);
  FoldSet folds = 0;
  std::size_t seen_at = 0;
  std::size_t wanted_at = 0;
  while (seen_at < places.size() && wanted_at < wanted.size()) {
    const std::size_t seen =
        run_length(seen_at, places.size(), extras, [&](std::size_t i) { return places[i].codepoint; });
    const std::size_t want =
        run_length(wanted_at, wanted.size(), extras, [&](std::size_t i) { return wanted[i]; });
    if (seen < want) return std::nullopt;
    if (seen > want) folds = static_cast<FoldSet>(folds | kFoldRepeat);
    for (std::size_t i = 0; i < seen; ++i) {
      const ViewPlace& place = places[seen_at + i];
      const auto one = explain(place.codepoint, wanted[wanted_at + (i < want ? i : want - 1)], extras);
      if (!one) return std::nullopt;
      folds = static_cast<FoldSet>(folds | *one | (place.emoji ? kFoldEmoji : 0));
    }
    seen_at += seen;
    wanted_at += want;
  }
  if (seen_at != places.size() || wanted_at != wanted.size()) return std::nullopt;
  return folds;
}

}  // namespace postgate

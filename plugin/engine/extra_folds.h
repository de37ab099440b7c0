// Which of a signal's extra folds a sighting really needed. Stateless.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "text/field_text.h"
#include "text/fold.h"

namespace postgate {

// `places` are what stands behind a piece of an extra view that equals a word or one of its variants; `word`
// is that word or variant without the extra folds, UTF-8. The extra folds that make them equal, as few as can
// be; 0 if they are equal as they are. None if they only share a sign of the view (two characters that are
// usually read alike, but neither as the word's), or if they are equal only because repeats of `word` itself
// were collapsed.
std::optional<FoldSet> needed_extra_folds(std::span<const ViewPlace> places, std::string_view word,
                                          FoldSet extras);

}  // namespace postgate

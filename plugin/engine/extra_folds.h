// Which of a signal's extra folds a sighting really needed. Stateless.
#pragma once

#include <optional>
#include <string_view>

#include "text/fold.h"

namespace postgate {

// `slice` is a piece of the squeezed view that equals `word` once `extras` are applied to both. The
// smallest set of extra folds that makes them equal; 0 if they are equal as they are. None if they
// are equal only because repeats of `word` itself were collapsed.
std::optional<FoldSet> needed_extra_folds(std::string_view slice, std::string_view word, FoldSet extras);

}  // namespace postgate

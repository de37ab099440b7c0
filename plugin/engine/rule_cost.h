// What each rule of a ruleset costs when it stands alone: for the author who wants to know which one to
// mend. Clocks are read here, so nothing of it goes into a pack file. Thread-safe: no state.
#pragma once

#include <vector>

#include "base/result.h"
#include "engine/ruleset.h"

namespace postgate {

// One for each rule of the ruleset's rulebook, in its order. Compiles every rule again, so call it while
// the link lists of the packs are still there.
Result<std::vector<RuleCost>> measure_rules(const Ruleset& ruleset, const BuildProgress& progress);

}  // namespace postgate

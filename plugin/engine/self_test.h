// Runs what a pack says about itself through the whole pipeline: every example must be found
// by its rule, no counterexample may be, every case must get its action. Thread-safe: no state.
#pragma once

#include <memory>

#include "engine/ruleset.h"
#include "pack/diagnostics.h"

namespace postgate {

// Returns how many texts were run. With `hygiene` also warns of rules without a case and of counterexamples
// that another rule stops.
std::uint64_t self_test(const std::shared_ptr<const Ruleset>& ruleset, bool hygiene,
                        Diagnostics& diagnostics);

}  // namespace postgate

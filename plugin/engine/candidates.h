// Which rules could fire, by the signals that were seen anywhere in a post. No state.
#pragma once

#include <cstdint>
#include <vector>

#include "policy/rule_needs.h"
#include "policy/signal_set.h"

namespace postgate {

// Appends to `candidates`, ascending, the rules whose signals were all seen somewhere in the post, and makes
// `relevant` the signals they ask about. With `everything`, as a trace wants, every signal is followed.
void choose_candidates(const RuleNeeds& needs, const SignalSet& seen, bool everything,
                       std::vector<std::uint32_t>& candidates, SignalSet& relevant);

}  // namespace postgate

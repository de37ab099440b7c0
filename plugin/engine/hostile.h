// What a ruleset costs on texts that are made to be slow for it: its own words without end, its
// examples, runs of one character, things that look like links and numbers. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "engine/ruleset.h"

namespace postgate {

struct HostileCost {
  std::uint64_t hits_per_kib = 0;  // of the worst text; the same on every machine
  std::uint64_t ns_per_kib = 0;    // of the worst text, the best of some runs; depends on the machine
  std::string worst;               // which kind of text was the slowest
};

// kQuick reads shorter texts fewer times: for one rule among thousands, not for a gate.
enum class HostileEffort : std::uint8_t { kFull, kQuick };

// A text that gives more hits than are kept counts with those that were: its verdict would be a hold.
Result<HostileCost> measure_hostile(const std::shared_ptr<const Ruleset>& ruleset,
                                    HostileEffort effort = HostileEffort::kFull);

}  // namespace postgate

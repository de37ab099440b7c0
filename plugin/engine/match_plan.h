// MatchPlan: what the quick pass over a field need not do, given what it has found so far: regexes, detectors
// and lists whose signals no rule can use any more. Built once with a ruleset; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "policy/rule_needs.h"

namespace postgate {

struct Compiled;

struct MatchPlan {
  RuleNeeds needs;
  std::vector<bool> near;             // per signal: it counts only beside one of its near words
  std::vector<std::uint32_t> always;  // signals that words of other views than the squeezed one may find
  // Per view the signals that it may find; of extra views only.
  std::vector<std::vector<std::uint32_t>> extra;
};

// Needs the views and the rules.
MatchPlan make_match_plan(const Compiled& compiled);

}  // namespace postgate

// Evaluates rules over the confirmed signals of a post: which rules fire, where, and which
// were stopped by a guard. Stateless; buffers belong to the caller.
#pragma once

#include <cstdint>
#include <vector>

#include "base/deadline.h"
#include "policy/excuse.h"
#include "policy/finding.h"
#include "policy/rulebook.h"
#include "policy/signal_hit.h"

namespace postgate {

// More findings than this are counted and decide the action, but are not kept.
inline constexpr std::size_t kMostCandidateFindings = 4096;
inline constexpr std::size_t kMostTraceSteps = 10'000;

struct Evaluation {
  std::vector<Finding> findings;  // not sorted; at most kMostCandidateFindings
  std::vector<TraceStep>* trace = nullptr;
  std::uint64_t total = 0;
  Action action = Action::kNone;  // the most serious of all findings and of the score
  std::uint8_t grade = 0;         // the smallest; 0 without a finding
  double score = 0;
  bool deadline_passed = false;
  bool without_overrides = false;  // rules count as their own packs say
  AccountCase* account = nullptr;  // of the post, if it has one or an approval
  std::vector<Excused> excused;    // what the account or an approval took away
};

// Runs `rules` (indices into book.rules) over `hits`, which must be sorted.
void evaluate_rules(const Rulebook& book, const std::vector<std::uint32_t>& rules, const HitBook& hits,
                    const Profile& profile, const Deadline& deadline, Evaluation& out);

// Counts a finding and keeps it, unless too many are kept that are as serious.
void add_finding(Finding finding, Evaluation& out);

// Keeps the `most` most serious findings and puts them in the order of the post.
void arrange_findings(std::vector<Finding>& findings, std::size_t most);

}  // namespace postgate

#include "engine/shadow.h"

#include <algorithm>

#include "engine/verdict.h"

namespace postgate {

namespace {

bool by_id(const ShadowRule& a, const ShadowRule& b) { return a.rule->id < b.rule->id; }
bool same_id(const ShadowRule& a, const ShadowRule& b) { return a.rule->id == b.rule->id; }

std::vector<ShadowRule> distinct_rules(const Verdict& verdict, bool gained) {
  std::vector<ShadowRule> rules;
  rules.reserve(verdict.findings.size());
  for (const Finding& finding : verdict.findings) rules.push_back({finding.pack, finding.rule, gained});
  std::sort(rules.begin(), rules.end(), by_id);
  rules.erase(std::unique(rules.begin(), rules.end(), same_id), rules.end());
  return rules;
}

}  // namespace

void ShadowReport::clear() {
  state = ShadowState::kNone;
  action = Action::kNone;
  generation = 0;
  rules.clear();
}

void compare_rules(const Verdict& live, const Verdict& shadow, std::vector<ShadowRule>& rules) {
  rules.clear();
  if (live.findings.empty() && shadow.findings.empty()) return;
  const std::vector<ShadowRule> before = distinct_rules(live, false);
  const std::vector<ShadowRule> after = distinct_rules(shadow, true);
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(rules),
                      by_id);
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(rules),
                      by_id);
}

bool ShadowPace::fits(std::size_t bytes, std::uint64_t budget_ns) {
  const std::uint64_t kib = bytes / 1024 + 1;
  if (ns_per_kib_ <= budget_ns / kib) return true;
  ns_per_kib_ -= ns_per_kib_ / 64;  // so that it is tried again some time
  return false;
}

void ShadowPace::measured(std::size_t bytes, std::uint64_t ns) {
  const std::uint64_t now = std::max<std::uint64_t>(ns / (bytes / 1024 + 1), 1);
  // Fast to believe that it is slow, slow to believe that it is fast.
  ns_per_kib_ = std::max(now, ns_per_kib_ - ns_per_kib_ / 8);
}

}  // namespace postgate

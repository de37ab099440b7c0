#include "engine/candidates.h"

#include <algorithm>

namespace postgate {

void choose_candidates(const RuleNeeds& needs, const SignalSet& seen, bool everything,
                       std::vector<std::uint32_t>& candidates, SignalSet& relevant) {
  relevant.clear();
  if (everything) {
    for (const std::uint32_t signal : seen.members()) relevant.add(signal);
  }
  needs.each_rule(seen, [&](std::uint32_t rule) { candidates.push_back(rule); });
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  for (const std::uint32_t rule : candidates) needs.add_signals(rule, relevant);
}

}  // namespace postgate

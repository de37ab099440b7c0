#include "engine/candidates.h"

#include <algorithm>
#include <cstddef>

namespace postgate {

void choose_candidates(const Rulebook& book, const SignalSet& seen, bool everything,
                       std::vector<std::uint32_t>& candidates, SignalSet& relevant) {
  relevant.clear();
  const auto possible = [&](const BookRule& rule) {
    const auto was_seen = [&](std::uint32_t signal) { return seen.has(signal); };
    return std::all_of(rule.all.begin(), rule.all.end(), was_seen) &&
           (rule.any.empty() || std::count_if(rule.any.begin(), rule.any.end(), was_seen) >=
                                    static_cast<std::ptrdiff_t>(rule.rule->at_least));
  };
  for (const std::uint32_t signal : seen.members()) {
    if (everything) relevant.add(signal);
    for (const std::uint32_t number : book.rules_by_anchor[signal]) {
      if (possible(book.rules[number])) candidates.push_back(number);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  for (const std::uint32_t number : candidates) {
    const BookRule& rule = book.rules[number];
    for (const std::uint32_t signal : rule.all) relevant.add(signal);
    for (const std::uint32_t signal : rule.any) relevant.add(signal);
    for (const std::uint32_t signal : rule.none) relevant.add(signal);
  }
}

}  // namespace postgate

#include "policy/rule_needs.h"

#include <algorithm>
#include <cstddef>

namespace postgate {

namespace {

// How often a signal is likely to be possible, for want of knowledge: what is found late is possible until
// it has been looked for, and a signal of few words is seen less than one of many.
std::uint64_t frequency(const Rulebook& book, const std::vector<bool>& late, std::uint32_t signal) {
  constexpr std::uint64_t kLate = std::uint64_t{1} << 32U;
  return (late[signal] ? kLate : 0) + book.signals[signal].signal->words.size();
}

// The signals of which one is possible wherever the rule can fire, as rare ones as there are: one of `all`,
// or of `any` so many that no choice of `at_least` avoids them.
std::vector<std::uint32_t> anchors_of(const Rulebook& book, const BookRule& rule,
                                      const std::vector<bool>& late) {
  const auto rarer = [&](std::uint32_t a, std::uint32_t b) {
    return frequency(book, late, a) < frequency(book, late, b);
  };
  if (!rule.all.empty()) return {*std::min_element(rule.all.begin(), rule.all.end(), rarer)};
  std::vector<std::uint32_t> anchors = rule.any;
  std::stable_sort(anchors.begin(), anchors.end(), rarer);
  const std::size_t spare = std::max<std::uint32_t>(rule.rule->at_least, 1) - 1;
  anchors.resize(anchors.size() - std::min(spare, anchors.size()));
  std::sort(anchors.begin(), anchors.end());
  anchors.erase(std::unique(anchors.begin(), anchors.end()), anchors.end());
  return anchors;
}

}  // namespace

RuleNeeds::RuleNeeds(const Rulebook& book, const std::vector<bool>& late) {
  std::vector<std::vector<std::uint32_t>> by_anchor(book.signals.size());
  for (const BookRule& rule : book.rules) {
    for (const std::uint32_t signal : anchors_of(book, rule, late))
      by_anchor[signal].push_back(static_cast<std::uint32_t>(needs_.size()));
    add_rule(rule);
  }
  begins_.push_back(0);
  for (const std::vector<std::uint32_t>& rules : by_anchor) {
    rules_.insert(rules_.end(), rules.begin(), rules.end());
    begins_.push_back(static_cast<std::uint32_t>(rules_.size()));
  }
}

void RuleNeeds::add_rule(const BookRule& rule) {
  Need need;
  need.first = static_cast<std::uint32_t>(signals_.size());
  need.all = static_cast<std::uint32_t>(rule.all.size());
  need.any = static_cast<std::uint32_t>(rule.any.size());
  need.none = static_cast<std::uint32_t>(rule.none.size());
  need.at_least = rule.any.empty() ? 0 : rule.rule->at_least;
  for (const auto* list : {&rule.all, &rule.any, &rule.none}) {
    signals_.insert(signals_.end(), list->begin(), list->end());
  }
  needs_.push_back(need);
}

bool RuleNeeds::can_fire(const Need& need, const SignalSet& possible) const {
  const std::uint32_t* const all = signals_.data() + need.first;
  const auto has = [&](std::uint32_t signal) { return possible.has(signal); };
  if (!std::all_of(all, all + need.all, has)) return false;
  const std::uint32_t* const any = all + need.all;
  return need.at_least == 0 || std::count_if(any, any + need.any, has) >= std::ptrdiff_t{need.at_least};
}

void RuleNeeds::add_signals(std::uint32_t rule, SignalSet& to) const {
  const Need& need = needs_[rule];
  const std::uint32_t* const first = signals_.data() + need.first;
  for (std::uint32_t at = 0; at < need.all + need.any + need.none; ++at) to.add(first[at]);
}

void RuleNeeds::add_wanted(const SignalSet& possible, SignalSet& wanted) const {
  each_rule(possible, [&](std::uint32_t rule) { add_signals(rule, wanted); });
}

}  // namespace postgate

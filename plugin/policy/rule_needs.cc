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
  using Lists = std::vector<std::vector<std::uint32_t>>;
  Lists by_anchor(book.signals.size());
  Lists by_part(book.signals.size());
  Lists by_guard(book.signals.size());
  for (const BookRule& rule : book.rules) {
    const auto number = static_cast<std::uint32_t>(needs_.size());
    for (const std::uint32_t signal : anchors_of(book, rule, late)) by_anchor[signal].push_back(number);
    for (const std::uint32_t signal : rule.all) by_part[signal].push_back(number);
    for (const std::uint32_t signal : rule.any) by_part[signal].push_back(number);
    for (const std::uint32_t signal : rule.none) by_guard[signal].push_back(number);
    add_rule(rule);
  }
  anchored_ = index(by_anchor);
  made_of_ = index(by_part);
  guarded_by_ = index(by_guard);
}

RuleNeeds::Index RuleNeeds::index(const std::vector<std::vector<std::uint32_t>>& by_signal) {
  Index made;
  made.begins.push_back(0);
  for (const std::vector<std::uint32_t>& rules : by_signal) {
    made.rules.insert(made.rules.end(), rules.begin(), rules.end());
    made.begins.push_back(static_cast<std::uint32_t>(made.rules.size()));
  }
  return made;
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

void RuleNeeds::add_signals(std::uint32_t rule, SignalSet& to) const {
  const Need& need = needs_[rule];
  const std::uint32_t* const first = signals_.data() + need.first;
  for (std::uint32_t at = 0; at < need.all + need.any + need.none; ++at) to.add(first[at]);
}

}  // namespace postgate

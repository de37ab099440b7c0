// RuleNeeds: which rules can fire, given what is or may be in a text, and so which signals can still matter.
// A rule fires only where all its signals are, so what it asks for besides need not be looked for once one of
// them is known to be absent.
// Built once with a rulebook, immutable afterwards, any thread may read. Never says no too much: what order,
// distance, guards, scores, profiles and accounts make of the signals is not looked at.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "policy/rulebook.h"
#include "policy/signal_set.h"

namespace postgate {

class RuleNeeds {
 public:
  RuleNeeds() = default;
  // `late`, per signal: it may be possible in texts where it is not, so that rules are better found by
  // others.
  RuleNeeds(const Rulebook& book, const std::vector<bool>& late);

  // Calls `found(number)` for every rule that can fire where no more than the `possible` signals are; for
  // some more than once.
  template <typename Found>
  void each_rule(const SignalSet& possible, Found found) const {
    const auto has = [&](std::uint32_t signal) { return possible.has(signal); };
    for (const std::uint32_t signal : possible.members()) each_rule_by(signal, has, found);
  }
  // The same for the rules that are found by one signal; `has(signal)` says what is possible.
  template <typename Has, typename Found>
  void each_rule_by(std::uint32_t signal, Has has, Found found) const {
    for (std::uint32_t i = anchored_.begins[signal]; i < anchored_.begins[signal + 1]; ++i) {
      if (can_fire(needs_[anchored_.rules[i]], has)) found(anchored_.rules[i]);
    }
  }
  // Whether some rule can fire that is made of this signal and others, or is guarded by it.
  template <typename Has>
  [[nodiscard]] bool helps(std::uint32_t signal, Has has) const {
    return any_can_fire(made_of_, signal, has);
  }
  template <typename Has>
  [[nodiscard]] bool guards(std::uint32_t signal, Has has) const {
    return any_can_fire(guarded_by_, signal, has);
  }
  [[nodiscard]] bool is_guard(std::uint32_t signal) const {
    return guarded_by_.begins[signal] != guarded_by_.begins[signal + 1];
  }
  // Whether one of the signals that a rule is made of is there.
  template <typename Has>
  [[nodiscard]] bool has_part(std::uint32_t rule, Has has) const {
    const std::uint32_t* const first = signals_.data() + needs_[rule].first;
    return std::any_of(first, first + needs_[rule].all + needs_[rule].any, has);
  }
  // The signals of a rule: those it is made of, and those that guard it.
  void add_signals(std::uint32_t rule, SignalSet& to) const;

 private:
  // The signals of a rule: signals_[first ..], `all` before `any` before `none`.
  struct Need {
    std::uint32_t first = 0;
    std::uint32_t all = 0;
    std::uint32_t any = 0;
    std::uint32_t none = 0;
    std::uint32_t at_least = 0;
  };
  // Rules by signal: those of signal s are rules[begins[s] .. begins[s + 1]).
  struct Index {
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> rules;
  };
  static Index index(const std::vector<std::vector<std::uint32_t>>& by_signal);
  void add_rule(const BookRule& rule);
  template <typename Has>
  [[nodiscard]] bool can_fire(const Need& need, Has has) const {
    const std::uint32_t* const all = signals_.data() + need.first;
    if (!std::all_of(all, all + need.all, has)) return false;
    const std::uint32_t* const any = all + need.all;
    return need.at_least == 0 || std::count_if(any, any + need.any, has) >= std::ptrdiff_t{need.at_least};
  }
  template <typename Has>
  [[nodiscard]] bool any_can_fire(const Index& index, std::uint32_t signal, Has has) const {
    const auto rules = index.rules.begin();
    return std::any_of(rules + index.begins[signal], rules + index.begins[signal + 1],
                       [&](std::uint32_t rule) { return can_fire(needs_[rule], has); });
  }

  std::vector<Need> needs_;
  std::vector<std::uint32_t> signals_;
  Index anchored_;    // that cannot fire without the signal, or without one of several
  Index made_of_;     // that have it among what they ask for
  Index guarded_by_;  // ... among what may not be there
};

}  // namespace postgate

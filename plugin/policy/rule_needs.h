// RuleNeeds: which rules can fire, given what is or may be in a text, and so which signals can still matter.
// A rule fires only where all its signals are, so what it asks for besides need not be looked for once one of
// them is known to be absent.
// Built once with a rulebook, immutable afterwards, any thread may read. Never says no too much: what order,
// distance, guards, scores, profiles and accounts make of the signals is not looked at.
#pragma once

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
    for (const std::uint32_t signal : possible.members()) {
      for (std::uint32_t i = begins_[signal]; i < begins_[signal + 1]; ++i) {
        if (can_fire(needs_[rules_[i]], possible)) found(rules_[i]);
      }
    }
  }
  // The signals of a rule: those it is made of, and those that guard it.
  void add_signals(std::uint32_t rule, SignalSet& to) const;
  // Of every rule that can fire.
  void add_wanted(const SignalSet& possible, SignalSet& wanted) const;

 private:
  // The signals of a rule: signals_[first ..], `all` before `any` before `none`.
  struct Need {
    std::uint32_t first = 0;
    std::uint32_t all = 0;
    std::uint32_t any = 0;
    std::uint32_t none = 0;
    std::uint32_t at_least = 0;
  };
  void add_rule(const BookRule& rule);
  [[nodiscard]] bool can_fire(const Need& need, const SignalSet& possible) const;

  std::vector<Need> needs_;
  std::vector<std::uint32_t> signals_;
  // Rules that cannot fire without a signal, or without one of several: those of signal s are
  // rules_[begins_[s] .. begins_[s + 1]).
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> rules_;
};

}  // namespace postgate

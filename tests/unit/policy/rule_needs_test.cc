// Which signals can still matter: what all, any, at_least and none make of what may be there.
#include "policy/rule_needs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <set>
#include <utility>

namespace postgate {
namespace {

using Numbers = std::vector<std::uint32_t>;

class RuleNeedsTest : public ::testing::Test {
 protected:
  RuleNeedsTest() {
    for (std::size_t i = 0; i < kSignals; ++i) book_.signals.push_back({&pack_, &signal_, 0});
  }

  Rule& add(const Numbers& all, const Numbers& any = {}, const Numbers& none = {}, std::uint32_t least = 1) {
    Rule& rule = rules_.emplace_back();
    rule.at_least = least;
    book_.rules.push_back({&pack_, &rule, all, any, none});
    return rule;
  }

  std::set<std::uint32_t> wanted(const Numbers& possible, const std::vector<bool>& late) {
    const RuleNeeds needs(book_, late);
    SignalSet may;
    SignalSet want;
    may.resize(kSignals);
    want.resize(kSignals);
    for (const std::uint32_t signal : possible) may.add(signal);
    needs.each_rule(may, [&](std::uint32_t rule) { needs.add_signals(rule, want); });
    return {want.members().begin(), want.members().end()};
  }
  // Signals that one of the rules that can fire is made of, and those that one is guarded by.
  std::pair<std::set<std::uint32_t>, std::set<std::uint32_t>> asked(const std::set<std::uint32_t>& may) {
    const RuleNeeds needs(book_, std::vector<bool>(kSignals));
    const auto has = [&](std::uint32_t signal) { return may.count(signal) != 0; };
    std::pair<std::set<std::uint32_t>, std::set<std::uint32_t>> found;
    for (std::uint32_t signal = 0; signal < kSignals; ++signal) {
      if (needs.helps(signal, has)) found.first.insert(signal);
      if (needs.guards(signal, has)) found.second.insert(signal);
      EXPECT_TRUE(needs.is_guard(signal) || !needs.guards(signal, has));
    }
    return found;
  }
  std::set<std::uint32_t> wanted(const Numbers& possible) {
    return wanted(possible, std::vector<bool>(kSignals));
  }

  static constexpr std::size_t kSignals = 12;
  using Set = std::set<std::uint32_t>;
  Pack pack_;
  Signal signal_;
  std::deque<Rule> rules_;  // stay where they are
  Rulebook book_;
};

TEST_F(RuleNeedsTest, AllMustBePossible) {
  add({0, 1}, {}, {2});
  EXPECT_EQ(wanted({0}), Set{});
  EXPECT_EQ(wanted({1, 2}), Set{});
  EXPECT_EQ(wanted({0, 1}), (Set{0, 1, 2})) << "the guard is asked for, seen or not";
}

TEST_F(RuleNeedsTest, EnoughOfAnyMustBePossible) {
  add({}, {0, 1, 2, 3}, {}, 2);
  EXPECT_EQ(wanted({1}), Set{});
  EXPECT_EQ(wanted({0, 3}), (Set{0, 1, 2, 3})) << "what else may be part of the finding";
  add({4}, {5, 6}, {7}, 1);
  EXPECT_EQ(wanted({4}), Set{});
  EXPECT_EQ(wanted({5, 6}), Set{});
  EXPECT_EQ(wanted({4, 6}), (Set{4, 5, 6, 7}));
}

TEST_F(RuleNeedsTest, WhatRulesMakeOfSignalsIsNotLookedAt) {
  Rule& rule = add({0, 1});
  rule.order = true;
  rule.distance = 3;
  rule.score = 0.5;
  rule.action = Action::kNone;
  rule.within = Scope::kPost;
  Override off;
  book_.rules.back().change = &off;  // a rule that is switched off is shown as such
  EXPECT_EQ(wanted({0, 1}), (Set{0, 1}));
}

// The same as asking every rule, whatever is late.
TEST_F(RuleNeedsTest, MissesNoRule) {
  std::mt19937 random(7);
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
  const auto some = [&](std::uint32_t most) {
    Set set;
    for (std::uint32_t left = below(most + 1); left > 0; --left) set.insert(below(kSignals));
    return Numbers(set.begin(), set.end());
  };
  for (int round = 0; round < 3000; ++round) {
    book_.rules.clear();
    rules_.clear();
    for (int i = 0; i < 4; ++i) {
      const Numbers all = some(3);
      Numbers any = some(4);
      if (all.empty() && any.empty()) any = {below(kSignals)};
      add(all, any, some(2), any.empty() ? 1 : 1 + below(static_cast<std::uint32_t>(any.size())));
    }
    std::vector<bool> late(kSignals);
    for (std::size_t i = 0; i < kSignals; ++i) late[i] = below(2) == 0;
    const Numbers possible = some(9);
    const Set may(possible.begin(), possible.end());
    Set expected;
    Set parts;
    Set guards;
    for (const BookRule& rule : book_.rules) {
      const auto has = [&](std::uint32_t signal) { return may.count(signal) != 0; };
      const bool all = std::all_of(rule.all.begin(), rule.all.end(), has);
      const auto any = std::count_if(rule.any.begin(), rule.any.end(), has);
      if (!all || (!rule.any.empty() && any < std::ptrdiff_t{rule.rule->at_least})) continue;
      for (const auto* list : {&rule.all, &rule.any, &rule.none}) expected.insert(list->begin(), list->end());
      for (const auto* list : {&rule.all, &rule.any}) parts.insert(list->begin(), list->end());
      guards.insert(rule.none.begin(), rule.none.end());
    }
    ASSERT_EQ(asked(may), std::make_pair(parts, guards)) << "round " << round;
    ASSERT_EQ(wanted(possible, late), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace postgate

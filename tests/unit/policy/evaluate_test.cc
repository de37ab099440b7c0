// Rules over made-up signal hits: scopes, guards, weak folds, shortest spans, scores.
#include "policy/evaluate.h"

#include <gtest/gtest.h>

#include "policy/profile.h"

namespace postgate {
namespace {

class EvaluateTest : public ::testing::Test {
 protected:
  EvaluateTest() {
    pack_.name = "test";
    Category category;
    category.id = "cat";
    pack_.categories.push_back(category);
    for (const char* id : {"a", "b", "guard"}) {
      Signal signal;
      signal.id = id;
      pack_.signals.push_back(signal);
    }
    for (const Signal& signal : pack_.signals) book_.signals.push_back({&pack_, &signal, 0});
    rule_.id = "rule";
    rule_.action = Action::kHold;
    rule_.all = {0, 1};
  }

  SignalHit hit(std::uint32_t signal, std::uint32_t field, std::uint32_t begin, std::uint32_t end,
                std::uint32_t clause = 0, std::uint32_t sentence = 0) {
    SignalHit made;
    made.signal = signal;
    made.field = field;
    made.text = {begin, end};
    made.squeezed = {begin, end};
    made.clause = clause;
    made.sentence = sentence;
    made.raw = {begin * 3, end * 3};
    return made;
  }

  Evaluation run(std::vector<SignalHit> list) {
    book_.rules.assign(1, {&pack_, &rule_, rule_.all, rule_.any, rule_.none});
    HitBook hits;
    for (const SignalHit& one : list) hits.add(one);
    hits.sort();
    Evaluation out;
    out.trace = &trace_;
    evaluate_rules(book_, {0}, hits, profile_, Deadline(), out);
    return out;
  }

  Pack pack_;
  Rulebook book_;
  Rule rule_;
  Profile profile_ = builtin_profiles().front();
  std::vector<TraceStep> trace_;
};

TEST_F(EvaluateTest, FiresWhereAllSignalsMeetInOneClause) {
  const Evaluation out = run({hit(0, 0, 2, 4), hit(1, 0, 6, 8)});
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].raw, (Range{6, 24}));
  EXPECT_EQ(out.findings[0].signals.size(), 2U);
  EXPECT_EQ(out.action, Action::kHold);
  EXPECT_EQ(out.grade, 2);
}

TEST_F(EvaluateTest, DoesNotFireAcrossClauses) {
  EXPECT_TRUE(run({hit(0, 0, 2, 4, 0), hit(1, 0, 16, 18, 10)}).findings.empty());
}

TEST_F(EvaluateTest, FiresAcrossClausesOfOneSentenceIfAsked) {
  rule_.within = Scope::kSentence;
  rule_.none_within = Scope::kSentence;
  EXPECT_EQ(run({hit(0, 0, 2, 4, 0), hit(1, 0, 16, 18, 10)}).findings.size(), 1U);
}

TEST_F(EvaluateTest, JoinsFieldsOnlyWithinThePost) {
  const std::vector<SignalHit> two_fields = {hit(0, 0, 2, 4), hit(1, 3, 0, 2)};
  EXPECT_TRUE(run(two_fields).findings.empty());
  rule_.within = Scope::kPost;
  rule_.none_within = Scope::kPost;
  const Evaluation out = run(two_fields);
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].field, 0U);
  EXPECT_EQ(out.findings[0].raw, (Range{6, 12}));
  EXPECT_EQ(out.findings[0].signals[1].field, 3U);
}

TEST_F(EvaluateTest, GuardStopsOnlyItsOwnClause) {
  rule_.none = {2};
  const Evaluation out = run({hit(2, 0, 0, 2, 0), hit(0, 0, 2, 4, 0), hit(1, 0, 6, 8, 0),
                              hit(0, 0, 12, 14, 10), hit(1, 0, 16, 18, 10)});
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].raw.begin, 36U);
  EXPECT_EQ(trace_.front().kind, TraceKind::kGuarded);
  EXPECT_EQ(trace_.front().by, &pack_.signals[2]);
}

TEST_F(EvaluateTest, GuardOfTheSentenceStopsAllItsClauses) {
  rule_.none = {2};
  rule_.none_within = Scope::kSentence;
  EXPECT_TRUE(run({hit(2, 0, 0, 2, 0), hit(0, 0, 12, 14, 10), hit(1, 0, 16, 18, 10)}).findings.empty());
}

// A word that a mark breaks: what stands on both sides of the mark meets, for this rule.
TEST_F(EvaluateTest, ABrokenWordJoinsItsScopes) {
  SignalHit broken = hit(0, 0, 6, 10);
  broken.last_clause = broken.last_sentence = 8;
  const SignalHit behind = hit(1, 0, 14, 16, 8, 8);
  const Evaluation out = run({broken, behind});
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].raw, (Range{18, 48}));
  broken.field = 1;
  EXPECT_TRUE(run({broken, behind}).findings.empty()) << "in another field";
  broken = hit(2, 0, 6, 10);
  broken.last_clause = broken.last_sentence = 8;
  EXPECT_TRUE(run({hit(0, 0, 2, 4), broken, behind}).findings.empty()) << "a word of another rule";
}

TEST_F(EvaluateTest, ABrokenWordDoesNotWidenGuards) {
  rule_.none = {2};
  rule_.none_within = Scope::kSentence;
  SignalHit broken = hit(0, 0, 6, 10);
  broken.last_clause = broken.last_sentence = 8;
  const SignalHit behind = hit(1, 0, 14, 16, 8, 8);
  EXPECT_EQ(run({broken, behind, hit(2, 0, 20, 22, 8, 8)}).findings.size(), 1U)
      << "a guard in the next sentence";
  EXPECT_TRUE(run({hit(2, 0, 0, 2), broken, behind}).findings.empty()) << "a guard in its own";
}

TEST_F(EvaluateTest, AFallbackSpeaksWhereNoOtherRuleStopsThePost) {
  Rule broad;
  broad.id = "broad";
  broad.action = Action::kHold;
  broad.fallback = true;
  broad.all = {0};
  const Pack* broad_pack = &pack_;
  const auto found = [&](const std::vector<SignalHit>& list) {
    book_.rules = {{broad_pack, &broad, broad.all, {}, {}}, {&pack_, &rule_, rule_.all, {}, {}}};
    HitBook hits;
    for (const SignalHit& one : list) hits.add(one);
    hits.sort();
    Evaluation out;
    evaluate_rules(book_, {0, 1}, hits, profile_, Deadline(), out);
    std::string ids;
    for (const Finding& finding : out.findings) ids += finding.rule->id + " ";
    return ids;
  };
  EXPECT_EQ(found({hit(0, 0, 2, 4)}), "broad ");
  EXPECT_EQ(found({hit(0, 0, 2, 4), hit(1, 0, 6, 8)}), "rule ");
  Pack other;
  other.categories = pack_.categories;
  broad_pack = &other;
  EXPECT_EQ(found({hit(0, 0, 2, 4), hit(1, 0, 6, 8)}), "rule broad ") << "another pack's rule";
  broad_pack = &pack_;
  rule_.action = Action::kFlag;
  EXPECT_EQ(found({hit(0, 0, 2, 4), hit(1, 0, 6, 8)}), "rule broad ") << "a flag stops nothing";
}

TEST_F(EvaluateTest, AnyNeedsOneOfItsSignals) {
  rule_.all = {0};
  rule_.any = {1, 2};
  EXPECT_TRUE(run({hit(0, 0, 2, 4)}).findings.empty());
  EXPECT_EQ(run({hit(0, 0, 2, 4), hit(2, 0, 6, 8)}).findings.size(), 1U);
}

TEST_F(EvaluateTest, OneSignalGivesAFindingForEveryPlace) {
  rule_.all = {0};
  const Evaluation out = run({hit(0, 0, 2, 4), hit(0, 0, 3, 6), hit(0, 0, 20, 22)});
  ASSERT_EQ(out.findings.size(), 2U) << "overlapping places are one finding";
  EXPECT_EQ(out.findings[0].raw, (Range{6, 18}));
  EXPECT_EQ(out.total, 2U);
}

TEST_F(EvaluateTest, ChoosesTheShortestSpan) {
  const Evaluation out = run({hit(0, 0, 2, 4), hit(0, 0, 50, 52), hit(1, 0, 54, 56)});
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].raw, (Range{150, 168}));
}

TEST_F(EvaluateTest, WeaklyFoldedHitCountsOnlyBesideAnother) {
  rule_.all = {0};
  SignalHit weak = hit(0, 0, 2, 4);
  weak.folds = kFoldHomophone;
  EXPECT_TRUE(run({weak}).findings.empty());
  EXPECT_EQ(trace_.front().kind, TraceKind::kWeak);
  pack_.signals[0].weak_alone = true;
  EXPECT_EQ(run({weak}).findings.size(), 1U);
  pack_.signals[0].weak_alone = false;
  rule_.all = {0, 1};
  EXPECT_EQ(run({weak, hit(1, 0, 6, 8)}).findings.size(), 1U);
}

TEST_F(EvaluateTest, ScoreIsCountedOnceARuleAndCanHold) {
  rule_.all = {0};
  rule_.action = Action::kFlag;
  rule_.score = 2.0;
  Evaluation out = run({hit(0, 0, 2, 4), hit(0, 0, 20, 22)});
  EXPECT_DOUBLE_EQ(out.score, 2.0);
  EXPECT_EQ(out.action, Action::kFlag);
  rule_.score = 3.0;
  EXPECT_EQ(run({hit(0, 0, 2, 4)}).action, Action::kHold);
}

TEST_F(EvaluateTest, ProfilesRaiseAndLower) {
  const std::vector<SignalHit> both = {hit(0, 0, 2, 4), hit(1, 0, 6, 8)};
  rule_.action = Action::kFlag;
  profile_ = builtin_profiles()[1];
  EXPECT_EQ(run(both).action, Action::kHold) << "strict";
  rule_.action = Action::kBlock;
  profile_ = builtin_profiles()[2];
  EXPECT_EQ(run(both).action, Action::kFlag) << "report-only";
}

TEST_F(EvaluateTest, ManyFindingsKeepTheMostSerious) {
  rule_.all = {0};
  std::vector<SignalHit> many;
  for (std::uint32_t i = 0; i < 10'000; ++i) many.push_back(hit(0, 0, 4 * i, 4 * i + 2));
  const Evaluation out = run(many);
  EXPECT_EQ(out.total, 10'000U);
  EXPECT_EQ(out.findings.size(), kMostCandidateFindings);
  std::vector<Finding> findings = out.findings;
  Rule worse = rule_;
  worse.id = "worse";
  findings.back().rule = &worse;
  findings.back().action = Action::kBlock;
  arrange_findings(findings, 3);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings.back().action, Action::kBlock);
  EXPECT_LT(findings[0].raw.begin, findings[1].raw.begin);
}

TEST_F(EvaluateTest, CountsDifferentSignalsOfAny) {
  rule_.all = {};
  rule_.any = {0, 1, 2};
  rule_.at_least = 2;
  EXPECT_TRUE(run({hit(0, 0, 2, 4), hit(0, 0, 6, 8)}).findings.empty()) << "the same signal twice";
  const Evaluation out = run({hit(0, 0, 2, 4), hit(2, 0, 6, 8)});
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].signals.size(), 2U);
  EXPECT_EQ(out.findings[0].raw, (Range{6, 24}));
  rule_.at_least = 3;
  EXPECT_TRUE(run({hit(0, 0, 2, 4), hit(2, 0, 6, 8)}).findings.empty());
  EXPECT_EQ(run({hit(0, 0, 2, 4), hit(1, 0, 4, 5), hit(2, 0, 6, 8)}).findings.at(0).signals.size(), 3U);
}

TEST_F(EvaluateTest, CountsAnyBesideAll) {
  rule_.all = {0};
  rule_.any = {1, 2};
  rule_.at_least = 2;
  EXPECT_TRUE(run({hit(0, 0, 0, 2), hit(1, 0, 2, 4)}).findings.empty());
  EXPECT_EQ(run({hit(0, 0, 0, 2), hit(1, 0, 2, 4), hit(2, 0, 5, 6)}).findings.at(0).signals.size(), 3U);
}

TEST_F(EvaluateTest, KeepsTheOrderOfAll) {
  rule_.order = true;
  EXPECT_EQ(run({hit(0, 0, 2, 4), hit(1, 0, 6, 8)}).findings.size(), 1U);
  EXPECT_TRUE(run({hit(0, 0, 6, 8), hit(1, 0, 2, 4)}).findings.empty());
  EXPECT_TRUE(run({hit(0, 0, 2, 4), hit(1, 0, 3, 6)}).findings.empty()) << "overlapping";
  EXPECT_EQ(run({hit(0, 0, 2, 4), hit(1, 0, 4, 6)}).findings.size(), 1U) << "side by side";
}

TEST_F(EvaluateTest, FindsTheTightestPlacesInOrder) {
  rule_.all = {0, 1, 2};
  rule_.order = true;
  const Evaluation out = run({hit(0, 0, 0, 2), hit(2, 0, 3, 4), hit(0, 0, 10, 12), hit(1, 0, 20, 22),
                              hit(1, 0, 24, 26), hit(2, 0, 30, 32), hit(2, 0, 50, 52)});
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].raw, (Range{30, 96}));
  EXPECT_EQ(out.findings[0].signals[1].raw, (Range{72, 78}));
}

TEST_F(EvaluateTest, KeepsTheOrderOfFields) {
  rule_.order = true;
  rule_.within = Scope::kPost;
  rule_.none_within = Scope::kPost;
  EXPECT_EQ(run({hit(0, 0, 8, 9), hit(1, 1, 0, 2)}).findings.size(), 1U);
  EXPECT_TRUE(run({hit(0, 1, 0, 2), hit(1, 0, 8, 9)}).findings.empty());
}

TEST_F(EvaluateTest, BoundsTheDistanceBetweenSignals) {
  rule_.distance = 3;
  EXPECT_EQ(run({hit(0, 0, 2, 4), hit(1, 0, 7, 8)}).findings.size(), 1U);
  EXPECT_TRUE(run({hit(0, 0, 2, 4), hit(1, 0, 8, 9)}).findings.empty());
  EXPECT_EQ(run({hit(1, 0, 2, 4), hit(0, 0, 3, 9)}).findings.size(), 1U) << "overlapping";
}

TEST_F(EvaluateTest, EveryClosePairIsAFinding) {
  rule_.distance = 3;
  const Evaluation out =
      run({hit(0, 0, 0, 2), hit(1, 0, 4, 6), hit(0, 0, 20, 22), hit(1, 0, 40, 42), hit(0, 0, 43, 44)});
  ASSERT_EQ(out.findings.size(), 2U);
  EXPECT_EQ(out.findings[0].raw, (Range{0, 18}));
  EXPECT_EQ(out.findings[1].raw, (Range{120, 132}));
}

TEST_F(EvaluateTest, CapsTheScoreOfACategory) {
  rule_.all = {0};
  rule_.score = 2.0;
  pack_.categories[0].score_cap = 3.0;
  Rule other = rule_;
  other.id = "other";
  book_.rules = {{&pack_, &rule_, {0}, {}, {}}, {&pack_, &other, {0}, {}, {}}};
  HitBook hits;
  hits.add(hit(0, 0, 0, 2));
  hits.sort();
  Evaluation out;
  evaluate_rules(book_, {0, 1}, hits, profile_, Deadline(), out);
  EXPECT_EQ(out.score, 3.0);
  pack_.categories[0].score_cap.reset();
  Evaluation whole;
  evaluate_rules(book_, {0, 1}, hits, profile_, Deadline(), whole);
  EXPECT_EQ(whole.score, 4.0);
}

}  // namespace
}  // namespace postgate

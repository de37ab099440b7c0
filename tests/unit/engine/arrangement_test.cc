// Whole scans: how a rule's signals must lie to each other (at_least, order, distance) and capped scores.
#include <gtest/gtest.h>

#include "unit/engine/pack_bench.h"

namespace postgate_test {
namespace {

constexpr const char* kSignals = R"(
[[signal]]
id = "unless"
words = ["未关注", "未下载"]
[[signal]]
id = "refused"
words = ["不予办理", "不予受理"]
[[signal]]
id = "deadline"
words = ["限期", "之前"]
)";

std::string with_signals(const std::string& keys) { return std::string(kSignals) + one_rule(keys); }

TEST(Arrangement, OrderIsThatOfTheText) {
  PackBench bench(with_signals("all = [\"unless\", \"refused\"]\norder = true\nwithin = \"sentence\""));
  EXPECT_EQ(bench.found("未关注本号的,一律不予办理"), "[未关注本号的,一律不予办理]");
  EXPECT_EQ(bench.found("不予办理,因为未关注"), "");
}

TEST(Arrangement, DistanceLeavesSeparatorsOut) {
  PackBench bench(with_signals("all = [\"unless\", \"refused\"]\ndistance = 2\nwithin = \"field\""));
  EXPECT_EQ(bench.found("未关注的, , ,人不予办理"), "[未关注的, , ,人不予办理]");
  EXPECT_EQ(bench.found("未关注的人都不予办理"), "");
}

TEST(Arrangement, AtLeastCountsSignals) {
  PackBench bench(
      with_signals("any = [\"unless\", \"refused\", \"deadline\"]\nat_least = 2\nwithin = \"field\""));
  EXPECT_EQ(bench.found("限期整改,限期答复"), "");
  EXPECT_EQ(bench.found("限期整改。未下载者补办"), "[限期整改。未下载]");
}

TEST(Arrangement, OrderAcrossFields) {
  PackBench bench(with_signals("all = [\"unless\", \"refused\"]\norder = true\nwithin = \"post\""));
  EXPECT_EQ(bench.scan_fields({"未关注者", "不予办理"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"不予办理", "未关注者"}).findings.size(), 0U);
}

TEST(Arrangement, ScoreIsCappedByCategory) {
  const std::string rules =
      "[[signal]]\nid = \"a\"\nwords = [\"甲乙\"]\n[[signal]]\nid = \"b\"\nwords = [\"丙丁\"]\n" +
      one_rule("all = [\"a\"]\nscore = 2.0", "flag", "r1") +
      one_rule("all = [\"b\"]\nscore = 2.0", "flag", "r2");
  PackBench open(rules);
  EXPECT_EQ(open.scan("甲乙丙丁").score, 4.0);
  EXPECT_EQ(open.scan("甲乙丙丁").action, postgate::Action::kHold);
  PackBench capped(rules, "score_cap = 2.5\n");
  EXPECT_EQ(capped.scan("甲乙丙丁").score, 2.5);
  EXPECT_EQ(capped.scan("甲乙丙丁").action, postgate::Action::kFlag);
}

}  // namespace
}  // namespace postgate_test

// `evidence` in a signal: a post counts from a weight on, and the finding shows where the words are.
#include <gtest/gtest.h>

#include "unit/engine/pack_bench.h"

namespace postgate_test {
namespace {

const std::vector<postgate::PackFile> kLists = {
    {"lists/ads.txt", "# weights\n* -1.5\n包邮 1.5\n现货 1.25   # in stock\n0元 0.5\n会议 -3\n"},
    {"lists/dull.txt", "会议 1\n"}};

std::string signal_of(const std::string& list, const std::string& at_least, const std::string& more = "") {
  return "[[signal]]\nid = \"s\"\nevidence = { list = \"lists/" + list + ".txt\", at_least = " + at_least +
         " }\n" + more;
}

TEST(Evidence, CountsFromItsWeightOn) {
  PackBench bench(signal_of("ads", "1.25") + one_rule("all = [\"s\"]"), "", {kLists[0]});
  EXPECT_EQ(bench.found("今天现货包邮到家"), "[现货包邮]");
  EXPECT_EQ(bench.found("今天现货,顺丰包邮"), "[现货,顺丰包邮]");
  EXPECT_EQ(bench.found("全场包邮包邮包邮"), "") << "each word counts once";
  EXPECT_EQ(bench.found("全场包 邮,１８元,现貨"), "[包 邮,１８元,现貨]")
      << "words are looked for in the folded text";
  EXPECT_EQ(bench.found("会议通知:现货包邮18元"), "");
}

TEST(Evidence, WithoutAnyWordThereIsNothingToShow) {
  PackBench bench(signal_of("ads", "-2") + one_rule("all = [\"s\"]"), "", {kLists[0]});
  EXPECT_EQ(bench.found("天气"), "");
  EXPECT_EQ(bench.found("现货"), "[现货]");
}

TEST(Evidence, MeetsOtherSignalsAndGuards) {
  PackBench bench(
      signal_of("ads", "-0.5",
                "[[signal]]\nid = \"call\"\nwords = [\"私聊\"]\n"
                "[[signal]]\nid = \"warn\"\nwords = [\"谨防\"]\n") +
          one_rule("all = [\"s\", \"call\"]\nnone = [\"warn\"]\nwithin = \"field\"\nnone_within = \"field\""),
      "", {kLists[0]});
  EXPECT_EQ(bench.found("现货,要的私聊"), "[现货,要的私聊]");
  EXPECT_EQ(bench.found("要的私聊"), "");
  EXPECT_EQ(bench.found("谨防“现货,私聊”"), "");
}

TEST(Evidence, EveryListHasItsOwnWeights) {
  PackBench bench(signal_of("ads", "1") +
                      "[[signal]]\nid = \"t\"\nevidence = { list = \"lists/dull.txt\", "
                      "at_least = 1 }\n" +
                      one_rule("all = [\"s\"]") + one_rule("all = [\"t\"]", "flag", "dull"),
                  "", kLists);
  EXPECT_EQ(bench.found("会议"), "[会议]");
  EXPECT_EQ(bench.found("现货包邮"), "[现货包邮]");
}

TEST(Evidence, IsLookedForInTheFieldsTheSignalNames) {
  PackBench bench(signal_of("ads", "1", "fields = [\"title\"]\n") + one_rule("all = [\"s\"]"), "",
                  {kLists[0]});
  EXPECT_EQ(bench.found("现货包邮"), "");
}

}  // namespace
}  // namespace postgate_test

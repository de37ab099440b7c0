// Lists of words with weights: what is read, and what is refused with its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack/rule_digest.h"
#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

using testing::ElementsAre;

Loaded with_list(const std::string& list, const std::string& evidence) {
  std::vector<PackFile> files = base_pack();
  files.push_back({"lists/weights.txt", list});
  files.push_back({"rules/r.toml", "[[rule]]\nid = \"r\"\ncategory = \"" + std::string("cat") +
                                       "\"\naction = \"hold\"\nevidence = " + evidence +
                                       "\nexamples = [\"e1\", \"e2\"]\ncounter = [\"c1\", \"c2\"]\n"});
  return load(files);
}

TEST(EvidenceReader, ReadsWordsWeightsAndTheBias) {
  const Loaded loaded = with_list("# learned\n* -2.5\n包邮  1.25  # often\nＶ信 -0.5\n",
                                  "{ list = \"lists/weights.txt\", at_least = 1 }");
  ASSERT_EQ(loaded.pack.evidence_lists.size(), 1U);
  const postgate::EvidenceList& list = loaded.pack.evidence_lists[0];
  EXPECT_EQ(list.bias, -2.5);
  ASSERT_EQ(list.words.size(), 2U);
  EXPECT_EQ(list.words[0].symbols, u"包邮");
  EXPECT_EQ(list.words[0].weight, 1.25);
  EXPECT_EQ(list.words[1].symbols, u"v信") << "folded";
}

TEST(EvidenceReader, NamesEveryBadLine) {
  const Loaded loaded =
      with_list("包邮\n现货 many\n天下没有免费的午餐 1\n直发 200\n包邮 1\n包 邮 2\n、 1\n好 nan\n",
                "{ list = \"lists/weights.txt\", at_least = 1 }");
  std::vector<std::string> found;
  for (const std::string& line : brief(loaded.diagnostics)) {
    if (line.rfind("lists/weights.txt", 0) == 0) found.push_back(line);
  }
  EXPECT_THAT(found, ElementsAre("lists/weights.txt: list-line 1 1", "lists/weights.txt: list-line 2 1",
                                 "lists/weights.txt: list-line 3 1", "lists/weights.txt: list-line 4 1",
                                 "lists/weights.txt: duplicate-word 6 1", "lists/weights.txt: list-line 7 1",
                                 "lists/weights.txt: list-line 8 1"));
}

TEST(EvidenceReader, AListHasALimit) {
  std::string list;
  for (int i = 0; i <= 20'000; ++i) list += "w" + std::to_string(i) + " 1\n";
  const Loaded loaded = with_list(list, "{ list = \"lists/weights.txt\", at_least = 1 }");
  EXPECT_THAT(brief(loaded.diagnostics), testing::Contains("lists/weights.txt: limit 20001 1 r"));
}

TEST(EvidenceReader, TheDigestOfARuleCoversItsWeights) {
  const auto digest = [](const std::string& list, const std::string& at_least) {
    const Loaded loaded = with_list(list, "{ list = \"lists/weights.txt\", at_least = " + at_least + " }");
    for (const postgate::Rule& rule : loaded.pack.rules) {
      if (rule.id == "r") return postgate::rule_digest(loaded.pack, rule);
    }
    return std::string();
  };
  const std::string first = digest("包邮 1\n", "1");
  EXPECT_NE(first, "");
  EXPECT_EQ(digest("包邮 1.0 # the same\n", "1.0"), first);
  EXPECT_NE(digest("包邮 1.5\n", "1"), first);
  EXPECT_NE(digest("* -1\n包邮 1\n", "1"), first);
  EXPECT_NE(digest("包邮 1\n", "2"), first);
}

}  // namespace
}  // namespace postgate_test

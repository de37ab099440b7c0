// What is split over the fields of a post: words, detectors, and where it is shown.
#include <gtest/gtest.h>

#include "engine/joined_fields.h"
#include "unit/engine/pack_bench.h"

namespace postgate_test {
namespace {

using postgate::JoinedFields;
using postgate::JoinedPart;
using postgate::Range;

constexpr const char* kSignals = R"(
[[signal]]
id = "add"
words = ["加微信", "加我"]
[[signal]]
id = "im"
words = ["vx", "微信号"]
[[signal]]
id = "id"
regex = "[a-z]{3}[0-9]{3}"
[[signal]]
id = "phone"
detect = ["phone-cn"]
)";

TEST(JoinedFields, ShortFieldsAreOnePiece) {
  JoinedFields fields;
  fields.add(0, "加我");
  fields.add(1, "");
  fields.add(2, "vx");
  fields.add(3, "abc886");
  fields.finish();
  ASSERT_EQ(fields.count(), 1U);
  EXPECT_EQ(fields.text(0), "加我 vx abc886");
  std::vector<JoinedPart> parts;
  fields.parts_of(0, {3, 11}, parts);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].field, 0U);
  EXPECT_EQ(parts[0].raw, (Range{3, 6}));
  EXPECT_EQ(parts[1].field, 2U);
  EXPECT_EQ(parts[1].raw, (Range{0, 2}));
  EXPECT_EQ(parts[2].raw, (Range{0, 1}));
  fields.parts_of(0, {6, 7}, parts);
  EXPECT_TRUE(parts.empty()) << "the blank between two fields is of neither";
}

TEST(JoinedFields, LongFieldsGiveTheirEnds) {
  const std::string body(500, 'x');
  JoinedFields fields;
  fields.add(0, "加");
  fields.add(1, body);
  fields.add(2, "信");
  fields.finish();
  ASSERT_EQ(fields.count(), 2U);
  EXPECT_EQ(fields.text(0), "加 " + std::string(64, 'x'));
  EXPECT_EQ(fields.text(1), std::string(64, 'x') + " 信");
  std::vector<JoinedPart> parts;
  fields.parts_of(1, {0, 64}, parts);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].raw, (Range{436, 500}));
  EXPECT_FALSE(parts[0].whole);
  fields.clear();
  fields.add(0, "一");
  fields.finish();
  EXPECT_EQ(fields.count(), 0U);
}

TEST(Borders, SignalsOfSeveralFieldsMeetInThePost) {
  PackBench bench(std::string(kSignals) + one_rule("all = [\"add\", \"im\", \"id\"]\nwithin = \"post\""));
  EXPECT_EQ(bench.scan_fields({"加我", "vx", "abc886"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"加我", "vx", "文件"}).findings.size(), 0U);
}

TEST(Borders, AWordMayBeSplitBesideAnotherSignal) {
  PackBench bench(std::string(kSignals) + one_rule("all = [\"add\", \"id\"]\nwithin = \"post\""));
  const postgate::Verdict& verdict = bench.scan_fields({"欢迎加", "微信 abc886", "图"});
  ASSERT_EQ(verdict.findings.size(), 1U);
  const postgate::Finding& finding = verdict.findings[0];
  EXPECT_NE(finding.folds & postgate::kFoldJoined, 0);
  ASSERT_EQ(finding.signals.size(), 3U);
  EXPECT_EQ(finding.signals[0].signal->id, "add");
  EXPECT_EQ(finding.signals[0].field, 0U);
  EXPECT_EQ(finding.signals[0].raw, (Range{6, 9}));
  EXPECT_EQ(finding.signals[1].signal->id, "add");
  EXPECT_EQ(finding.signals[1].field, 1U);
  EXPECT_EQ(finding.signals[1].raw, (Range{0, 6}));
  EXPECT_EQ(finding.signals[2].signal->id, "id");
  EXPECT_EQ(bench.scan_fields({"欢迎加", "微信办公平台"}).findings.size(), 0U);
  EXPECT_EQ(bench.scan_fields({"欢迎加微信abc886"}).findings.size(), 1U);
}

TEST(Borders, OrderIsThatOfTheFields) {
  PackBench bench(std::string(kSignals) +
                  one_rule("all = [\"add\", \"id\"]\norder = true\nwithin = \"post\""));
  EXPECT_EQ(bench.scan_fields({"加", "微信", "abc886"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"abc886", "加", "微信"}).findings.size(), 0U);
}

TEST(Borders, NarrowerScopesSeeNothingAcross) {
  PackBench bench(std::string(kSignals) + one_rule("all = [\"add\", \"id\"]\nwithin = \"field\"") +
                  one_rule("all = [\"im\", \"id\"]\nwithin = \"post\"", "hold", "r2"));
  EXPECT_EQ(bench.scan_fields({"欢迎加", "微信 abc886"}).findings.size(), 0U);
}

TEST(Borders, ANumberMayBeSplit) {
  PackBench bench(std::string(kSignals) + one_rule("all = [\"add\", \"phone\"]\nwithin = \"post\""));
  EXPECT_EQ(bench.scan_fields({"加我 1380013", "8000"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"加我 1380013", "人"}).findings.size(), 0U);
}

TEST(Borders, SplitSignalsAloneDecideNothing) {
  PackBench bench(std::string(kSignals) + one_rule("all = [\"add\", \"im\"]\nwithin = \"post\"") +
                  one_rule("all = [\"id\"]", "flag", "r2"));
  EXPECT_EQ(bench.scan_fields({"欢迎加", "微信号"}).findings.size(), 1U);  // im is seen as it is written
  EXPECT_EQ(bench.scan_fields({"欢迎加", "微信 v", "x"}).findings.size(), 0U);
}

}  // namespace
}  // namespace postgate_test

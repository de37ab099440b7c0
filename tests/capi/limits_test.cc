// Large, odd and hostile posts: limits are obeyed and named, nothing is missed in
// silence. No test measures time; what grows too fast would not end.
#include <string>

#include "support.h"
#include "unicode.h"

namespace capi_test {
namespace {

constexpr std::size_t kMiB = 1U << 20U;

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

TEST(Limits, AnEmptyPostIsAllowed) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
  ASSERT_EQ(gate.scan(std::vector<postgate_field>(), &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(summary_of(verdict).complete, 1U);
  ASSERT_EQ(gate.scan(std::vector<postgate_field>(10, utf8_field("")), &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
}

TEST(Limits, AHundredThousandFields) {
  const Gate gate(build_tiny());
  std::vector<postgate_field> fields(100'000, utf8_field("一段普通的话"));
  fields[77'777] = utf8_field("立即抢购");
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(fields, &verdict), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  EXPECT_EQ(finding_at(verdict, 0).field, 77'777U);
  fields.push_back(utf8_field("x"));
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(gate.scan(fields, &verdict, nullptr, &error), POSTGATE_E_TOO_LARGE);
  EXPECT_EQ(verdict, nullptr);
}

TEST(Limits, AHundredThousandFieldsWithHits) {
  const Gate gate(build_tiny());
  const std::vector<postgate_field> fields(100'000, utf8_field("加微信"));
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(fields, &verdict), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(verdict);
  EXPECT_GE(summary.action, POSTGATE_ACTION_HOLD);
  EXPECT_LE(summary.finding_count, 64U);
  EXPECT_GE(summary.finding_total, summary.finding_count);
}

TEST(Limits, SixteenMebibytes) {
  const Gate gate(build_tiny());
  std::string text = repeated("普通的话。", (16 * kMiB - 12) / 15);
  text.resize(16 * kMiB - 12, ' ');  // pads, cuts nothing
  text += "立即抢购";
  ASSERT_EQ(text.size(), 16 * kMiB);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  EXPECT_EQ(finding_at(verdict, 0).where.bytes.begin, text.size() - 12);
  text.push_back('x');
  EXPECT_EQ(gate.scan(text, &verdict), POSTGATE_E_TOO_LARGE);
  EXPECT_EQ(verdict, nullptr);
}

TEST(Limits, OneRepeatedCharacter) {
  const Gate gate(build_tiny());
  for (const std::string_view piece : {"a", " ", "立", "\u200B", "\u0301", "9", "。", "\r\n", "😀", "ﷺ"}) {
    const std::string text = repeated(piece, 2 * kMiB / piece.size()) + "立即抢购";
    const postgate_verdict* verdict = nullptr;
    ASSERT_EQ(gate.scan(text, &verdict), POSTGATE_OK) << piece;
    EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_BLOCK) << piece;
  }
}

TEST(Limits, ThousandsOfOverlappingHits) {
  const Gate gate(
      build_pack("overlap", {word_rule("ads.a", "hold", "啊啊"), word_rule("ads.b", "hold", "啊啊啊"),
                             word_rule("ads.c", "hold", "啊啊啊啊啊啊啊啊")}));
  const Texts text(repeated("啊", 20'000));
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text.utf8, &verdict), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(verdict);
  EXPECT_GE(summary.action, POSTGATE_ACTION_HOLD);
  ASSERT_GT(summary.finding_count, 0U);
  for (std::size_t i = 0; i < summary.finding_count; ++i) {
    EXPECT_EQ(text.cut(finding_at(verdict, i).where).substr(0, 3), "啊");
  }
}

TEST(Limits, MoreHitsThanAreKeptShowsAndHolds) {
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.max_hits = 100;
  const Gate gate(build_pack("flags", {word_rule("ads.a", "flag", "好的")}), options);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(repeated("好的。", 5'000), &verdict), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(verdict);
  EXPECT_EQ(summary.complete, 0U);
  EXPECT_EQ(summary.incomplete, POSTGATE_INCOMPLETE_HITS);
  EXPECT_EQ(summary.action, POSTGATE_ACTION_HOLD);
  ASSERT_EQ(gate.scan("好的。", &verdict), POSTGATE_OK) << "the next post is judged afresh";
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_FLAG);
  EXPECT_EQ(summary_of(verdict).complete, 1U);
}

std::vector<postgate_unseen> unseen_of(const postgate_verdict* verdict) {
  std::vector<postgate_unseen> all;
  postgate_unseen unseen = POSTGATE_INIT(postgate_unseen);
  while (postgate_verdict_unseen_at(verdict, all.size(), &unseen) == POSTGATE_OK) all.push_back(unseen);
  return all;
}

TEST(Limits, TheFieldThatWasNotLookedAtIsNamed) {
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.max_hits = 100;
  const Gate gate(build_pack("flags", {word_rule("ads.a", "flag", "好的")}), options);
  const std::string full = repeated("好的。", 5'000);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({utf8_field("好的"), utf8_field(full), utf8_field("清楚")}, &verdict), POSTGATE_OK);
  const std::vector<postgate_unseen> hits = unseen_of(verdict);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].field, 1U);
  EXPECT_EQ(hits[0].reasons, POSTGATE_INCOMPLETE_HITS);
  ASSERT_EQ(gate.scan("好的。", &verdict), POSTGATE_OK);
  EXPECT_TRUE(unseen_of(verdict).empty());
  postgate_scan_options hurry = POSTGATE_INIT(postgate_scan_options);
  hurry.deadline_ns = 1;
  hurry.flags = POSTGATE_SCAN_ACCEPT_PARTIAL;
  ASSERT_EQ(gate.scan({utf8_field("一"), utf8_field("二")}, &verdict, &hurry), POSTGATE_OK);
  const std::vector<postgate_unseen> late = unseen_of(verdict);
  ASSERT_FALSE(late.empty());
  EXPECT_EQ(late.back().field, 1U) << "the last field is the first to be left out";
  EXPECT_EQ(late.back().reasons, POSTGATE_INCOMPLETE_DEADLINE);
}

TEST(Limits, PostBytesCountAllFieldsAsUtf8) {
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.max_post_bytes = 30;
  const Gate gate(build_tiny(), options);
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan({utf8_field("0123456789"), utf8_field("01234567890123456789")}, &verdict), POSTGATE_OK);
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(
      gate.scan({utf8_field("0123456789"), utf8_field("012345678901234567890")}, &verdict, nullptr, &error),
      POSTGATE_E_TOO_LARGE);
  EXPECT_EQ(error.field, 1U);
  EXPECT_EQ(gate.scan({utf16_field(u"一二三四五六七八九十")}, &verdict), POSTGATE_OK);
  EXPECT_EQ(gate.scan({utf16_field(u"一二三四五六七八九十百")}, &verdict), POSTGATE_E_TOO_LARGE);
}

TEST(Limits, FieldCountIsAnOption) {
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.max_fields = 2;
  const Gate gate(build_tiny(), options);
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan(std::vector<postgate_field>(2, utf8_field("x")), &verdict), POSTGATE_OK);
  EXPECT_EQ(gate.scan(std::vector<postgate_field>(3, utf8_field("x")), &verdict), POSTGATE_E_TOO_LARGE);
}

TEST(Deadline, OfANanosecondIsAnError) {
  const Gate gate(build_tiny());
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.deadline_ns = 1;
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(gate.scan("普通的话", &verdict, &options, &error), POSTGATE_E_DEADLINE);
  EXPECT_EQ(verdict, nullptr);
  EXPECT_EQ(error.status, POSTGATE_E_DEADLINE);
}

TEST(Deadline, WithPartialVerdictsHoldsAndSaysSo) {
  const Gate gate(build_tiny());
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.deadline_ns = 1;
  options.flags = POSTGATE_SCAN_ACCEPT_PARTIAL;
  const postgate_verdict* verdict = nullptr;
  for (const std::string& text :
       {std::string("普通的话"), std::string("立即抢购"), repeated("普通的话", 100'000)}) {
    ASSERT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
    const postgate_verdict_summary summary = summary_of(verdict);
    EXPECT_GE(summary.action, POSTGATE_ACTION_HOLD);
    EXPECT_EQ(summary.complete, 0U);
    EXPECT_EQ(summary.incomplete, POSTGATE_INCOMPLETE_DEADLINE);
  }
}

TEST(Deadline, OfTheEngineHoldsForEveryScanUnlessTheScanHasItsOwn) {
  postgate_engine_options engine = POSTGATE_INIT(postgate_engine_options);
  engine.deadline_ns = 1;
  const Gate gate(build_tiny(), engine);
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan("普通的话", &verdict), POSTGATE_E_DEADLINE);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.deadline_ns = UINT64_MAX;
  EXPECT_EQ(gate.scan("普通的话", &verdict, &options), POSTGATE_OK);
}

}  // namespace
}  // namespace capi_test

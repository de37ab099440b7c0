// postgate_suggest: changes that let a stopped post pass, by index, in the caller's offsets.
#include <string>
#include <vector>

#include "support.h"

namespace capi_test {
namespace {

int32_t suggest(postgate_scanner* scanner, const std::vector<postgate_field>& fields, std::size_t* count,
                const postgate_scan_options* options = nullptr, postgate_error* error = nullptr) {
  return postgate_suggest(scanner, fields.data(), fields.size(), sizeof(postgate_field), options, count,
                          error);
}

TEST(Suggest, AStoppedPostIsToldWhatToChange) {
  const Gate gate(build_tiny());
  const std::string title = "好消息";
  const std::string body = "来加微信领奖";
  std::size_t count = 99;
  ASSERT_EQ(suggest(gate.scanner.get(), {utf8_field(title), utf8_field(body)}, &count), POSTGATE_OK);
  ASSERT_EQ(count, 1U);
  postgate_fix fix = POSTGATE_INIT(postgate_fix);
  ASSERT_EQ(postgate_suggest_at(gate.scanner.get(), 0, &fix), POSTGATE_OK);
  EXPECT_EQ(fix.finding, 0U);
  EXPECT_EQ(fix.field, 1U);
  EXPECT_EQ(fix.where.utf16.begin, 1U);
  EXPECT_EQ(fix.where.utf16.end, 4U);
  EXPECT_EQ(body.substr(fix.where.bytes.begin, fix.where.bytes.end - fix.where.bytes.begin), "加微信");
  EXPECT_EQ(fix.replacement.size, 0U);
  EXPECT_EQ(postgate_suggest_at(gate.scanner.get(), 1, &fix), POSTGATE_E_ARGUMENT);
}

TEST(Suggest, TheLastVerdictStays) {
  const Gate gate(build_tiny());
  const std::string stopped = "来加微信领奖";
  const std::vector<postgate_field> fields = {utf8_field(stopped)};
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(
      postgate_scan(gate.scanner.get(), fields.data(), 1, sizeof(postgate_field), nullptr, &verdict, nullptr),
      POSTGATE_OK);
  std::size_t count = 0;
  ASSERT_EQ(suggest(gate.scanner.get(), fields, &count), POSTGATE_OK);
  EXPECT_EQ(count, 1U);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_HOLD);
  EXPECT_EQ(finding_at(verdict, 0).where.bytes.begin, 3U);
}

TEST(Suggest, NothingIsOfferedForAPostThatPasses) {
  const Gate gate(build_tiny());
  std::size_t count = 99;
  ASSERT_EQ(suggest(gate.scanner.get(), {utf8_field("今天天气好")}, &count), POSTGATE_OK);
  EXPECT_EQ(count, 0U);
  postgate_fix fix = POSTGATE_INIT(postgate_fix);
  EXPECT_EQ(postgate_suggest_at(gate.scanner.get(), 0, &fix), POSTGATE_E_ARGUMENT);
}

TEST(Suggest, BadArgumentsAreErrors) {
  const Gate gate(build_tiny());
  std::size_t count = 99;
  EXPECT_EQ(suggest(nullptr, {utf8_field("加微信")}, &count), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(count, 0U);
  EXPECT_EQ(suggest(gate.scanner.get(), {utf8_field("加微信")}, nullptr), POSTGATE_E_ARGUMENT);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.profile = {"nobody", 6};
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(suggest(gate.scanner.get(), {utf8_field("加微信")}, &count, &options, &error),
            POSTGATE_E_ARGUMENT);
  postgate_fix fix{};
  EXPECT_EQ(postgate_suggest_at(gate.scanner.get(), 0, nullptr), POSTGATE_E_ARGUMENT);
  ASSERT_EQ(suggest(gate.scanner.get(), {utf8_field("来加微信领奖")}, &count), POSTGATE_OK);
  EXPECT_EQ(postgate_suggest_at(gate.scanner.get(), 0, &fix), POSTGATE_E_STRUCT_SIZE);
}

}  // namespace
}  // namespace capi_test

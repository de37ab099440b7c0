// UTF-8 and UTF-16 of one post get the same verdict; ill-formed text is refused with
// its place, or replaced where the host asks for it.
#include <string>

#include "support.h"
#include "unicode.h"

namespace capi_test {
namespace {

// Texts whose characters differ in length in every unit.
const char* const kTexts[] = {
    "立即抢购",
    "前面的话，立即抢购！后面",
    "😀😀加微信😀",
    "𠀀𠀁加 微😀信𠀂 buy now",
    "立\u200B即\u200D抢\uFE0F购",
    "ﷺ ﷺ 立即抢购 ﷺ",
    "e\u0301e\u0301 ＢＵＹ　ＮＯＷ e\u0301",
    "第一行\r\n立即\r\n抢购\r\n第三行",
    "👨‍👩‍👧‍👦加👩‍👦微信",
    "𝐛𝐮𝐲 𝐧𝐨𝐰",
    "Ⅷ ㎏ ½ 立即搶購",
};

class BothEncodings : public testing::TestWithParam<const char*> {};

TEST_P(BothEncodings, GiveTheSameVerdict) {
  const Texts text(GetParam());
  const Ruleset ruleset = build_tiny();
  const Gate as_utf8(ruleset);
  const Gate as_utf16(ruleset);
  const postgate_verdict* one = nullptr;
  const postgate_verdict* two = nullptr;
  ASSERT_EQ(as_utf8.scan({utf8_field(text.utf8)}, &one), POSTGATE_OK);
  ASSERT_EQ(as_utf16.scan({utf16_field(text.utf16)}, &two), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(one);
  EXPECT_EQ(summary_of(two).action, summary.action);
  ASSERT_EQ(summary_of(two).finding_count, summary.finding_count);
  EXPECT_GE(summary.finding_count, 1U);
  for (std::size_t i = 0; i < summary.finding_count; ++i) {
    const postgate_finding left = finding_at(one, i);
    const postgate_finding right = finding_at(two, i);
    EXPECT_EQ(view(left.rule), view(right.rule));
    EXPECT_EQ(left.folds, right.folds);
    EXPECT_TRUE(same(left.where, right.where));
    EXPECT_NE(text.cut(left.where).substr(0, 1), "<") << text.cut(left.where);
    for (std::size_t s = 0; s < left.signal_count; ++s) {
      EXPECT_TRUE(same(signal_at(one, i, s).where, signal_at(two, i, s).where));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, BothEncodings, testing::ValuesIn(kTexts));

TEST(Encodings, MayDifferFromFieldToField) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({utf8_field("加微信"), utf16_field(u"加微信"), utf8_field("加微信")}, &verdict),
            POSTGATE_OK);
  const std::uint64_t count = summary_of(verdict).finding_count;
  ASSERT_EQ(count, 3U);
  for (std::size_t i = 0; i < count; ++i) {
    const postgate_finding finding = finding_at(verdict, i);
    EXPECT_EQ(finding.field, i);
    EXPECT_EQ(finding.where.bytes.end, 9U);
    EXPECT_EQ(finding.where.utf16.end, 3U);
    EXPECT_EQ(finding.where.codepoints.end, 3U);
  }
}

struct IllFormed {
  const char* name;
  std::string bytes;
  uint64_t offset;
};

const IllFormed kIllFormed[] = {
    {"lone continuation",
     "ab\x80"
     "cd",
     2},
    {"truncated at the end", "微\xE4\xBF", 3},
    {"truncated in the middle", "a\xF0\x9F\x98z", 1},
    {"overlong slash", "\xC0\xAF", 0},
    {"overlong of three", "a\xE0\x80\xAF", 1},
    {"overlong of four", "a\xF0\x80\x80\xAF", 1},
    {"surrogate", "ab\xED\xA0\x80", 2},
    {"beyond U+10FFFF", "\xF4\x90\x80\x80", 0},
    {"F5", "abc\xF5\x80\x80\x80", 3},
    {"FE", "\xFE", 0},
    {"FF at the end", std::string(1000, 'x') + "\xFF", 1000},
};

class IllFormedUtf8 : public testing::TestWithParam<IllFormed> {};

TEST_P(IllFormedUtf8, IsRefusedWithItsPlace) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(gate.scan({utf8_field("good"), utf8_field(GetParam().bytes)}, &verdict, nullptr, &error),
            POSTGATE_E_ENCODING);
  EXPECT_EQ(verdict, nullptr);
  EXPECT_EQ(error.offset, GetParam().offset);
  EXPECT_EQ(error.field, 1U);
}

TEST_P(IllFormedUtf8, IsReplacedOnRequest) {
  const Gate gate(build_tiny());
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_REPLACE_ILL_FORMED;
  const std::string text = GetParam().bytes + "立即抢购";
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  const postgate_spans where = finding_at(verdict, 0).where;
  EXPECT_EQ(text.substr(where.bytes.begin, where.bytes.end - where.bytes.begin), "立即抢购");
  EXPECT_EQ(where.utf16.end - where.utf16.begin, 4U);
}

INSTANTIATE_TEST_SUITE_P(Classes, IllFormedUtf8, testing::ValuesIn(kIllFormed),
                         [](const auto& parameter) { return std::to_string(parameter.index); });

TEST(IllFormedUtf16, IsRefusedWithItsPlace) {
  const Gate gate(build_tiny());
  const struct {
    std::u16string text;
    uint64_t offset;
  } cases[] = {{{0xD800}, 0},
               {{u'a', u'微', 0xDC00, u'b'}, 2},
               {{u'a', 0xD83D, u'b'}, 1},
               {{u'a', 0xD83D, 0xD83D, 0xDE00}, 1},
               {{u'a', u'b', 0xDBFF}, 2}};
  for (const auto& item : cases) {
    const postgate_verdict* verdict = nullptr;
    postgate_error error = POSTGATE_INIT(postgate_error);
    EXPECT_EQ(
        gate.scan({utf8_field("x"), utf8_field("y"), utf16_field(item.text)}, &verdict, nullptr, &error),
        POSTGATE_E_ENCODING);
    EXPECT_EQ(error.offset, item.offset);
    EXPECT_EQ(error.field, 2U);
  }
}

TEST(IllFormedUtf16, IsReplacedOnRequestAndSpansStayTrue) {
  const Gate gate(build_tiny());
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_REPLACE_ILL_FORMED;
  std::u16string text = {0xDC00, u'x', 0xD800};
  text += u"立即抢购";
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({utf16_field(text)}, &verdict, &options), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  const postgate_spans where = finding_at(verdict, 0).where;
  EXPECT_EQ(where.utf16.begin, 3U);
  EXPECT_EQ(where.utf16.end, 7U);
  EXPECT_EQ(where.codepoints.begin, 3U);
  EXPECT_EQ(where.codepoints.end, 7U);
}

TEST(Encodings, NulBytesAreOrdinaryCharacters) {
  const Gate gate(build_tiny());
  std::string text("a\0b\0", 4);
  text += "立即抢购";
  text.push_back('\0');
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  EXPECT_EQ(finding_at(verdict, 0).where.bytes.begin, 4U);
  ASSERT_EQ(gate.scan(std::string(1000, '\0'), &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
}

}  // namespace
}  // namespace capi_test

// HTML and Markdown through the C ABI: spans point into the source in all three units and both
// encodings, roles and hidden text are told, and what is beyond a limit is never allowed.
#include <cstring>

#include "support.h"
#include "unicode.h"

namespace capi_test {
namespace {

postgate_field page_field(std::string_view text, uint32_t format = POSTGATE_FORMAT_HTML) {
  postgate_field field = utf8_field(text);
  field.format = format;
  return field;
}

std::string cut(const std::string& text, const postgate_span& span) {
  return text.substr(span.begin, span.end - span.begin);
}

// The only finding of a page, and the text it cuts out of the source.
struct Seen {
  postgate_finding finding = POSTGATE_INIT(postgate_finding);
  std::string text;
};

Seen only_finding(const Gate& gate, const std::string& page, uint32_t format = POSTGATE_FORMAT_HTML) {
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan({page_field(page, format)}, &verdict), POSTGATE_OK);
  Seen seen;
  EXPECT_EQ(summary_of(verdict).finding_count, 1U) << page;
  if (summary_of(verdict).finding_count == 0) return seen;
  seen.finding = finding_at(verdict, 0);
  seen.text = cut(page, seen.finding.where.bytes);
  return seen;
}

TEST(Structure, SpansPointIntoTheSource) {
  const Gate gate(build_tiny());
  EXPECT_EQ(only_finding(gate, "<p>一</p><p>请加<b>微</b><!-- x --><i>信</i>吧</p>").text,
            "加<b>微</b><!-- x --><i>信");
  EXPECT_EQ(only_finding(gate, "<p>x&amp;加&#24494;&#x4fe1;</p>").text, "加&#24494;&#x4fe1;");
  EXPECT_EQ(only_finding(gate, "请加**微**信", POSTGATE_FORMAT_MARKDOWN).text, "加**微**信");
  EXPECT_EQ(only_finding(gate, "<p>立即\n   抢购</p>").text, "立即\n   抢购");
}

TEST(Structure, AllUnitsAndBothEncodingsAgree) {
  const Gate gate(build_tiny());
  const std::string page = "<p>\U0001F600<b>加微</b>&#x4fe1;</p>";
  const std::u16string wide = u"<p>\U0001F600<b>加微</b>&#x4fe1;</p>";
  const postgate_finding one = only_finding(gate, page).finding;
  postgate_field field = utf16_field(wide);
  field.format = POSTGATE_FORMAT_HTML;
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({field}, &verdict), POSTGATE_OK);
  const postgate_finding two = finding_at(verdict, 0);
  EXPECT_EQ(std::memcmp(&one.where, &two.where, sizeof one.where), 0);
  EXPECT_EQ(one.where.bytes.begin, 10U);
  EXPECT_EQ(one.where.utf16.begin, 8U);
  EXPECT_EQ(one.where.codepoints.begin, 7U);
  EXPECT_EQ(one.where.utf16.end, 22U);
}

TEST(Structure, RolesSayWhatKindOfTextItIs) {
  const Gate gate(build_pack("roles", {word_rule("ads.vx", "hold", "加微信"),
                                       {"ads.link", "hold", "detect = [\"url\"]\n" + kSamples}}));
  const Seen link = only_finding(gate, "<a href='http://shop.example.com/?a=1&amp;b'>这里</a>");
  EXPECT_EQ(link.text, "http://shop.example.com/?a=1&amp;b");
  EXPECT_EQ(link.finding.role, uint32_t{POSTGATE_ROLE_LINK});
  EXPECT_EQ(link.finding.field, 0U);
  const Seen alt = only_finding(gate, "<img alt='扫码加微信' src='http://cdn.example.com/1.png'>");
  EXPECT_EQ(alt.text, "加微信");
  EXPECT_EQ(alt.finding.role, uint32_t{POSTGATE_ROLE_ALT});
  EXPECT_EQ(only_finding(gate, "<title>加微信</title>").finding.role, uint32_t{POSTGATE_ROLE_TITLE});
}

TEST(Structure, HiddenTextIsScannedAndMarked) {
  const Gate gate(build_tiny());
  EXPECT_EQ(only_finding(gate, "<p>加微信</p>").finding.flags, 0U);
  for (const std::string page :
       {"<p style='display:none'>加微信</p>", "<p hidden>加微信</p>", "<p aria-hidden='true'>加微信</p>"}) {
    const Seen seen = only_finding(gate, page);
    EXPECT_EQ(seen.finding.flags, POSTGATE_FINDING_HIDDEN) << page;
    EXPECT_EQ(seen.text, "加微信") << page;
  }
  // Hidden text inside a word does not hide the word.
  const Seen split = only_finding(gate, "加<i style='font-size:0'>不不不不不</i>微信");
  EXPECT_EQ(split.finding.flags, 0U);
  EXPECT_EQ(split.text, "加<i style='font-size:0'>不不不不不</i>微信");
}

TEST(Structure, APackCanAskForHiddenText) {
  const Gate gate(build_pack("hide", {{"ads.hidden", "hold", "detect = [\"hidden-text\"]\n" + kSamples}}));
  const Seen seen = only_finding(gate, "<p>一</p><p style='display:none'>看不见的话</p>");
  EXPECT_EQ(seen.text, "看不见的话");
  EXPECT_EQ(seen.finding.flags, POSTGATE_FINDING_HIDDEN);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({page_field("<p>一</p><p style='display:none'> &nbsp; 1</p>")}, &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
}

TEST(Structure, SignalsMeetAcrossThePartsOfAPage) {
  const Compiler compiler = make_compiler();
  const std::string signals =
      "[[signal]]\nid = \"one\"\nwords = [\"甲乙\"]\n[[signal]]\nid = \"two\"\nwords = [\"丙丁\"]\n";
  const std::string rule =
      rules_toml({{"ads.both", "hold", "all = [\"one\", \"two\"]\nwithin = \"post\"\n" + kSamples}});
  ASSERT_EQ(add_text(compiler.get(), "p", "pack.toml", pack_toml("parts")), POSTGATE_OK);
  ASSERT_EQ(add_text(compiler.get(), "p", "rules/r.toml", signals + rule), POSTGATE_OK);
  const Gate gate(build(compiler.get()));
  const Seen seen = only_finding(gate, "<p>甲乙</p><img alt='丙丁'>");
  EXPECT_EQ(seen.text, "甲乙</p><img alt='丙丁") << "all signals of the field are covered";
  EXPECT_EQ(seen.finding.signal_count, 2U);
}

TEST(Structure, BeyondALimitItIsNeverAllowed) {
  const Gate gate(build_tiny());
  std::string deep = "加微信";
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  const postgate_field fields[] = {utf8_field("clean"), page_field(deep)};
  EXPECT_EQ(gate.scan({fields[0], fields[1]}, &verdict, nullptr, &error), POSTGATE_E_STRUCTURE);
  EXPECT_EQ(error.field, 1U);
  EXPECT_EQ(verdict, nullptr);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_ACCEPT_PARTIAL;
  ASSERT_EQ(gate.scan({fields[0], fields[1]}, &verdict, &options, &error), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(verdict);
  EXPECT_EQ(summary.action, POSTGATE_ACTION_HOLD);
  EXPECT_EQ(summary.complete, 0U);
  EXPECT_EQ(summary.incomplete, POSTGATE_INCOMPLETE_STRUCTURE);
  ASSERT_EQ(summary.finding_count, 1U) << "the source is still scanned as it is";
  EXPECT_EQ(cut(deep, finding_at(verdict, 0).where.bytes), "加微信");
}

TEST(Structure, IllFormedTextIsRefusedWithItsPlace) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  const std::string page = "<p>ab\xFF</p>加微信";
  EXPECT_EQ(gate.scan({page_field(page)}, &verdict, nullptr, &error), POSTGATE_E_ENCODING);
  EXPECT_EQ(error.offset, 5U);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_REPLACE_ILL_FORMED;
  ASSERT_EQ(gate.scan({page_field(page)}, &verdict, &options, &error), POSTGATE_OK);
  EXPECT_EQ(cut(page, finding_at(verdict, 0).where.bytes), "加微信");
}

TEST(Structure, TwoMebibytesAreScanned) {
  const Gate gate(build_tiny());
  std::string page;
  while (page.size() < (2U << 20U))
    page += "<div class='a'><p style='color:#333'>一段<b>普通</b>文字。</p></div>\n";
  page += "<p>加微信</p>";
  EXPECT_EQ(only_finding(gate, page).text, "加微信");
}

}  // namespace
}  // namespace capi_test

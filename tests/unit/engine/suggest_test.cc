// Changes that let a stopped post pass: each is tried before it is offered.
#include "engine/suggest.h"

#include <gtest/gtest.h>

#include "unit/engine/pack_bench.h"

namespace postgate_test {
namespace {

using postgate::Fix;

constexpr const char* kSignals = R"(
[[signal]]
id = "must"
words = ["务必", "必须"]
prefer = "可自愿"
[[signal]]
id = "install"
words = ["下载", "安装"]
[[signal]]
id = "im"
words = ["加微信"]
)";

class SuggestTest : public testing::Test {
 protected:
  std::vector<Fix> fixes_of(const std::vector<std::string>& texts,
                            postgate::TextFormat format = postgate::TextFormat::kPlain) {
    std::vector<postgate::PostField> fields(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      fields[i].input.utf8 = texts[i];
      fields[i].format = format;
    }
    postgate::ScanOptions options;
    options.replace_ill_formed = true;
    auto found = postgate::suggest_fixes(bench_.scanner(), {fields.data(), fields.size()}, options);
    EXPECT_TRUE(found.ok());
    return found.ok() ? found.value() : std::vector<Fix>();
  }

  // The post with all that is suggested, fields between bars; empty if nothing is.
  std::string mended(const std::vector<std::string>& texts,
                     postgate::TextFormat format = postgate::TextFormat::kPlain) {
    std::vector<Fix> fixes = fixes_of(texts, format);
    if (fixes.empty()) return {};
    std::vector<std::string> changed = texts;
    std::sort(fixes.begin(), fixes.end(),
              [](const Fix& a, const Fix& b) { return a.where.begin.bytes > b.where.begin.bytes; });
    for (const Fix& fix : fixes) {
      changed[fix.field].replace(fix.where.begin.bytes, fix.where.end.bytes - fix.where.begin.bytes,
                                 fix.replacement);
    }
    EXPECT_TRUE(fixes_of(changed, format).empty());  // it passes
    std::string all;
    for (const std::string& text : changed) all += (all.empty() ? "" : "|") + text;
    return all;
  }

  PackBench bench_{std::string(kSignals) + one_rule("all = [\"must\", \"install\"]", "block", "forced") +
                   one_rule("all = [\"im\"]", "hold", "contact")};
};

TEST_F(SuggestTest, PrefersTheWordingOfThePack) {
  EXPECT_EQ(mended({"全体职工务必下载应用"}), "全体职工可自愿下载应用");
}

TEST_F(SuggestTest, DeletesAsLittleAsItCan) {
  EXPECT_EQ(mended({"好消息,加微信领礼物。欢迎"}), "好消息,领礼物。欢迎");
}

TEST_F(SuggestTest, MendsEveryFinding) {
  EXPECT_EQ(mended({"务必下载,加微信。加微信哦", "必须安装"}), "可自愿下载,。哦|可自愿安装");
}

TEST_F(SuggestTest, OffersNothingWhereNothingIsStopped) { EXPECT_EQ(mended({"可自愿下载"}), ""); }

TEST_F(SuggestTest, NeverEmptiesAPost) { EXPECT_EQ(mended({"加微信"}), ""); }

TEST_F(SuggestTest, OffsetsAreThoseOfTheCaller) {
  const std::u16string text = u"😀请务必下载";
  postgate::PostField field;
  field.input.is_utf16 = true;
  field.input.utf16 = reinterpret_cast<const std::uint16_t*>(text.data());
  field.input.utf16_units = text.size();
  const auto found = postgate::suggest_fixes(bench_.scanner(), {&field, 1}, {});
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found.value().size(), 1U);
  EXPECT_EQ(found.value()[0].where.begin.utf16, 3U);
  EXPECT_EQ(found.value()[0].where.end.utf16, 5U);
  EXPECT_EQ(found.value()[0].where.begin.codepoints, 2U);
  EXPECT_EQ(found.value()[0].where.begin.bytes, 7U);
}

TEST_F(SuggestTest, EveryHitOfARuleIsMended) {
  EXPECT_EQ(mended({"务必下载。请务必安装,加微信哦"}), "可自愿下载。请可自愿安装,哦");
}

TEST_F(SuggestTest, NoSignalIsCutInHalf) {
  PackBench bench(one_rule("words = [\"加微\"]", "hold", "short") +
                  one_rule("words = [\"微信号\"]", "flag", "long"));
  postgate::PostField field;
  field.input.utf8 = "请加微信号吧";
  const auto found = postgate::suggest_fixes(bench.scanner(), {&field, 1}, {});
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found.value().size(), 1U);
  EXPECT_EQ(found.value()[0].where.begin.codepoints, 1U);
  EXPECT_EQ(found.value()[0].where.end.codepoints, 5U);
}

TEST_F(SuggestTest, TagsOfAPageStayWhole) {
  EXPECT_EQ(mended({"<p>好消息,加<b>微</b>信领礼物</p>"}, postgate::TextFormat::kHtml), "");
  EXPECT_EQ(mended({"<p>好消息,加微信领礼物</p>"}, postgate::TextFormat::kHtml), "<p>好消息,领礼物</p>");
}

TEST_F(SuggestTest, NothingForLongOrIllFormedPosts) {
  EXPECT_EQ(mended({"加微信领礼物" + std::string(70'000, 'a')}), "");
  EXPECT_EQ(mended({"加微信领礼物\xFF"}), "");
}

// What is deleted may join what stood around it into another offence; then it is not offered.
TEST_F(SuggestTest, ADeletionThatMakesAnotherFindingIsNotOffered) {
  EXPECT_EQ(mended({"加加微信微信,你好"}), "你好");
}

}  // namespace
}  // namespace postgate_test

// What a regex needs: never more than it does.
#include "match/required.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "match/regex.h"

namespace postgate {
namespace {

using Strings = std::vector<std::u16string>;

std::vector<Strings> sets(const char* pattern) { return required_parts(pattern, false).sets; }
Strings literals(const char* pattern, bool raw = false) {
  const RequiredParts parts = required_parts(pattern, raw);
  return parts.sets.empty() ? Strings{} : parts.sets.front();
}
TextTraits traits(const char* pattern) { return required_parts(pattern, false).traits; }

TEST(Required, Literals) {
  EXPECT_EQ(literals("手机下载 ?:"), Strings{u"手机下载"});
  EXPECT_EQ(literals("(?:加|扣)微信[^,]"), (Strings{u"加微信", u"扣微信"}));
  EXPECT_EQ(literals("[^,]{0,3}(?:询|热线|垂询)[: ]{0,2}[^,]"), (Strings{u"垂询", u"热线", u"询"}));
  EXPECT_EQ(literals("加(?:我|你)?微信"), (Strings{u"加你微信", u"加微信", u"加我微信"}));
  EXPECT_EQ(literals("[一-龥]{2}微信"), Strings{u"微信"});
  // What stands beside a repeat is seen together with one round of it.
  EXPECT_EQ(literals("[12]{1,6} ?元"), (Strings{u"1元", u"2元"}));
  EXPECT_EQ(literals("(?:ab){2}c"), Strings{u"ababc"});
}

TEST(Required, NothingWhereNothingMustBe) {
  EXPECT_TRUE(literals("[一-龥]{2,5}").empty());
  EXPECT_TRUE(literals("微信|[一-龥]{4}").empty());
  EXPECT_TRUE(literals("(?:微信)?[一-龥]").empty());
  EXPECT_TRUE(literals("[!。]").empty());
  EXPECT_TRUE(literals("[^微]").empty());
  EXPECT_EQ(traits("[!。]|1"), 0U);
  EXPECT_EQ(traits("(?:a|微)[一-龥]"), 0U);
}

TEST(Required, Traits) {
  EXPECT_EQ(traits("[1-9][0-9]{4}"), kTraitDigit | kTraitDigits4 | kTraitDigitRun);
  EXPECT_EQ(traits("[1-9][0-9]{3}"), kTraitDigit | kTraitDigits4);
  EXPECT_EQ(traits("[1-9][0-9] [0-9]{2}[- ]?[0-9]"), kTraitDigit | kTraitDigits4 | kTraitDigitRun);
  EXPECT_EQ(traits("[a-z]{2}@[a-z0-9]"), kTraitLatinLetter | kTraitAt);
  EXPECT_EQ(traits("t\\.me/[a-z]"), kTraitLatinLetter | kTraitFullStop | kTraitColonSlash);
  EXPECT_EQ(traits("a|b1"), TextTraits{kTraitLatinLetter});
  EXPECT_EQ(traits("[a-z0-9]"), 0U);
  EXPECT_EQ(traits("a{0,2}"), 0U);
}

TEST(Required, SignsAndRowsOfDigitsAndLetters) {
  EXPECT_EQ(traits("[¥￥$€₤]x"), kTraitCurrency | kTraitLatinLetter);
  EXPECT_EQ(traits("[\\[【]微"), TextTraits{kTraitBracket});
  EXPECT_EQ(traits("[*]{2,4}微"), TextTraits{kTraitStar});
  EXPECT_EQ(traits("[一-龥]<!--[^>]{0,9}-->"), TextTraits{kTraitStar});
  // What the squeezed view lacks does not part them.
  EXPECT_EQ(traits("[0-9]{2} ?[0-9]{2}[^0-9]"), kTraitDigit | kTraitDigits4);
  EXPECT_EQ(traits("[0-9]{4} [- ]{0,2}[0-9]{4}"),
            kTraitDigit | kTraitDigits4 | kTraitDigitRun | kTraitDigits7);
  EXPECT_EQ(traits("[a-z]{2}[- ]{0,2}[0-9]{3}"), kTraitDigit | kTraitLatinLetter | kTraitCode);
  EXPECT_EQ(traits("[0-9]{3}[a-z]"), kTraitDigit | kTraitLatinLetter | kTraitCode);
  EXPECT_EQ(traits("[a-z]微[0-9]{3}"), kTraitDigit | kTraitLatinLetter);
  EXPECT_EQ(traits("[a-z]?[0-9]{3}"), TextTraits{kTraitDigit});
  EXPECT_EQ(traits("(?:a1|b)[0-9]{3}"), kTraitDigit | kTraitLatinLetter);
}

TEST(Required, RowsOfNumerals) {
  EXPECT_EQ(traits("[零一二三四五六七八九幺]{4}"), TextTraits{kTraitNumerals4});
  EXPECT_EQ(traits("[0-9零〇][零一二三四五六七八九〇幺]{7,11}"), kTraitNumerals4 | kTraitNumerals7);
  EXPECT_EQ(traits("[零一二三]{3}"), 0U);
  EXPECT_EQ(traits("[零一二三的]{4}"), 0U);
  EXPECT_EQ(traits("[零一二三][四五六七]{0,9}"), 0U);
  EXPECT_EQ(required_parts("[零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{7,11}", true).traits,
            kTraitNumerals4 | kTraitNumerals7)
      << "as written, and in the squeezed view digits or numerals";
}

TEST(Required, OneOfEachSet) {
  EXPECT_EQ(sets("(?:男友|女友)[^。]{0,8}私聊"), (std::vector<Strings>{{u"私聊"}, {u"女友", u"男友"}}));
  // That one is there says that the other is.
  EXPECT_EQ(sets("(?:询|垂询)[: ]?号?[^,]{0,2}垂询"), (std::vector<Strings>{{u"垂询"}}));
  // A digit is a trait.
  EXPECT_EQ(sets("[0-9]{1,2}[^0-9]{0,2}折"), (std::vector<Strings>{{u"折"}}));
  EXPECT_LE(sets("甲[^。]乙[^。]丙[^。]丁[^。]戊[^。]己").size(), kMostLiteralSets);
}

TEST(Required, TheTextAsWritten) {
  EXPECT_EQ(literals("ＡＢ國", true), Strings{u"ab国"});
  // As written a numeral may become a digit.
  EXPECT_TRUE(literals("一二三", true).empty());
  EXPECT_EQ(literals("一二三"), Strings{u"一二三"});
  // Nothing in a folded view is a capital.
  EXPECT_TRUE(literals("AB").empty());
}

// On texts that match, what is required is there.
TEST(Required, HoldsWhereTheRegexMatches) {
  constexpr const char* kPatterns[] = {"加(?:我|下)?(?:q|微信|v)[^0-9]{0,4}[1-9][0-9]{5,10}",
                                       "[0-9]{1,6} ?(?:元|块|rmb|万元)",
                                       "(?:^|[^转])速转[!。~给]",
                                       "[vq]{1,2}[0-9]{6,11}",
                                       "\\bt\\.me/[+a-z0-9_]{3,40}",
                                       "@ ?(?:三|两|3|5)?(?:位|个)?(?:好友|朋友)",
                                       "[招收][^,。]{0,3}(?:[0-9]{1,2}|[七八九十])本",
                                       "[a-z]{2,4}[ -]{0,2}[0-9]{3,6}",
                                       "[0-9]{4} [0-9]{4} ?[❤♥☎]",
                                       "[¥$][0-9a-z]{8,14}[¥$]",
                                       "^[\\[【][^\\]】]{1,16}[\\]】]",
                                       "加(?:我|下)?[*]{2,4}"};
  constexpr const char* kTexts[] = {"加我 微信：１３８００１３８０００",
                                    "加q 五六七八九零一",
                                    "只要9.9 元",
                                    "１２块！",
                                    "速转给大家",
                                    "【速转】。速转！",
                                    "vq 一三八零零一三八",
                                    "ｔ．ｍｅ／ａｂｃｄ",
                                    "@3位好友",
                                    "＠ 两个朋友",
                                    "招 3 本",
                                    "收各类十本",
                                    "加下v 138 0013",
                                    "vv123456",
                                    "ａｂ － １２３",
                                    "１３８０ 0138 ☎",
                                    "￥abc886XYZ01￥",
                                    "＄abcdefgh01$",
                                    "［快讯］今天",
                                    "【快讯】今天",
                                    "加我＊＊"};
  int matched = 0;
  for (const char* pattern : kPatterns) {
    const RequiredParts parts = required_parts(pattern, false);
    const auto regex = Regex::compile(pattern);
    ASSERT_TRUE(regex.ok());
    for (const char* text : kTexts) {
      FieldText field;
      FieldInput input;
      input.utf8 = text;
      ASSERT_TRUE(field.assign(input, Deadline()).ok());
      std::size_t begin = 0;
      std::size_t end = 0;
      if (regex.value().find(field.text(), 0, begin, end) != Regex::Outcome::kHit) continue;
      ++matched;
      EXPECT_EQ(field.traits() & parts.traits, parts.traits) << pattern << ' ' << text;
      for (const Strings& set : parts.sets) {
        const auto is_there = [&](const std::u16string& literal) {
          return field.symbols().find(literal) != std::u16string_view::npos;
        };
        EXPECT_TRUE(std::any_of(set.begin(), set.end(), is_there)) << pattern << ' ' << text;
      }
    }
  }
  EXPECT_GE(matched, 14);
}

}  // namespace
}  // namespace postgate

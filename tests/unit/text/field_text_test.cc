// What folding does, by example, and where the results came from.
#include "text/field_text.h"

#include <array>

#include "text_helpers.h"

namespace postgate::test {
namespace {

FoldSet folds_of(std::string_view text, std::uint32_t index) { return mapped(text).map().at(index).folds; }

TEST(Fold, WidthCaseStyle) {
  EXPECT_EQ(text_of("ＡＢＣ：１２３"), "abc:123");
  EXPECT_EQ(text_of("Hello WORLD"), "hello world");
  EXPECT_EQ(text_of("𝐖𝐞𝐂𝐡𝐚𝐭 Ⓥⓧ ᴠ𝚇 🅥🅧 🆅🆇 ⒱⒳"), "wechat vx vx vx vx vx");
  EXPECT_EQ(text_of("www.tаobао.com"), "www.taobao.com");  // Cyrillic a and o
  EXPECT_EQ(text_of("В в Н н Р р Х х"), "b b h h p p x x");
  EXPECT_EQ(text_of("café Éé ø đ"), "cafe ee o d");
  EXPECT_EQ(text_of("㎏ ㏂ ﬁ"), "kg a.m. fi");
}

TEST(Fold, TraditionalAndVariantHan) {
  EXPECT_EQ(text_of("免費領紅包，掃碼進羣"), "免费领红包,扫码进群");
  EXPECT_EQ(text_of("関注有禮"), "关注有礼");
}

TEST(Fold, Ignorables) {
  EXPECT_EQ(text_of("微\u200B信"), "微信");
  EXPECT_EQ(text_of("微̶信̶"), "微信");
  EXPECT_EQ(text_of("ab\u200Dc\u00AD8\u202E86"), "abc886");
  EXPECT_EQ(text_of("微ﾞ信ﾟ"), "微信");
  EXPECT_EQ(text_of("が か\u3099 ｶﾞ"), "が か\u3099 カ\u3099");  // voiced marks stay on kana
  EXPECT_EQ(text_of(std::string_view("微\0信", 7)), "微信");
  EXPECT_EQ(text_of("\U000E0041x\uFE0F"), "x");
}

TEST(Fold, SeparatorsStayInTextAndLeaveSqueezed) {
  EXPECT_EQ(text_of("微丶信丨号"), "微丶信丨号");
  EXPECT_EQ(squeezed_of("微丶信丨号"), "微信号");
  EXPECT_EQ(squeezed_of("加*微*信 ➕🛰️（微）【信】"), "加微信微信");
  EXPECT_EQ(squeezed_of("🇨🇳中国"), "中国");
  EXPECT_EQ(squeezed_of("a@b.c+d_e"), "abcde");
}

TEST(Fold, LineBreaksAndSpaces) {
  EXPECT_EQ(text_of("a\r\nb\rc\nd\u2028e"), "a\nb\nc\nd\ne");
  EXPECT_EQ(text_of("a\tb\u00A0c\u3000d"), "a b c d");
  EXPECT_EQ(text_of("\r"), "\n");
  EXPECT_EQ(text_of("\r\r\n"), "\n\n");
}

TEST(Fold, PlainDigitForms) {
  EXPECT_EQ(text_of("⒈ ⑴ ① ❶ ➀ ⓵ ⓿ 🄀 🄁 ⑩ ㉑ ⒇"), "1 1 1 1 1 1 0 0 0 10 21 20");
  EXPECT_EQ(text_of("1️⃣3️⃣8️⃣"), "138");
  EXPECT_EQ(text_of("㈠ ㈩ ㊄"), "一 十 五");
}

TEST(DigitRun, HanDigitsInANumberBecomeDigits) {
  EXPECT_EQ(text_of("一三八零零一三八零零零"), "13800138000");
  EXPECT_EQ(squeezed_of("电话幺三八 洞洞幺三八洞洞洞"), "电话13800138000");
  EXPECT_EQ(text_of("①③⑧零零壹叁捌零零零"), "13800138000");
  EXPECT_EQ(text_of("１３８ 〇〇一三 八000"), "138 0013 8000");
  EXPECT_EQ(text_of("壹叁捌-零零壹叁-捌零零零"), "138-0013-8000");
  EXPECT_EQ(text_of("ⅧⅧⅥⅨⅠ"), "88691");
  EXPECT_EQ(text_of("貳叄陸捌玖"), "23689");
  EXPECT_EQ(text_of("二○二四一二○五"), "20241205");
  EXPECT_EQ(text_of("一\u200B三八零零"), "13800");
  EXPECT_EQ(text_of("٣٤٥٦٧"), "34567");  // Arabic-Indic
}

TEST(DigitRun, NumeralsInProseStay) {
  EXPECT_EQ(text_of("二〇二四年一月一日"), "二〇二四年一月一日");
  EXPECT_EQ(text_of("一千二百三十四万五千六百七十八"), "一千二百三十四万五千六百七十八");
  EXPECT_EQ(text_of("一、二、三、四、五、六"), "一、二、三、四、五、六");
  EXPECT_EQ(text_of("一三八零"), "一三八零");
  EXPECT_EQ(text_of("第Ⅷ章"), "第viii章");
  EXPECT_EQ(text_of("○○○○○○"), "○○○○○○");
  EXPECT_EQ(text_of("洞洞洞洞洞洞"), "洞洞洞洞洞洞");
}

TEST(DigitRun, AWordAfterANumberStays) {
  EXPECT_EQ(text_of("拨打12345一键直达"), "拨打12345一键直达");
  EXPECT_EQ(text_of("拨打12345两次"), "拨打12345两次");
  EXPECT_EQ(text_of("12345一三八"), "12345138");
  EXPECT_EQ(text_of("1380013800零"), "13800138000");
  EXPECT_EQ(text_of("138八零零"), "138800");
}

TEST(DigitRun, ManyUndecidedElementsAreBounded) {
  std::string weak;
  for (int i = 0; i < 1000; ++i) weak += "洞";
  EXPECT_EQ(text_of(weak), weak);
  EXPECT_EQ(text_of("○" + weak), "○" + weak);
  std::string numerals;
  std::string digits;
  for (int i = 0; i < 1000; ++i) {
    numerals += "八 ";
    digits += "8 ";
  }
  EXPECT_EQ(text_of(numerals), digits);
}

TEST(Map, FoldsSayWhatWasUndone) {
  EXPECT_EQ(folds_of("a", 0), 0);
  EXPECT_EQ(folds_of("A", 0), kFoldCase);
  EXPECT_EQ(folds_of("ａ", 0), kFoldWidth);
  EXPECT_EQ(folds_of("Ａ", 0), kFoldWidth | kFoldCase);
  EXPECT_EQ(folds_of("é", 0), kFoldStyle);
  EXPECT_EQ(folds_of("費", 0), kFoldScript);
  EXPECT_EQ(folds_of("①", 0), kFoldDigit);
  EXPECT_EQ(folds_of("一三八零零", 2), kFoldDigit);
  EXPECT_EQ(folds_of("微\u200B信", 1), kFoldIgnorable);
  EXPECT_EQ(folds_of("微\u200B信", 0), 0);
  EXPECT_EQ(folds_of("微̶信", 0), kFoldIgnorable);
  EXPECT_EQ(folds_of("\uFEFF微信", 0), 0);  // a byte order mark is inside no word
}

TEST(Map, DroppedMarksWidenTheirCharacter) {
  const FieldText field = mapped("x微̶̷信y");
  EXPECT_EQ(source(field, {1, 2}), "微̶̷");
  EXPECT_EQ(source(field, {1, 3}), "微̶̷信");
}

TEST(Map, OneSourceCharacterOfEighteen) {
  const FieldText field = mapped("a\uFDFAb");
  ASSERT_EQ(field.text_length(), 20U);
  for (std::uint32_t i = 1; i < 19; ++i) EXPECT_EQ(source(field, {i, i + 1}), "\uFDFA");
  EXPECT_EQ(source(field, {0, 1}), "a");
  EXPECT_EQ(source(field, {19, 20}), "b");
  EXPECT_EQ(source(field, {5, 20}),
            "\uFDFA"
            "b");
}

TEST(Map, EmojiSequencesAndFlagsStayWhole) {
  const FieldText family = mapped("a👨‍👩‍👧b");
  EXPECT_EQ(source(family, {2, 3}), "👨‍👩‍👧");
  const FieldText flags = mapped("🇨🇳🇫🇷");
  EXPECT_EQ(source(flags, {0, 1}), "🇨🇳");
  EXPECT_EQ(source(flags, {2, 3}), "🇫🇷");
  EXPECT_EQ(source(mapped("👍🏽好"), {0, 1}), "👍🏽");
}

TEST(Map, CrLfIsOneCharacter) {
  const FieldText field = mapped("a\r\nb");
  EXPECT_EQ(source(field, {1, 2}), "\r\n");
  EXPECT_EQ(field.text_length(), 3U);
}

TEST(Map, RangesOfEveryView) {
  const FieldText field = mapped("請加Ｖ 信！");  // text: 请加v 信!
  EXPECT_EQ(field.text(), "请加v 信!");
  EXPECT_EQ(field.text_range_of_text_bytes({3, 7}), (Range{1, 3}));
  EXPECT_EQ(field.text_range_of_text_bytes({4, 5}), (Range{1, 2}));  // inside a character
  EXPECT_EQ(field.text_range_of_squeezed_bytes({6, 10}), (Range{2, 5}));
  EXPECT_EQ(field.text_range_of_squeezed_bytes({0, 10}), (Range{0, 5}));
  EXPECT_EQ(field.text_range_of_raw_bytes({3, 9}), (Range{1, 3}));
  EXPECT_EQ(field.raw_range({2, 5}), (Range{6, 13}));
  EXPECT_EQ(field.text_index_of_squeezed(3), 4U);
  EXPECT_EQ(field.squeezed_length(), 4U);
}

TEST(Map, RangesOutsideAreClamped) {
  const FieldText field = mapped("ab");
  EXPECT_EQ(field.text_range_of_text_bytes({1, 100}), (Range{1, 2}));
  EXPECT_EQ(field.text_range_of_squeezed_bytes({50, 100}), (Range{2, 2}));
  EXPECT_EQ(field.raw_range({1, 100}), (Range{1, 2}));
  EXPECT_EQ(field.text_range_of_raw_bytes({2, 9}), (Range{2, 2}));
  const FieldText empty = mapped("");
  EXPECT_EQ(empty.text_range_of_squeezed_bytes({0, 0}), (Range{0, 0}));
  EXPECT_EQ(empty.raw_range({0, 0}), (Range{0, 0}));
}

TEST(ExtraView, RepeatsCollapse) {
  FieldText field = mapped("加加微 微信信");
  EXPECT_EQ(field.extra_view(kFoldRepeat), u"加微信");
  const Range range = field.text_range_of_extra(kFoldRepeat, {1, 3});
  EXPECT_EQ(source(field, range), "微 微信信");
  EXPECT_EQ(source(field, field.text_range_of_extra(kFoldRepeat, {0, 1})), "加加");
}

TEST(ExtraView, HomophonesShareAView) {
  EXPECT_EQ(fold_word("威信", kFoldHomophone), fold_word("微信", kFoldHomophone));
  EXPECT_EQ(fold_word("薇芯", kFoldHomophone), fold_word("微信", kFoldHomophone));
  EXPECT_EQ(fold_word("链接", kFoldHomophone), fold_word("廉洁", kFoldHomophone));
  EXPECT_NE(fold_word("女", kFoldHomophone), fold_word("怒", kFoldHomophone));  // nv, nu
  EXPECT_NE(fold_word("绿", kFoldHomophone), fold_word("路", kFoldHomophone));
  EXPECT_EQ(fold_word("vx886", kFoldHomophone), "vx886");
}

TEST(ExtraView, ShapesAreLookAlikes) {
  EXPECT_EQ(fold_word("徽信", kFoldShape), fold_word("微信", kFoldShape));
  EXPECT_EQ(fold_word("兔费下裁", kFoldShape), fold_word("免费下载", kFoldShape));
  EXPECT_NE(fold_word("征信", kFoldShape), fold_word("微信", kFoldShape));
}

TEST(ExtraView, FoldsCombineAndViewsAreRenewed) {
  FieldText field = mapped("徽徽芯");
  const std::u16string_view both = field.extra_view(kFoldShape | kFoldHomophone | kFoldRepeat);
  EXPECT_EQ(from_symbols(both), fold_word("微信", kFoldHomophone));
  ASSERT_TRUE(field.assign(utf8_input("好好"), Deadline()).ok());
  EXPECT_EQ(field.extra_view(kFoldRepeat), u"好");
}

TEST(ExtraView, BorrowedViewsSurviveOtherViews) {
  FieldText field = folded("加加微微信信");
  const std::u16string_view repeat = field.extra_view(kFoldRepeat);
  for (FoldSet extra : {kFoldShape, kFoldHomophone}) (void)field.extra_view(extra);
  EXPECT_EQ(repeat, u"加微信");
}

TEST(ExtraView, SyllablesInLettersAreOneCharacter) {
  constexpr FoldSet kSound = kFoldHomophone;
  EXPECT_EQ(fold_word("weixin", kSound), fold_word("微信", kSound));
  EXPECT_EQ(fold_word("点jilian接", kSound), fold_word("点击链接", kSound));
  EXPECT_EQ(fold_word("jingou", kSound), fold_word("进购", kSound));
  EXPECT_EQ(fold_word("wweeiixxin", kSound | kFoldRepeat), fold_word("微信", kSound | kFoldRepeat));
  EXPECT_EQ(fold_word("weixin", kFoldShape), "weixin");
  FieldText field = mapped("加wei xintnp12");
  EXPECT_EQ(field.extra_view(kSound).size(), 8U);  // three syllables, three letters, two digits
  EXPECT_EQ(source(field, field.text_range_of_extra(kSound, {1, 3})), "wei xin");
}

TEST(ExtraView, CharactersInPiecesAreOneCharacter) {
  EXPECT_EQ(fold_word("力口彳攵亻言", kFoldShape), fold_word("加微信", kFoldShape));
  EXPECT_EQ(fold_word("八八厶众号", kFoldShape | kFoldRepeat), fold_word("公众号", kFoldShape | kFoldRepeat));
  EXPECT_EQ(fold_word("力口", kFoldHomophone), fold_word("利口", kFoldHomophone));
  FieldText field = mapped("请力 口群");
  EXPECT_EQ(field.extra_view(kFoldShape).size(), 3U);
  EXPECT_EQ(source(field, field.text_range_of_extra(kFoldShape, {1, 2})), "力 口");
}

// A field without pictures takes a shorter way; a plus sign behind it takes that away.
TEST(ExtraView, NoPictureIsPassedOver) {
  for (std::uint32_t cp = 0x21; cp < 0x20000; ++cp) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, cp);
    FieldText field = folded(text);
    const std::string alone = from_symbols(field.extra_view(kFoldEmoji));
    const std::string beside = text + "。+";
    ASSERT_TRUE(field.assign(utf8_input(beside), Deadline()).ok());
    ASSERT_EQ(from_symbols(field.extra_view(kFoldEmoji)), alone + "加") << cp;
  }
}

// The quick way to the symbols and the one that keeps the places agree.
TEST(ExtraView, PlacesStandBehindTheSymbols) {
  constexpr unsigned kAll = kFoldShape | kFoldHomophone | kFoldFuzzy | kFoldRepeat;
  for (const char* text : {"力口力口微芯号abc", "亻言女人日月", "口口口", "𠮷力𠮷口weii", "人力口", "言"}) {
    FieldText field = mapped(text);
    for (const unsigned extra : {unsigned{kFoldShape}, unsigned{kFoldHomophone | kFoldRepeat}, kAll}) {
      const auto folds = static_cast<FoldSet>(extra);
      const std::u16string view(field.extra_view(folds));
      for (std::uint32_t end = 0; end <= view.size(); ++end) {
        EXPECT_LE(field.text_range_of_extra(folds, {0, end}).end, field.text_length());
      }
      EXPECT_EQ(field.extra_view(folds), view);
      EXPECT_EQ(fold_word(text, folds), from_symbols(view));
    }
  }
}

TEST(FoldWord, IsTheSqueezedView) {
  EXPECT_EQ(fold_word("加 微信", 0), "加微信");
  EXPECT_EQ(fold_word("Ａpp", 0), "app");
  EXPECT_EQ(fold_word("！？", 0), "");
  EXPECT_EQ(fold_word("a\xFF", 0), "a");
}

TEST(Traits, AreNeverMissing) {
  EXPECT_EQ(folded("中文").traits() & (kTraitDigitRun | kTraitLatinLetter | kTraitAt), 0U);
  EXPECT_TRUE(folded("138-00").traits() & kTraitDigitRun);
  EXPECT_TRUE(folded("一三八零零").traits() & kTraitDigitRun);
  EXPECT_FALSE(folded("1234").traits() & kTraitDigitRun);
  EXPECT_TRUE(folded("Ａ").traits() & kTraitLatinLetter);
  EXPECT_TRUE(folded("＠").traits() & kTraitAt);
  EXPECT_TRUE(folded("a．b").traits() & kTraitFullStop);
  for (const char* text : {"[a", "］", "【快讯】", "好】"})
    EXPECT_TRUE(folded(text).traits() & kTraitBracket) << text;
  for (const char* text : {"￥9", "¥", "$1", "＄", "€", "£", "₤5"})
    EXPECT_TRUE(folded(text).traits() & kTraitCurrency) << text;
  for (const char* const text : {"a*b", "＊", "a<b", "有＜人"})
    EXPECT_TRUE(folded(text).traits() & kTraitStar) << text;
  EXPECT_FALSE(folded("a>b-《c》").traits() & kTraitStar);
  EXPECT_EQ(folded("(a) “b” 9元。").traits() & (kTraitBracket | kTraitCurrency), 0U);
  EXPECT_TRUE(folded("：").traits() & kTraitColonSlash);
  EXPECT_TRUE(folded("\u202Eabc").traits() & kTraitBidiControl);
  EXPECT_TRUE(folded("\u2066abc").traits() & kTraitIgnorable);
  EXPECT_TRUE(folded("\U000E0061").traits() & kTraitTagCharacter);
  EXPECT_TRUE(folded("а").traits() & kTraitForeignLetter);
  EXPECT_FALSE(folded("é").traits() & kTraitForeignLetter);
}

// Against a plain count, for rows of all lengths at all places.
TEST(Traits, RowsOfDigits) {
  for (std::size_t before = 0; before < 5; ++before) {
    for (std::size_t length = 0; length < 10; ++length) {
      for (const char* end : {"", "x", "字", "- x", "字12"}) {
        for (const char* begin : {"", "y", "字"}) {
          const std::string text = std::string(before, '?') + std::string(before, 'z') + "字" + begin +
                                   std::string(length, '8') + end;
          const TextTraits traits = folded(text).traits();
          const bool beside = *begin == 'y' || *end == 'x' || *end == '-';
          EXPECT_EQ((traits & kTraitDigits4) != 0, length >= 4) << text;
          EXPECT_EQ((traits & kTraitDigits7) != 0, length >= 7) << text;
          EXPECT_EQ((traits & kTraitCode) != 0, length >= 3 && beside) << text;
        }
      }
    }
  }
  EXPECT_TRUE(folded("一三八零零一三").traits() & kTraitDigits7) << "numerals that became digits";
}

TEST(Limits, ADeadlineInThePastStopsALongField) {
  const std::string post(1 << 20, 'a');
  FieldText field;
  const Deadline passed = Deadline::after_ns(1);
  const Result<void> result = field.assign(utf8_input(post), passed);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().status, Status::kDeadline);
  EXPECT_TRUE(field.text().empty());
}

TEST(Limits, LongExpansionsGrowTheViews) {
  std::string post;
  for (int i = 0; i < 20000; ++i) post += "\uFDFA";
  const FieldText field = mapped(post);
  EXPECT_EQ(field.text_length(), 20000U * 18);
  EXPECT_EQ(field.text().size(), 20000U * 33);
}

TEST(Offsets, InAllThreeUnits) {
  const std::string post = "a微😀\r\nb";
  OffsetWalker walker(utf8_input(post));
  const std::vector<std::array<std::uint64_t, 4>> expected = {
      {0, 0, 0, 0}, {1, 1, 1, 1}, {4, 4, 2, 2}, {8, 8, 4, 3}, {10, 10, 6, 5}, {11, 11, 7, 6}, {99, 11, 7, 6}};
  for (const auto& [raw, bytes, utf16, codepoints] : expected) {
    const SourceOffset at = walker.at(static_cast<std::uint32_t>(raw));
    EXPECT_EQ(at.bytes, bytes);
    EXPECT_EQ(at.utf16, utf16);
    EXPECT_EQ(at.codepoints, codepoints);
  }
}

TEST(Offsets, ReplacedPartsCountTheirRealBytes) {
  const std::string post =
      "a\xE4\xBD"
      "b\xFF"
      "微";  // raw: a U+FFFD b U+FFFD wei
  FieldText field;
  ASSERT_TRUE(field.assign(utf8_input(post, true), Deadline()).ok());
  ASSERT_EQ(field.raw().size(), 11U);
  OffsetWalker walker(utf8_input(post, true));
  EXPECT_EQ(walker.at(1).bytes, 1U);
  EXPECT_EQ(walker.at(4).bytes, 3U);
  EXPECT_EQ(walker.at(4).utf16, 2U);
  const SourceOffset wei = walker.at(8);
  EXPECT_EQ(wei.bytes, 5U);
  EXPECT_EQ(wei.codepoints, 4U);
  EXPECT_EQ(walker.at(11).bytes, 8U);
}

}  // namespace
}  // namespace postgate::test

// Words found under weak folds: readings, letters, pieces, pictures and orders, each beside a witness.
#include <gtest/gtest.h>

#include "unit/engine/pack_bench.h"

namespace postgate_test {
namespace {

using postgate::FoldSet;

// The signal under test beside a plain one.
std::string pack(const std::string& words, const std::string& folds, const std::string& more = "") {
  return "[[signal]]\nid = \"a\"\nwords = [" + words + "]\nfolds = [" + folds + "]\n" + more +
         "\n[[signal]]\nid = \"w\"\nwords = [\"领取\"]\n" +
         one_rule("all = [\"a\", \"w\"]\nwithin = \"field\"");
}

std::string names(FoldSet folds) {
  std::string list;
  for (int bit = 0; bit < postgate::kFoldCount; ++bit) {
    if ((folds & (1U << bit)) == 0) continue;
    list += list.empty() ? "" : " ";
    list += postgate::fold_name(bit);
  }
  return list;
}

// What was found of the signal under test in `text`, and by which folds; empty if it was not.
std::string seen(PackBench& bench, const std::string& text) {
  for (const postgate::Finding& finding : bench.scan(text).findings) {
    for (const postgate::SignalSpan& span : finding.signals) {
      if (span.signal->id != "a") continue;
      return text.substr(span.where.begin.bytes, span.where.end.bytes - span.where.begin.bytes) + ": " +
             names(span.folds);
    }
  }
  return {};
}

TEST(WeakFolds, EveryReadingCounts) {
  PackBench bench(pack("\"快乐\", \"银行\", \"加微信\"", "\"homophone\""));
  EXPECT_EQ(seen(bench, "块勒领取"), "块勒: homophone");      // le
  EXPECT_EQ(seen(bench, "块月领取"), "块月: homophone");      // yue
  EXPECT_EQ(seen(bench, "淫航领取"), "淫航: homophone");      // hang
  EXPECT_EQ(seen(bench, "银型领取"), "银型: homophone");      // xing
  EXPECT_EQ(seen(bench, "茄微信领取"), "茄微信: homophone");  // usually qie, here jia
  EXPECT_EQ(seen(bench, "快乐领取"), "快乐: ");
  EXPECT_EQ(seen(bench, "快了 领取"), "快了: homophone");
  EXPECT_EQ(seen(bench, "快要领取"), "");
}

// Characters that share only the sign of a third one are no homophones.
TEST(WeakFolds, TwoReadingsOfAnotherCharacterAreNoHomophones) {
  PackBench bench(pack("\"长期\"", "\"homophone\""));
  EXPECT_EQ(seen(bench, "常期领取"), "常期: homophone");
  EXPECT_EQ(seen(bench, "张期领取"), "张期: homophone");
  EXPECT_EQ(seen(bench, "昌期领取"), "昌期: homophone");
  EXPECT_EQ(seen(bench, "正期领取"), "");
}

TEST(WeakFolds, LettersStandForSyllables) {
  PackBench bench(pack("\"加微信\", \"微信\"", "\"homophone\""));
  PackBench longer(pack("\"加微信\"", "\"homophone\""));
  EXPECT_EQ(seen(bench, "wei信领取"), "wei信: homophone");
  EXPECT_EQ(seen(bench, "Ｖ信领取"), "Ｖ信: width case homophone");
  EXPECT_EQ(seen(bench, "v芯领取"), "v芯: homophone");
  EXPECT_EQ(seen(longer, "jia wei xin领取"), "jia wei xin: separator homophone");
  EXPECT_EQ(seen(longer, "加vx,领取"), "加vx: homophone");
  EXPECT_EQ(seen(longer, "加wei信领取"), "加wei信: homophone");
  EXPECT_EQ(seen(bench, "领取wei"), "");
  EXPECT_EQ(seen(bench, "领取vx"), "");       // initials alone are no word
  EXPECT_EQ(seen(bench, "领取kiwei信"), "");  // part of a longer Latin word
}

TEST(WeakFolds, FuzzyIsAskedForByItself) {
  PackBench plain(pack("\"微信\", \"免费\", \"链接\"", "\"homophone\""));
  EXPECT_EQ(seen(plain, "微性领取"), "");
  PackBench fuzzy(pack("\"微信\", \"免费\", \"链接\"", "\"homophone\", \"fuzzy\""));
  EXPECT_EQ(seen(fuzzy, "微性领取"), "微性: homophone fuzzy");
  EXPECT_EQ(seen(fuzzy, "免灰领取"), "免灰: homophone fuzzy");
  EXPECT_EQ(seen(fuzzy, "年接领取"), "年接: homophone fuzzy");
  EXPECT_EQ(seen(fuzzy, "威信领取"), "威信: homophone");
  PackBench alone(pack("\"微信\"", "\"fuzzy\""));
  EXPECT_EQ(seen(alone, "微性领取"), "微性: homophone fuzzy");
}

TEST(WeakFolds, SplitCharactersJoinInWordsOnly) {
  PackBench bench(pack("\"加微信\", \"链接\", \"加群\"", "\"shape\""));
  EXPECT_EQ(seen(bench, "力口微亻言领取"), "力口微亻言: shape");
  EXPECT_EQ(seen(bench, "钅连扌妾领取"), "钅连扌妾: shape");
  EXPECT_EQ(seen(bench, "力 口 君 羊领取"), "力 口 君 羊: separator shape");
  EXPECT_EQ(seen(bench, "加彳攵亻言领取"), "加彳攵亻言: shape");
  EXPECT_EQ(seen(bench, "力口不足,领取"), "");
  PackBench both(pack("\"加微信\"", "\"shape\", \"homophone\""));
  EXPECT_EQ(seen(both, "力口威亻言领取"), "力口威亻言: homophone shape");
}

TEST(WeakFolds, PicturesStandForWords) {
  PackBench bench(pack("\"加微信\", \"红包\", \"链接\"", "\"emoji\""));
  EXPECT_EQ(seen(bench, "➕🛰️领取"), "➕🛰️: separator emoji");
  EXPECT_EQ(seen(bench, "领取🧧"), "🧧: separator emoji");
  EXPECT_EQ(seen(bench, "➕微❤️ 领取"), "➕微❤️: separator emoji");
  EXPECT_EQ(seen(bench, "🔗领取"), "🔗: separator emoji");
  EXPECT_EQ(seen(bench, "加 微 信领取"), "加 微 信: separator");
  EXPECT_EQ(seen(bench, "➕强领取"), "");
  PackBench both(pack("\"加微信\"", "\"emoji\", \"homophone\""));
  EXPECT_EQ(seen(both, "➕V❤领取"), "➕V❤: case separator homophone emoji");
}

TEST(WeakFolds, OrdersAreTurned) {
  PackBench bench(pack("\"加微信\"", "\"order\""));
  EXPECT_EQ(seen(bench, "信微加领取"), "信微加: order");
  EXPECT_EQ(seen(bench, "加油每一天\n微风吹过\n信步闲庭,领取"), "加油每一天\n微风吹过\n信: order");
  EXPECT_EQ(seen(bench, "加油\n微风\n领取"), "");
  PackBench both(pack("\"加微信\"", "\"order\", \"homophone\""));
  EXPECT_EQ(seen(both, "芯威家领取"), "芯威家: homophone order");
  EXPECT_EQ(seen(both, "家里\n威风\n新年,领取"), "家里\n威风\n新: homophone order");
}

// Both signals in one sentence, though the lines of the first end before the second.
TEST(WeakFolds, ABrokenWordEndsNoSentence) {
  const std::string two = "[[signal]]\nid = \"a\"\nwords = [\"加微信\"]\nfolds = [\"order\"]\n" +
                          std::string("[[signal]]\nid = \"w\"\nwords = [\"领取\"]\n");
  PackBench bench(two + one_rule("all = [\"a\", \"w\"]\nwithin = \"sentence\"\ndistance = 3"));
  EXPECT_EQ(seen(bench, "我们加\n微\n信领取"), "加\n微\n信: separator");
  EXPECT_EQ(seen(bench, "我们加微\n信领取"), "加微\n信: separator");
  EXPECT_EQ(seen(bench, "加油\n微风\n信步闲庭天气好\n领取"), "加油\n微风\n信: order");
  EXPECT_EQ(seen(bench, "加油\n微风\n信步闲庭天气好\n今天天气不错\n领取"), "");  // too far
  EXPECT_EQ(seen(bench, "我们加微信\n领取"), "");
  PackBench clause(two + one_rule("all = [\"a\", \"w\"]\nwithin = \"clause\""));
  EXPECT_EQ(seen(clause, "我们加微,信领取"), "加微,信: separator");
  EXPECT_EQ(seen(clause, "我们加微信,领取"), "");
  EXPECT_EQ(seen(clause, "我们加微,信,领取"), "");
}

TEST(WeakFolds, PiecesThatRepeatByThemselves) {
  PackBench bench(pack("\"集赞\"", "\"shape\", \"repeat\""));
  EXPECT_EQ(seen(bench, "集先先贝领取"), "集先先贝: shape");
  EXPECT_EQ(seen(bench, "集集先先先贝贝领取"), "集集先先先贝贝: repeat shape");
  EXPECT_EQ(seen(bench, "集先贝领取"), "");
}

// A character that itself looks like another one (a button like a broom) still has homophones.
TEST(WeakFolds, HomophonesOfALookAlike) {
  PackBench bench(pack("\"扣一\"", "\"homophone\", \"shape\""));
  EXPECT_EQ(seen(bench, "寇一领取"), "寇一: homophone");
  EXPECT_EQ(seen(bench, "扣一领取"), "扣一: ");
}

TEST(WeakFolds, CountOnlyBesideAnotherSignal) {
  PackBench bench("[[signal]]\nid = \"a\"\nwords = [\"微信\"]\nfolds = [\"homophone\"]\n" +
                  one_rule("all = [\"a\"]"));
  EXPECT_EQ(bench.found("威信"), "");
  EXPECT_EQ(bench.found("微信"), "[微信]");
  PackBench alone("[[signal]]\nid = \"a\"\nwords = [\"微信\"]\nfolds = [\"homophone\"]\nweak_alone = true\n" +
                  one_rule("all = [\"a\"]"));
  EXPECT_EQ(alone.found("威信"), "[威信]");
}

// Letters, pieces, repeats and pictures in one word.
TEST(WeakFolds, Compose) {
  PackBench bench(pack("\"加微信\", \"公众号\"", "\"fuzzy\", \"shape\", \"emoji\", \"repeat\""));
  EXPECT_EQ(seen(bench, "力口wei芯领取"), "力口wei芯: homophone shape");
  EXPECT_EQ(seen(bench, "➕徽信信领取"), "➕徽信信: separator repeat shape emoji");
  EXPECT_EQ(seen(bench, "jiajia wei 亻言领取"), "jiajia wei 亻言: separator repeat homophone shape");
  EXPECT_EQ(seen(bench, "gongzhong号领取"), "gongzhong号: homophone");
  EXPECT_EQ(seen(bench, "力口不足,领取"), "");
}

// A syllable may stand right beside the letters of an account, but is no part of a longer Latin word.
TEST(WeakFolds, SyllablesBesideAnAccount) {
  PackBench bench(pack("\"加微信\"", "\"homophone\""));
  EXPECT_EQ(seen(bench, "加wei xinabc886 领取"), "");
  EXPECT_EQ(seen(bench, "jiaweixintnp12 领取"), "jiaweixin: homophone");
  EXPECT_EQ(seen(bench, "领取xjiawei"), "");
}

TEST(WeakFolds, BenignVariantsOfTheAuthorsOwnCharactersCancel) {
  PackBench bench(
      pack("\"链接\", \"微信\"", "\"homophone\", \"fuzzy\"", "except = [\"连接\", \"廉洁\", \"为新\"]"));
  EXPECT_EQ(seen(bench, "连接领取"), "");
  EXPECT_EQ(seen(bench, "作为新人领取"), "");
  EXPECT_EQ(seen(bench, "连街领取"), "连街: homophone");
  EXPECT_EQ(seen(bench, "链接领取"), "链接: ");
}

TEST(WeakFolds, AWitnessMayBeInAnotherField) {
  PackBench bench(
      "[[signal]]\nid = \"a\"\nwords = [\"微信\"]\nfolds = [\"homophone\"]\n[[signal]]\nid = \"w\"\nwords = "
      "[\"领取\"]\n" +
      one_rule("all = [\"a\", \"w\"]\nwithin = \"post\""));
  EXPECT_EQ(bench.scan_fields({"加威信", "领取"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"领取", "加威信"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"加威信", "别的", "领取", "好"}).findings.size(), 1U);
  EXPECT_EQ(bench.scan_fields({"加威信", "别的"}).findings.size(), 0U);
}

TEST(WeakFolds, AWeakGuardStopsARule) {
  PackBench bench(
      "[[signal]]\nid = \"a\"\nwords = [\"禁止\"]\nfolds = [\"homophone\"]\n[[signal]]\nid = \"w\"\nwords = "
      "[\"领取\"]\n" +
      one_rule("all = [\"w\"]\nnone = [\"a\"]"));
  EXPECT_EQ(bench.found("领取"), "[领取]");
  EXPECT_EQ(bench.found("进止领取"), "");
}

TEST(WeakFolds, TheTraceAndTheVerdictNameThePlainWord) {
  PackBench bench(pack("\"加微信\"", "\"homophone\""));
  const postgate::Verdict& verdict = bench.scan("家威信领取");
  ASSERT_EQ(verdict.findings.size(), 1U);
  ASSERT_NE(verdict.findings[0].signals[0].word, nullptr);
  EXPECT_EQ(*verdict.findings[0].signals[0].word, "加微信");
  postgate::ScanOptions options;
  options.trace = true;
  const postgate::Verdict& traced = bench.scan("家威信", options);
  ASSERT_EQ(traced.trace.size(), 1U);
  EXPECT_EQ(*traced.trace[0].word, "加微信");
}

TEST(WeakFolds, TraceOrNotTheVerdictIsTheSame) {
  PackBench bench(pack("\"加微信\", \"红包\"", "\"homophone\", \"shape\", \"emoji\", \"order\", \"repeat\""));
  postgate::ScanOptions options;
  options.trace = true;
  for (const char* text : {"家威信领取", "家家威信", "领取🧧", "包红领取", "力口徽亻言领取", "领取"}) {
    const std::size_t plain = bench.scan(text).findings.size();
    EXPECT_EQ(bench.scan(text, options).findings.size(), plain) << text;
  }
}

}  // namespace
}  // namespace postgate_test

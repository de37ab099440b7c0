// The quick pass against the fold loop, with every instruction set that this CPU has: the same symbols,
// no trait missing, the same place of the first ill-formed byte.
#include "text/symbol_fold.h"

#include <memory>
#include <random>

#include "support/kernels.h"
#include "text/fold_loop.h"
#include "text/map_recorder.h"
#include "text/symbol_table.h"
#include "text/utf8.h"
#include "text_helpers.h"

namespace postgate::test {
namespace {

struct Expected {
  bool ok = false;
  std::size_t position = 0;
  std::u16string symbols;
  TextTraits traits = 0;
};

Expected by_fold_loop(std::string_view text) {
  ByteBuffer views[2];
  NullRecorder recorder;
  FoldLoop<NullRecorder> loop(views[0], views[1], recorder);
  Expected expected;
  expected.ok = loop.run(text, Deadline()) == FoldStatus::kDone;
  expected.position = loop.position();
  if (expected.ok) expected.symbols = to_symbols(views[1].view());
  expected.traits = loop.traits();
  return expected;
}

void expect_same(std::string_view text, const Expected& expected, const char* kernel) {
  // Exactly as long as the text, so that a sanitizer sees a read past its end.
  const std::unique_ptr<char[]> exact(new char[text.size()]);
  std::copy(text.begin(), text.end(), exact.get());
  FieldText field;
  const Result<void> folded = field.assign(utf8_input({exact.get(), text.size()}), Deadline());
  ASSERT_EQ(folded.ok(), expected.ok) << kernel << ' ' << testing::PrintToString(text);
  if (!expected.ok) {
    ASSERT_EQ(folded.error().offset, expected.position) << kernel << ' ' << testing::PrintToString(text);
    return;
  }
  ASSERT_EQ(field.symbols(), expected.symbols) << kernel << ' ' << testing::PrintToString(text);
  ASSERT_EQ(expected.traits & ~field.traits(), 0U) << kernel << ' ' << testing::PrintToString(text);
}

void expect_same_by_all(std::string_view text) {
  const Expected expected = by_fold_loop(text);
  postgate_test::for_each_kernel([&](const char* kernel) { expect_same(text, expected, kernel); });
}

// A text for every 512 code points, each of them between `before` and `behind`.
void each_code_point(std::string_view before, std::string_view behind) {
  std::string text;
  for (std::uint32_t cp = 0; cp <= 0x10FFFF; ++cp) {
    if (cp < 0xD800 || cp > 0xDFFF) {
      text += before;
      append_utf8(text, cp);
      text += behind;
    }
    if (cp % 512 != 511) continue;
    // All kernels share the table: a few blocks of code points are enough to see that they do.
    const Expected expected = by_fold_loop(text);
    expect_same(text, expected, "best");
    if (cp < 0x4000 || cp % 0x4000 < 512) expect_same_by_all(text);
    if (testing::Test::HasFatalFailure()) return;
    text.clear();
  }
}

TEST(SymbolFold, EveryCodePointBetweenLetters) { each_code_point("微", "信"); }

TEST(SymbolFold, EveryFirstCodePointOfATextOfItsOwn) {
  for (std::uint32_t cp = 0; cp < 0x10000; ++cp) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    const std::string text = utf8(cp) + "1";
    const Expected expected = by_fold_loop(text);
    expect_same(text, expected, "best");
    if (testing::Test::HasFatalFailure()) return;
  }
}

// What is a separator in a folded text is one wherever it comes from: what a regex on the text view
// needs can be looked for in the squeezed view.
TEST(SymbolFold, SeparatorsAreKnownByWhatTheyBecame) {
  std::string text;
  for (std::uint32_t cp = 0; cp <= 0x10FFFF; ++cp) {
    if (cp < 0xD800 || cp > 0xDFFF) {
      text += "微";
      append_utf8(text, cp);
    }
    if (cp % 4096 != 4095) continue;
    const FieldText field = mapped(text);
    for (std::uint32_t i = 0; i < field.text_length(); ++i) {
      const std::uint32_t shown = decode_valid_utf8(
          reinterpret_cast<const std::uint8_t*>(field.text().data()) + field.map()[i].text_byte);
      const WideSymbol symbol = wide_symbol(shown);
      if ((symbol.entry & kSymbolSlow) != 0) continue;
      ASSERT_EQ((symbol.entry & kSymbolKeep) == 0, field.map()[i].separator) << std::hex << shown;
    }
    text.clear();
  }
}

constexpr const char* kPieces[] = {
    "微",     "信",     "的",     "一",         "二",     "三", "〇",   "零",     "壹", "两",   "幺",
    "十",     "1",      "2",      "34",         "５",     "①",  "⑽",    "a",      "B",  "ﬀ",    "，",
    "。",     "…",      " ",      "-",          ".",      "·",  "\r\n", "\n",     "\t", "\x01", "\u200B",
    "\u0336", "\u0301", "\u20E3", "😀",          "𝟏",      "𠀀", "國",   "Ⅷ",      "㎡", "é",    "а",
    "：",     "/",      "@",      "\U000E0041", "\u202E", "가", "ก้",    "\u06E1", "ß"};

std::string random_text(std::mt19937& random, std::size_t pieces, std::size_t kinds) {
  std::string text;
  const std::size_t from = random() % std::size(kPieces);
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces[(from + random() % kinds) % std::size(kPieces)];
  return text;
}

TEST(SymbolFold, RandomTexts) {
  std::mt19937 random(6);
  for (int i = 0; i < 1200; ++i) {
    const std::size_t kinds = 1 + random() % (i % 3 == 0 ? 6 : std::size(kPieces));
    expect_same_by_all(random_text(random, random() % (i % 50 == 0 ? 600 : 60), kinds));
    if (HasFatalFailure()) return;
  }
}

// Numbers of every make, near and across the borders of blocks and batches.
TEST(SymbolFold, RunsOfNumeralsWhereverTheyBegin) {
  constexpr const char* kRuns[] = {"一二三四五",
                                   "1三3四5",
                                   "一 二-三.四五",
                                   "二〇二六年",
                                   "幺三八零零一三八零零零",
                                   "12345一",
                                   "一12345",
                                   "五\u200B四\u200B三\u200B二\u200B一"};
  for (std::size_t before = 0; before < 66; before += before < 50 ? 7 : 1) {
    for (const char* run : kRuns) {
      std::string text;
      for (std::size_t i = 0; i < before; ++i) text += i % 7 == 6 ? "x" : "文";
      expect_same_by_all(text + run + "号");
      expect_same_by_all(text + text + text + run);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(SymbolFold, IllFormedTexts) {
  constexpr const char* kBad[] = {"\x80",
                                  "\xC0\x80",
                                  "\xC1\xBF",
                                  "\xE0\x80\x80",
                                  "\xE0\x9F\xBF",
                                  "\xED\xA0\x80",
                                  "\xF4\x90\x80\x80",
                                  "\xF0\x8F\xBF\xBF",
                                  "\xFF",
                                  "\xE4\xB8",
                                  "\xE4",
                                  "\xC3",
                                  "\xF0\x9F\x98",
                                  "\xE4\xB8\x80\x80"};
  for (const char* bad : kBad) {
    for (std::size_t before = 0; before < 66; before += before < 50 ? 9 : 1) {
      std::string text;
      for (std::size_t i = 0; i < before; ++i) text += i % 5 == 4 ? "x" : "文";
      expect_same_by_all(text + bad);
      expect_same_by_all(text + bad + "信");
      expect_same_by_all(text + bad + std::string(70, 'a'));
      if (HasFatalFailure()) return;
    }
  }
  std::mt19937 random(7);
  for (int i = 0; i < 800; ++i) {
    std::string text = random_text(random, 1 + random() % 80, std::size(kPieces));
    text[random() % text.size()] = static_cast<char>(random());
    expect_same_by_all(text);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace postgate::test

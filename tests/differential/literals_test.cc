// Words against plain substring search, at every end offset: in Hyperscan's databases and in the word
// matcher, there with every instruction set that this CPU has.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "differential/pattern_maker.h"
#include "match/pattern_db.h"
#include "match/word_matcher.h"
#include "support/kernels.h"
#include "text/field_text.h"

namespace postgate_test {
namespace {

using postgate::HitList;
using postgate::PatternDb;
using postgate::PatternSpec;
using postgate::Scratch;
using postgate::WordMatcher;
using Hits = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // id, end

Hits naive(const std::vector<PatternSpec>& specs, const std::string& text) {
  Hits hits;
  for (const PatternSpec& spec : specs) {
    if (!spec.literal) continue;
    for (std::size_t at = text.find(spec.text); at != std::string::npos; at = text.find(spec.text, at + 1)) {
      hits.emplace_back(spec.id, static_cast<std::uint32_t>(at + spec.text.size()));
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

std::u32string word(Dice& dice, std::u32string_view alphabet, std::uint32_t most) {
  std::u32string text;
  const std::uint32_t length = 1 + dice.below(most);
  for (std::uint32_t i = 0; i < length; ++i) {
    text += alphabet[dice.below(static_cast<std::uint32_t>(alphabet.size()))];
  }
  return text;
}

// Words of one alphabet: random ones, beginnings and ends of others, two glued together, and repeats.
std::vector<PatternSpec> dictionary(Dice& dice, std::u32string_view alphabet, std::uint32_t size) {
  std::vector<std::u32string> words;
  while (words.size() < size) {
    std::u32string next = word(dice, alphabet, dice.one_in(8) ? 60 : 5);
    if (!words.empty()) {
      const std::u32string& old = words[dice.below(static_cast<std::uint32_t>(words.size()))];
      const std::size_t half = (old.size() + 1) / 2;
      if (dice.one_in(4)) next = old.substr(0, half);
      if (dice.one_in(4)) next = old.substr(old.size() - half);
      if (dice.one_in(6) && old.size() < 60) next += old;
      if (dice.one_in(10)) next = old;
    }
    words.push_back(std::move(next));
  }
  std::vector<PatternSpec> specs;
  for (const std::u32string& text : words) {
    specs.push_back({to_utf8(text), static_cast<std::uint32_t>(specs.size() * 3), true});
  }
  return specs;
}

std::string text_of(Dice& dice, std::u32string_view alphabet, const std::vector<PatternSpec>& specs) {
  std::string text;
  const std::uint32_t parts = dice.below(12);
  for (std::uint32_t i = 0; i < parts; ++i) {
    if (dice.one_in(2)) {
      text += specs[dice.below(static_cast<std::uint32_t>(specs.size()))].text;
    } else {
      text += to_utf8(word(dice, alphabet, 20));
    }
  }
  return text;
}

constexpr std::u32string_view kAlphabets[] = {
    U"ab", U"abcdefgh01", U"微信号徽", U"微信下载客户端点赞关注", U"a微b信1", U"啊丁三\U00020000\U00020001é"};

TEST(Literals, EveryEndOfEveryWord) {
  Dice dice(777);
  std::size_t hits_seen = 0;
  int pairs = 0;
  for (int round = 0; round < 240; ++round) {
    const std::u32string_view alphabet = kAlphabets[static_cast<std::size_t>(round) % std::size(kAlphabets)];
    std::vector<PatternSpec> specs = dictionary(dice, alphabet, 1 + dice.below(round % 4 == 0 ? 400 : 12));
    // In every second round a regex that never matches forces words into the mixed database.
    if (round % 2 == 1) specs.push_back({"~{3}", 999'999, false});
    auto db = PatternDb::build(specs);
    ASSERT_TRUE(db.ok()) << db.error().message;
    Scratch scratch;
    ASSERT_TRUE(scratch.grow_for(db.value()).ok());
    for (int i = 0; i < 50; ++i) {
      const std::string text = text_of(dice, alphabet, specs);
      HitList list(1'000'000);
      ASSERT_EQ(db.value().scan(text, scratch, list), postgate::Status::kOk);
      Hits hits;
      for (const auto& hit : list.hits()) hits.emplace_back(hit.id, hit.end);
      std::sort(hits.begin(), hits.end());
      const Hits expected = naive(specs, text);
      ASSERT_EQ(hits, expected) << "round " << round << ", text " << testing::PrintToString(text);
      hits_seen += hits.size();
      ++pairs;
    }
  }
  EXPECT_EQ(pairs, 12'000);
  EXPECT_GT(hits_seen, 100'000U);
}

// The naive hits with their ends in symbols, in the order of the matcher.
Hits naive_symbols(const std::vector<PatternSpec>& specs, const std::string& text) {
  Hits hits = naive(specs, text);
  for (auto& [id, end] : hits) {
    end = static_cast<std::uint32_t>(postgate::to_symbols(std::string_view(text).substr(0, end)).size());
  }
  std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) {
    return std::tie(a.second, a.first) < std::tie(b.second, b.first);
  });
  return hits;
}

WordMatcher matcher_of(const std::vector<PatternSpec>& specs) {
  std::vector<std::u16string> symbols;
  symbols.reserve(specs.size());
  std::vector<postgate::WordSpec> words;
  for (const PatternSpec& spec : specs) {
    symbols.push_back(postgate::to_symbols(spec.text));
    words.push_back({symbols.back(), spec.id});
  }
  auto built = WordMatcher::build(words);
  EXPECT_TRUE(built.ok());
  return std::move(built).value();
}

Hits hits_of(const WordMatcher& matcher, std::u16string_view symbols) {
  // A copy of just this size, so that a sanitizer sees a read past its end.
  const std::vector<char16_t> exact(symbols.begin(), symbols.end());
  HitList list(1'000'000);
  matcher.scan({exact.data(), exact.size()}, list);
  Hits hits;
  for (const auto& hit : list.hits()) hits.emplace_back(hit.id, hit.end);
  return hits;
}

TEST(Words, EveryEndOfEveryWordWithEveryKernel) {
  Dice dice(4711);
  std::size_t hits_seen = 0;
  for (int round = 0; round < 60; ++round) {
    const std::u32string_view alphabet = kAlphabets[static_cast<std::size_t>(round) % std::size(kAlphabets)];
    const std::vector<PatternSpec> specs =
        dictionary(dice, alphabet, 1 + dice.below(round % 4 == 0 ? 400 : 12));
    const WordMatcher matcher = matcher_of(specs);
    for (int i = 0; i < 6; ++i) {
      const std::string text = text_of(dice, alphabet, specs);
      const std::u16string symbols = postgate::to_symbols(text);
      const Hits expected = naive_symbols(specs, text);
      for_each_kernel([&](const char* kernel) {
        ASSERT_EQ(hits_of(matcher, symbols), expected)
            << kernel << ", round " << round << ", text " << testing::PrintToString(text);
      });
      hits_seen += expected.size();
    }
  }
  EXPECT_GT(hits_seen, 2'000U);
}

// Both must agree on a dictionary as large as real ones, on words that are mostly not there.
TEST(Words, AgreeWithHyperscanOnALargeDictionary) {
  Dice dice(99);
  const std::u32string_view alphabet =
      U"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发";
  const std::vector<PatternSpec> specs = dictionary(dice, alphabet, 3'000);
  const WordMatcher matcher = matcher_of(specs);
  auto db = PatternDb::build(specs);
  ASSERT_TRUE(db.ok()) << db.error().message;
  Scratch scratch;
  ASSERT_TRUE(scratch.grow_for(db.value()).ok());
  for (int i = 0; i < 8; ++i) {
    const std::string text = to_utf8(word(dice, alphabet, 800));
    HitList list(1'000'000);
    ASSERT_EQ(db.value().scan(text, scratch, list), postgate::Status::kOk);
    Hits expected;
    for (const auto& hit : list.hits()) expected.emplace_back(hit.id, hit.end / 3);
    std::sort(expected.begin(), expected.end());
    Hits hits = hits_of(matcher, postgate::to_symbols(text));
    std::sort(hits.begin(), hits.end());
    ASSERT_EQ(hits, expected);
    ASSERT_FALSE(hits.empty() && text.size() > 300);
  }
}

TEST(Words, StopWhenTheListIsFull) {
  const WordMatcher matcher = matcher_of({{"ab", 7, true}, {"b", 8, true}});
  HitList list(3);
  matcher.scan(u"abababab", list);
  EXPECT_TRUE(list.overflow());
  EXPECT_EQ(list.hits().size(), 3U);
}

TEST(Words, NothingToFindInNothing) {
  EXPECT_TRUE(matcher_of({}).empty());
  EXPECT_TRUE(matcher_of({{"", 1, true}}).empty());
  HitList list(3);
  matcher_of({}).scan(u"abc", list);
  matcher_of({{"ab", 1, true}}).scan(u"", list);
  matcher_of({{"ab", 1, true}}).scan(u"a", list);
  EXPECT_EQ(list.size(), 0U);
}

}  // namespace
}  // namespace postgate_test

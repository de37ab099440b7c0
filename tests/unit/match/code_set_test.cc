#include "match/code_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "match/re2_regex.h"
#include "match/regex_tree.h"

namespace postgate {
namespace {

bool holds(const CodeSet& set, char32_t c) {
  return std::any_of(set.ranges().begin(), set.ranges().end(),
                     [c](const CodeRange& range) { return range.first <= c && c <= range.last; });
}

TEST(CodeSet, MergesAndDropsSurrogates) {
  EXPECT_EQ(CodeSet({{'c', 'e'}, {'a', 'b'}, {'d', 'g'}}).ranges(), (std::vector<CodeRange>{{'a', 'g'}}));
  EXPECT_EQ(CodeSet({{0xD000, 0xE001}}).ranges(),
            (std::vector<CodeRange>{{0xD000, 0xD7FF}, {0xE000, 0xE001}}));
  EXPECT_TRUE(CodeSet::of(0xD800).empty());
}

TEST(CodeSet, ComplementsTwiceToItself) {
  const CodeSet set({{'b', 'c'}, {0x4E00, 0x9FFF}, {0x10FFFF, 0x10FFFF}});
  EXPECT_EQ(set.complement().complement().ranges(), set.ranges());
  EXPECT_EQ(set.complement().ranges().front(), (CodeRange{0, 'a'}));
  EXPECT_TRUE(CodeSet().complement().complement().empty());
}

TEST(CodeSet, WidenedIsASupersetWithTheSameAscii) {
  const CodeSet letters = *unicode_class("\\pL");
  ASSERT_GT(letters.ranges().size(), 500U);
  const CodeSet wide = letters.widened(24);
  EXPECT_LE(wide.ranges().size(), 30U);
  for (char32_t c = 0; c < 0x80; ++c)
    EXPECT_EQ(holds(wide, c), holds(letters, c)) << static_cast<unsigned>(c);
  for (const CodeRange& range : letters.ranges()) {
    EXPECT_TRUE(holds(wide, range.first) && holds(wide, range.last));
  }
  EXPECT_EQ(letters.widened(10'000).ranges(), letters.ranges());
  EXPECT_LE(letters.widened(1).ranges().size(), 4U);
}

TEST(UnicodeClass, IsWhatRe2Says) {
  EXPECT_EQ(unicode_class("\\p{Nothing}"), std::nullopt);
  EXPECT_EQ(unicode_class("\\p{Nd"), std::nullopt);
  const CodeSet han = *unicode_class("\\p{Han}");
  EXPECT_TRUE(holds(han, U'中') && holds(han, U'々') && holds(han, U'\U00020000'));
  EXPECT_FALSE(holds(han, 'a') || holds(han, U'，') || holds(han, U'あ'));
  EXPECT_EQ(unicode_class("\\P{Han}")->ranges(), han.complement().ranges());
  EXPECT_EQ(unicode_class("\\p{^Han}")->ranges(), han.complement().ranges());
  EXPECT_LE(han.ranges().size(), 24U) << "exact in Hyperscan too, as long as it is not widened";
}

TEST(RegexTree, WritesEveryCharacterAndClassPlainly) {
  const auto written = [](std::string_view pattern) { return to_hyperscan(parse_regex(pattern).root); };
  EXPECT_EQ(written("a"), "\\x61");
  EXPECT_EQ(written("\\s"), "[\\x09-\\x0a\\x0c-\\x0d\\x20]");
  EXPECT_EQ(written("^微|\\$$"), "(?:\\A微|\\x24\\z)");
  EXPECT_EQ(written("(?:ab){2,3}?"), "(?:\\x61\\x62){2,3}");
  EXPECT_EQ(written("[^\\x{1}-\\x{10ffff}]"), "\\x00");
}

TEST(RegexTree, CostsGrowWithWidthAndCount) {
  const auto cost = [](std::string_view pattern) { return regex_cost(parse_regex(pattern).root); };
  EXPECT_EQ(cost("abc"), 3U);
  EXPECT_EQ(cost("[a-z0-9]{10}"), 10U);
  EXPECT_LT(cost("[一-龥]{10}"), cost(".{10}"));
  EXPECT_LT(cost(".{10}"), cost("\\p{Han}{10}"));
  EXPECT_LT(cost("\\p{Han}{10}"), cost("(?:\\p{Han}{10}){10}"));
  EXPECT_EQ(nested_repeats(parse_regex("(?:a{3}b{7}){5}c{9}").root), 35U);
}

}  // namespace
}  // namespace postgate

// What the tables of readings, pictures and pieces say.
#include "text/sound.h"

#include <gtest/gtest.h>

#include <string>

#include "text/field_text.h"
#include "text/utf8.h"

namespace postgate::test {
namespace {

TEST(Sound, ReadingsAreToneless) {
  ASSERT_EQ(readings_of(U'微').size(), 1U);
  EXPECT_EQ(syllable_name(readings_of(U'微')[0]), "wei");
  ASSERT_EQ(readings_of(U'乐').size(), 2U);
  EXPECT_EQ(syllable_name(readings_of(U'乐')[0]), "le");
  EXPECT_EQ(syllable_name(readings_of(U'乐')[1]), "yue");
  EXPECT_EQ(syllable_name(readings_of(U'绿')[0]), "lv");
  EXPECT_TRUE(readings_of(U'a').empty());
  EXPECT_TRUE(readings_of(0x10FFFF).empty());
  EXPECT_TRUE(readings_of(0x110000).empty());
}

TEST(Sound, AnyReadingMakesAlike) {
  EXPECT_TRUE(sound_alike(U'行', U'航', false));
  EXPECT_TRUE(sound_alike(U'行', U'型', false));
  EXPECT_FALSE(sound_alike(U'航', U'型', false));
  EXPECT_FALSE(sound_alike(U'a', U'a', false));
}

TEST(Sound, FuzzyPairs) {
  const char32_t pairs[][2] = {{U'找', U'早'}, {U'超', U'操'}, {U'山', U'三'}, {U'你', U'李'},
                               {U'信', U'性'}, {U'费', U'会'}, {U'红', U'红'}, {U'赞', U'站'},
                               {U'风', U'分'}, {U'湖', U'福'}};
  for (const auto& [a, b] : pairs) EXPECT_TRUE(sound_alike(a, b, true)) << std::hex << std::uint32_t{a};
  EXPECT_FALSE(sound_alike(U'信', U'性', false));
  EXPECT_FALSE(sound_alike(U'微', U'信', true));
}

// Whatever is alike must be findable: its sign is among those a word looks for.
TEST(Sound, SignsCoverWhateverIsAlike) {
  for (const char32_t word : {U'加', U'微', U'信', U'乐', U'行', U'单', U'率', U'和'}) {
    for (const bool fuzzy : {false, true}) {
      const std::vector<std::uint32_t> signs = signs_of_alike(word, fuzzy);
      for (std::uint32_t cp = 0x4E00; cp < 0x9FFF; ++cp) {
        if (!sound_alike(cp, word, fuzzy)) continue;
        EXPECT_NE(std::find(signs.begin(), signs.end(), sound_of(cp, fuzzy)), signs.end()) << std::hex << cp;
      }
    }
  }
}

TEST(Signs, PicturesAndPieces) {
  ASSERT_EQ(emoji_word(0x1F6F0).size(), 2U);
  EXPECT_EQ(emoji_word(0x1F6F0)[0], u'微');
  EXPECT_EQ(emoji_word(U'+')[0], u'加');
  EXPECT_TRUE(emoji_word(U'加').empty());
  ASSERT_FALSE(split_forms(U'加').empty());
  EXPECT_EQ(split_forms(U'加')[0][0], u'力');
  EXPECT_TRUE(split_forms(U'力').empty());
  EXPECT_EQ(shape_of(U'徽'), U'微');
  EXPECT_EQ(shape_of(U'微'), U'微');
}

// A look-alike that itself stands for another would make two characters alike that are not.
TEST(Signs, LookAlikesLeadNowhereElse) {
  for (std::uint32_t cp = 0; cp < 0x30000; ++cp)
    EXPECT_EQ(shape_of(shape_of(cp)), shape_of(cp)) << std::hex << cp;
}

// The words of pictures are as the squeezed view would show them, and pictures are separators there.
TEST(Signs, PictureWordsAreFolded) {
  for (std::uint32_t cp = 0; cp < 0x20000; ++cp) {
    if (emoji_word(cp).empty()) continue;
    std::string picture;
    std::string word;
    const auto append = [](std::string& to, std::uint32_t code) {
      std::uint8_t bytes[4];
      const std::uint8_t* const end = encode_utf8(code, bytes);
      to.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(end - bytes));
    };
    append(picture, cp);
    for (const std::uint16_t part : emoji_word(cp)) append(word, part);
    EXPECT_EQ(fold_word(word, 0), word);
    const bool is_framed = cp >= 0x1F200 && cp <= 0x1F2FF;  // a character in a frame is that character, too
    EXPECT_EQ(fold_word(picture, 0).empty(), !is_framed) << std::hex << cp;
    EXPECT_LE(word.size(), picture.size() * 3) << std::hex << cp;
  }
}

}  // namespace
}  // namespace postgate::test

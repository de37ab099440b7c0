// The table of weighed words against a search that looks at every place for every word.
#include "match/evidence_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace postgate {
namespace {

using Word = EvidenceTable::Word;

// The sums of `text`, one a list.
std::vector<std::int32_t> weighed(const EvidenceTable& table, std::u16string_view text, std::size_t lists,
                                  EvidenceTable::Notes& notes) {
  table.weigh(text, notes);
  return {notes.sums.begin(), notes.sums.begin() + static_cast<std::ptrdiff_t>(lists)};
}

std::vector<std::int32_t> naive(const std::vector<Word>& words, std::u16string text, std::size_t lists) {
  for (char16_t& c : text) c = c >= u'0' && c <= u'9' ? u'0' : c;
  std::vector<std::int32_t> sums(lists);
  for (const Word& word : words) {
    std::u16string symbols(word.symbols);
    for (char16_t& c : symbols) c = c >= u'0' && c <= u'9' ? u'0' : c;
    if (text.find(symbols) != std::u16string::npos) sums[word.list] += word.weight;
  }
  return sums;
}

TEST(EvidenceTable, CountsEachWordOnceAndDigitsAsAny) {
  const std::vector<Word> words = {
      {u"包邮", 0, 5}, {u"价", 0, 2}, {u"0元", 0, 7}, {u"通知", 1, 3}, {u"价", 1, -4}};
  const EvidenceTable table(words, 2);
  EvidenceTable::Notes notes;
  EXPECT_EQ(weighed(table, u"包邮包邮价9元8元", 2, notes), (std::vector<std::int32_t>{14, -4}));
  EXPECT_EQ(weighed(table, u"通知", 2, notes), (std::vector<std::int32_t>{0, 3}));
  EXPECT_EQ(weighed(table, u"", 2, notes), (std::vector<std::int32_t>{0, 0}));
}

TEST(EvidenceTable, TheHeaviestPartIsWhereTheWordsAre) {
  const std::vector<Word> words = {{u"包邮", 0, 600}, {u"现货", 0, 600}, {u"通知", 0, -600}};
  const EvidenceTable table(words, 1);
  EvidenceTable::Notes notes;
  const std::u16string text = u"通知如下全部现货今天包邮到家通知";
  const EvidenceTable::Part part = table.heaviest(text, 0, notes);
  EXPECT_EQ(text.substr(part.begin, part.end - part.begin), u"现货今天包邮");
  const EvidenceTable::Part none = table.heaviest(u"通知", 0, notes);
  EXPECT_EQ(none.begin, none.end);
}

TEST(EvidenceTable, FindsWhatANaiveSearchFinds) {
  std::mt19937 random(7);
  const auto symbols = [&](std::size_t most) {
    std::u16string text(1 + random() % most, u' ');
    for (char16_t& c : text)
      c = random() % 5 == 0 ? static_cast<char16_t>(u'0' + random() % 10)
                            : static_cast<char16_t>(0x4E00 + random() % 12);
    return text;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::u16string> texts;
    for (int i = 0; i < 60; ++i) texts.push_back(symbols(EvidenceTable::kLongestWord));
    for (std::u16string& text : texts) {
      for (char16_t& c : text) c = c >= u'0' && c <= u'9' ? u'0' : c;
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    std::vector<Word> words;
    for (const std::u16string& text : texts) {
      for (std::uint32_t list = 0; list < 3; ++list) {
        if (random() % 2 == 0)
          words.push_back({text, list, static_cast<std::int32_t>(random() % 2001) - 1000});
      }
    }
    const EvidenceTable table(words, 3);
    EvidenceTable::Notes notes;
    for (int i = 0; i < 20; ++i) {
      const std::u16string text = symbols(40);
      EXPECT_EQ(weighed(table, text, 3, notes), naive(words, text, 3));
    }
  }
}

}  // namespace
}  // namespace postgate

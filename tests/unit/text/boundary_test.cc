// Where sentences and clauses begin, shown by cutting the text there.
#include "text/boundary.h"

#include <algorithm>

#include "text_helpers.h"

namespace postgate::test {
namespace {

using Parts = std::vector<std::string>;

Parts cut(const FieldText& field, const std::vector<std::uint32_t>& starts) {
  Parts parts;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::uint32_t end = i + 1 < starts.size() ? starts[i + 1] : field.text_length();
    parts.push_back(source(field, {starts[i], end}));
  }
  return parts;
}

Parts sentences(std::string_view text) {
  const FieldText field = mapped(text);
  Boundaries found;
  find_boundaries(field, found);
  return cut(field, found.sentences);
}

Parts clauses(std::string_view text) {
  const FieldText field = mapped(text);
  Boundaries found;
  find_boundaries(field, found);
  return cut(field, found.clauses);
}

TEST(Sentences, EndAtChineseMarks) {
  EXPECT_EQ(sentences("第一句。第二句！第三句？第四"), (Parts{"第一句。", "第二句！", "第三句？", "第四"}));
  EXPECT_EQ(sentences("好……不好"), (Parts{"好……", "不好"}));
  EXPECT_EQ(sentences("真的？！是的"), (Parts{"真的？！", "是的"}));
}

TEST(Sentences, ClosingQuotesBelongToWhatEnded) {
  EXPECT_EQ(sentences("他说：“下载吧。”我没有。"), (Parts{"他说：“下载吧。”", "我没有。"}));
  EXPECT_EQ(sentences("（见附件。）请阅"), (Parts{"（见附件。）", "请阅"}));
  EXPECT_EQ(sentences("\"Go!\" she said."), (Parts{"\"Go!\" ", "she said."}));
  EXPECT_EQ(sentences("好。\"你好\"他说"), (Parts{"好。", "\"你好\"他说"}));
}

TEST(Sentences, EnglishFullStops) {
  EXPECT_EQ(sentences("He left. She stayed."), (Parts{"He left. ", "She stayed."}));
  EXPECT_EQ(sentences("Mr. Smith and Dr. Wu met in the U.S. embassy. Fine."),
            (Parts{"Mr. Smith and Dr. Wu met in the U.S. embassy. ", "Fine."}));
  EXPECT_EQ(sentences("It cost 3.50 in 2024. Cheap."), (Parts{"It cost 3.50 in 2024. ", "Cheap."}));
  EXPECT_EQ(sentences("See www.gov.cn/a.html for v1.2.3 now"),
            (Parts{"See www.gov.cn/a.html for v1.2.3 now"}));
  EXPECT_EQ(sentences("e.g. this, i.e. that."), (Parts{"e.g. this, i.e. that."}));
  EXPECT_EQ(sentences("1. Open the app. 2. Log in."), (Parts{"1. Open the app. ", "2. Log in."}));
  EXPECT_EQ(sentences("Wait... what"), (Parts{"Wait... ", "what"}));
}

TEST(Sentences, DotsBetweenHanCharactersAreNoise) {
  EXPECT_EQ(sentences("下.载.客.户.端"), (Parts{"下.载.客.户.端"}));
}

TEST(Sentences, LineBreaksEndThem) {
  EXPECT_EQ(sentences("第一行文字\n第二行文字"), (Parts{"第一行文字\n", "第二行文字"}));
  EXPECT_EQ(sentences("第一行文字\r\n\r\n第二行文字"), (Parts{"第一行文字\r\n\r\n", "第二行文字"}));
  EXPECT_EQ(sentences("标题在这里\n微\n信"), (Parts{"标题在这里\n", "微\n信"}));
}

TEST(Sentences, VerticalTextStaysTogether) {
  EXPECT_EQ(sentences("加\n微\n信\n号"), (Parts{"加\n微\n信\n号"}));
  EXPECT_EQ(sentences("加\n\n微\n\n信"), (Parts{"加\n\n微\n\n信"}));
  EXPECT_EQ(sentences("微\n信：abc886"), (Parts{"微\n", "信：abc886"}));
}

TEST(Clauses, EndAtCommasAndSemicolons) {
  EXPECT_EQ(clauses("务必下载，否则通报；特此通知。完"),
            (Parts{"务必下载，", "否则通报；", "特此通知。", "完"}));
  EXPECT_EQ(clauses("one, two; three"), (Parts{"one,", " two;", " three"}));
}

TEST(Clauses, ListsColonsAndNumbersStayTogether) {
  EXPECT_EQ(clauses("关注、点赞、转发"), (Parts{"关注、点赞、转发"}));
  EXPECT_EQ(clauses("微信：abc"), (Parts{"微信：abc"}));
  EXPECT_EQ(clauses("共1,000元"), (Parts{"共1,000元"}));
  EXPECT_EQ(clauses("共１，０００元"), (Parts{"共１，０００元"}));
}

TEST(Boundaries, EverySentenceStartIsAClauseStart) {
  const FieldText field = mapped("一，二。三；四！五\n六七八九\n“十。”");
  Boundaries found;
  find_boundaries(field, found);
  for (const std::uint32_t start : found.sentences) {
    EXPECT_TRUE(std::find(found.clauses.begin(), found.clauses.end(), start) != found.clauses.end()) << start;
  }
}

TEST(Boundaries, ScopesHoldTheirIndex) {
  const FieldText field = mapped("甲乙，丙丁。戊己");
  Boundaries found;
  find_boundaries(field, found);
  const std::uint32_t length = field.text_length();
  EXPECT_EQ(found.clause_at(0, length), (Range{0, 3}));
  EXPECT_EQ(found.clause_at(4, length), (Range{3, 6}));
  EXPECT_EQ(found.sentence_at(4, length), (Range{0, 6}));
  EXPECT_EQ(found.sentence_at(7, length), (Range{6, 8}));
}

TEST(Boundaries, EmptyTextHasOneScope) {
  const FieldText field = mapped("");
  Boundaries found;
  find_boundaries(field, found);
  EXPECT_EQ(found.sentences, std::vector<std::uint32_t>{0});
  EXPECT_EQ(found.sentence_at(0, 0), (Range{0, 0}));
}

}  // namespace
}  // namespace postgate::test

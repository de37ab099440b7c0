// The small parts of the loader: the TOML tree, lists, ids, dates, suggestions, quoting.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack/ids.h"
#include "pack/pack_files.h"
#include "pack/suggest.h"
#include "pack/text_place.h"
#include "pack/toml_document.h"
#include "pack/toml_shape.h"
#include "pack/word_list.h"
#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

using namespace postgate;
using testing::ElementsAre;
using testing::HasSubstr;

TomlNode parsed(std::string_view text) {
  TomlNode root;
  const auto problem = parse_toml(text, 7, root);
  EXPECT_FALSE(problem.has_value()) << problem->message;
  return root;
}

std::string place(SourceRef at) { return std::to_string(at.line) + ":" + std::to_string(at.column); }

TEST(TomlDocument, KeepsKindsValuesAndPlaces) {
  const TomlNode root = parsed(
      "a = \"字\\n符\"\nb = -5\nc = 2.5\nd = true\ne = 2024-02-29\n"
      "f = 10:00:00\ng = [1, \"二\", [3]]\n\n[h]\ni = '''\n多\n行'''\n");
  ASSERT_EQ(root.members.size(), 8U);
  EXPECT_EQ(root.find("a")->value.text, "字\n符");
  EXPECT_EQ(place(root.find("a")->value.at), "1:5");
  EXPECT_EQ(root.find("b")->value.integer, -5);
  EXPECT_EQ(root.find("c")->value.real, 2.5);
  EXPECT_TRUE(root.find("d")->value.boolean);
  EXPECT_EQ(root.find("e")->value.kind, TomlKind::kDate);
  EXPECT_EQ(root.find("e")->value.text, "2024-02-29");
  EXPECT_EQ(root.find("f")->value.kind, TomlKind::kTime);
  const TomlNode& array = root.find("g")->value;
  ASSERT_EQ(array.items.size(), 3U);
  EXPECT_EQ(place(array.items[1].at), "7:9");
  EXPECT_EQ(place(array.items[2].at), "7:14");
  EXPECT_EQ(array.at.file, 7U);
  const TomlMember* table = root.find("h");
  EXPECT_EQ(place(table->value.at), "9:1");
  EXPECT_EQ(table->value.find("i")->value.text, "多\n行");
  EXPECT_EQ(place(table->value.find("i")->at), "10:1");
  EXPECT_EQ(root.find("z"), nullptr);
}

TEST(TomlDocument, CountsColumnsInCharactersBehindAByteOrderMarkAndWithCrLf) {
  const TomlNode root = parsed(
      "\xEF\xBB\xBF"
      "a = [\"汉字\", \"😀\", \"x\"]\r\nb = 1\r\n");
  EXPECT_EQ(place(root.find("a")->value.items[2].at), "1:17");
  EXPECT_EQ(place(root.find("b")->at), "2:1");
}

TEST(TomlDocument, ReportsSyntaxWithItsPlace) {
  TomlNode root;
  const auto problem = parse_toml("a = 1\n汉 = 2\n", 0, root);
  ASSERT_TRUE(problem.has_value());
  EXPECT_STREQ(problem->code, "toml-syntax");
  EXPECT_EQ(place(problem->at), "2:1");
}

TEST(TomlDocument, SurvivesCharactersThatItsParserMarksAsImpossible) {
  const TomlNode root = parsed("a = \"\"\"\\\n  。·ー\uFE0F\"\"\" # 。·\n");
  EXPECT_EQ(root.find("a")->value.text, "。·ー\uFE0F");
  TomlNode out;
  EXPECT_TRUE(parse_toml("a = 1n\"\n。", 0, out).has_value());
  EXPECT_TRUE(parse_toml("a = \"\\。\"", 0, out).has_value());
  EXPECT_TRUE(parse_toml("[~]", 0, out).has_value());
  EXPECT_TRUE(parse_toml("a = ]", 0, out).has_value());
  EXPECT_TRUE(parse_toml("a = 1979-05-27T~", 0, out).has_value());
}

TEST(TomlShape, IsNotMisledByStringsCommentsAndNumbers) {
  EXPECT_FALSE(check_toml_shape("a = 'x.x.x.x.x.x.x.x.x.x.x' # .........\nb = \"\\\".........\"\nc = 1.5\n"));
  EXPECT_FALSE(check_toml_shape(
      "a = \"\"\"\n[x.x.x.x.x.x.x.x.x.x.x]\n\"\"\"\"\nd = '''.'.'.'.'.'.'.'.'.'.'.'.'.'''\n"));
  EXPECT_TRUE(check_toml_shape("a = \"\"\"\"\"\"\nx.x.x.x.x.x.x.x.x.x.x = 1\n"));
  EXPECT_TRUE(check_toml_shape("a = [ { x.x.x.x.x.x.x.x.x.x.x = 1 } ]"));
}

std::vector<std::string> entries_of(std::string_view bytes, Diagnostics& diagnostics) {
  Pack pack;
  pack.files = {"lists/a.txt"};
  PackReport report(pack, diagnostics);
  const PackLimits limits;
  WordLists lists(limits, report);
  lists.add("lists/a.txt", bytes, 0);
  std::vector<std::string> list;
  for (const Entry& entry : lists.entries_of({{"lists/a.txt", {}}}, "s"))
    list.push_back(entry.text + "@" + place(entry.at));
  return list;
}

TEST(WordList, TakesOneEntryALine) {
  Diagnostics diagnostics;
  EXPECT_THAT(entries_of("\xEF\xBB\xBF一\r\n\r\n# 注释\n  二 三 \t # 注\n四#五\n#六\nC#\n\t七", diagnostics),
              ElementsAre("一@1:1", "二 三@4:3", "四#五@5:1", "C#@7:1", "七@8:2"));
  EXPECT_EQ(in_words(diagnostics), "");
  EXPECT_THAT(entries_of("", diagnostics), ElementsAre());
  EXPECT_THAT(entries_of("\n\n", diagnostics), ElementsAre());
}

TEST(WordList, ReportsEveryBadLineAndKeepsTheGoodOnes) {
  Diagnostics diagnostics;
  EXPECT_THAT(entries_of("好\n坏\xFF\n一\t二\n好的\n", diagnostics), ElementsAre("好@1:1", "好的@4:1"));
  EXPECT_THAT(brief(diagnostics), ElementsAre("lists/a.txt: not-utf8 2 2", "lists/a.txt: list-line 3 2"));
}

TEST(Ids, AreLowerCaseWithDotsAndDashes) {
  for (const char* good : {"a", "0", "a.b-c", "forced-download.must", "a..b"})
    EXPECT_TRUE(is_id(good)) << good;
  for (const char* bad : {"", ".a", "-a", "A", "a_b", "a b", "汉"}) EXPECT_FALSE(is_id(bad)) << bad;
  EXPECT_TRUE(is_id(std::string(100, 'a')));
  EXPECT_FALSE(is_id(std::string(101, 'a')));
  EXPECT_TRUE(is_pack_name("gov-cn"));
  EXPECT_TRUE(is_pack_name(std::string(64, 'a')));
  EXPECT_FALSE(is_pack_name(std::string(65, 'a')));
  EXPECT_FALSE(is_pack_name("gov.cn"));
}

TEST(Dates, MustExist) {
  for (const char* good : {"2027-11-30", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"}) {
    EXPECT_TRUE(is_date(good)) << good;
  }
  for (const char* bad :
       {"", "2027-11-31", "2023-02-29", "1900-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "0000-01-01",
        "2027-1-1", "2027/11/30", "2027-11-30 ", "abcd-ef-gh"}) {
    EXPECT_FALSE(is_date(bad)) << bad;
  }
}

TEST(Suggest, FindsTheNearestName) {
  Suggester suggester;
  const std::vector<std::string_view> known = {"words", "within", "words_file", "regex"};
  EXPECT_EQ(suggester.did_you_mean("wrods", known), "; did you mean \"words\"?");
  EXPECT_EQ(suggester.did_you_mean("Words", known), "; did you mean \"words\"?");
  EXPECT_EQ(suggester.did_you_mean("word_file", known), "; did you mean \"words_file\"?");
  EXPECT_EQ(suggester.did_you_mean("rgex", known), "; did you mean \"regex\"?");
  EXPECT_EQ(suggester.did_you_mean("colour", known), "");
  EXPECT_EQ(suggester.did_you_mean("", known), "");
  EXPECT_EQ(suggester.did_you_mean(std::string(1000, 'w'), known), "");
}

TEST(Suggest, CountsInsertionsDeletionsChangesAndSwaps) {
  std::vector<std::size_t> rows[3];
  const auto distance = [&](std::string_view a, std::string_view b) { return edit_distance(a, b, 10, rows); };
  EXPECT_EQ(distance("abc", "abc"), 0U);
  EXPECT_EQ(distance("abc", "ABC"), 0U);
  EXPECT_EQ(distance("abc", "ab"), 1U);
  EXPECT_EQ(distance("abc", "abcd"), 1U);
  EXPECT_EQ(distance("abc", "axc"), 1U);
  EXPECT_EQ(distance("abc", "acb"), 1U);
  EXPECT_EQ(distance("kitten", "sitting"), 3U);
  EXPECT_EQ(distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("aaaaaa", "bbbbbb", 2, rows), 3U);
}

TEST(TextPlace, FindsWhereTextStopsBeingUtf8) {
  EXPECT_FALSE(first_ill_formed("汉字\nabc\n"));
  const auto bad = first_ill_formed("汉字\n一二\xE4\xB8");
  ASSERT_TRUE(bad);
  EXPECT_EQ(bad->line, 2U);
  EXPECT_EQ(bad->column, 3U);
}

TEST(TextPlace, QuotesSafely) {
  EXPECT_EQ(in_quotes("词"), "\"词\"");
  EXPECT_EQ(in_quotes("a\nb\x1B"), "\"a<U+000A>b<U+001B>\"");
  EXPECT_EQ(in_quotes("a\u202E"), "\"a<U+202E>\"");
  EXPECT_EQ(in_quotes("\xFF"
                      "a"),
            "\"<?>a\"");
  EXPECT_EQ(in_quotes(std::string(61, 'x')), "\"" + std::string(60, 'x') + "...\"");
  EXPECT_EQ(in_quotes(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\"");
}

TEST(TextPlace, KnowsHiddenCharactersFromEmoji) {
  EXPECT_EQ(hidden_character("微\u200B信"), "U+200B");
  EXPECT_EQ(hidden_character("微\uFE0F信"), "U+FE0F");
  EXPECT_EQ(hidden_character("\U000E0041"), "U+E0041");
  EXPECT_FALSE(hidden_character("\u2764\uFE0F"));                // a red heart
  EXPECT_FALSE(hidden_character("\U0001F468\u200D\U0001F469"));  // a couple
  EXPECT_FALSE(hidden_character("微信 WeChat，。"));
}

TEST(PackFiles, HaveTheirPlaces) {
  EXPECT_EQ(place_of("pack.toml"), PackPlace::kIdentity);
  EXPECT_EQ(place_of("rules/a.toml"), PackPlace::kRules);
  EXPECT_EQ(place_of("cases/a.b.toml"), PackPlace::kCases);
  EXPECT_EQ(place_of("lists/a.txt"), PackPlace::kLists);
  for (const char* stray : {"a.toml", "rules/a/b.toml", "lists/a.toml", "Rules/a.toml", "x/pack.toml"}) {
    EXPECT_EQ(place_of(stray), PackPlace::kStrayToml) << stray;
  }
  for (const char* ignored : {"", "a.txt", "lists/a/b.txt", "rules/a.txt", ".pack.toml", "rules/.a.toml",
                              "pack.toml~", "rules/a.toml.bak", "rules", "rules/", "rules/#a.toml#"}) {
    EXPECT_EQ(place_of(ignored), PackPlace::kIgnored) << ignored;
  }
}

}  // namespace
}  // namespace postgate_test

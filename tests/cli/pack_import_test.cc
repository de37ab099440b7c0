// `pack import --wording`: an agency's word list becomes a pack that works.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class PackImport : public CommandTest {
 protected:
  Ran import(const std::string& list, const std::vector<std::string>& more = {}) const {
    const std::string file = write("terms.csv", list);
    std::vector<std::string> arguments{"pack", "import", "--wording", file, "-o", path("made")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  Ran scan(const std::string& post) const {
    return run({"scan", "--pack", path("made"), "--format", "jsonl", "-"}, post);
  }
};

TEST_F(PackImport, APlainListBecomesOneRuleAnAction) {
  const Ran made = import("# our list\n旧称一号\n旧称二号\n旧称一号\n");
  EXPECT_EQ(made.exit_status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("2 terms in 1 rule, 1 repeated; checked"));
  EXPECT_EQ(scan("旧称二号楼今天开放").lines().at(0)["action"], "flag");
  EXPECT_EQ(scan("新楼今天开放").lines().at(0)["action"], "allow");
}

TEST_F(PackImport, AHeaderLineNamesTheColumns) {
  const Ran made = import(
      "规范表述,错误表述,级别,例外\n市场监督管理局,工商局,hold,原工商局|工商局旧址\n\"残疾人\",\"残废人\",,"
      "\n");
  EXPECT_EQ(made.exit_status, 0) << made.err;
  const Json verdict = scan("请到工商局办理").lines().at(0);
  EXPECT_EQ(verdict["action"], "hold");
  EXPECT_THAT(verdict["findings"][0]["hint"]["zh"].get<std::string>(), HasSubstr("市场监督管理局"));
  EXPECT_THAT(run({"scan", "--pack", path("made"), "--input", "lines", "-"}, "请到工商局办理").out,
              HasSubstr("改法  把“工商局”改为“市场监督管理局”"));
  EXPECT_EQ(scan("参观工商局旧址").lines().at(0)["action"], "allow");
  EXPECT_EQ(scan("慰问残 废 人").lines().at(0)["action"], "flag");
  EXPECT_EQ(scan("不得使用“残废人”").lines().at(0)["action"], "allow");
}

TEST_F(PackImport, TheDayDecidesWhatIsInForce) {
  const std::string list = "term,preferred,from\n旧区名,新区名,2026-07-01\n老词,新词,\n";
  const Ran before = import(list, {"--date", "2026-06-30"});
  EXPECT_THAT(before.out, HasSubstr("1 term in 1 rule, 1 not in force yet"));
  EXPECT_EQ(scan("旧区名地图").lines().at(0)["action"], "allow");
  std::filesystem::remove_all(path("made"));
  EXPECT_EQ(import(list, {"--date", "2026-07-01"}).exit_status, 0);
  EXPECT_EQ(scan("旧区名地图").lines().at(0)["action"], "flag");
}

TEST_F(PackImport, ThousandsOfEntries) {
  std::string list;
  for (int i = 0; i < 3000; ++i) {
    list += "旧名" + std::to_string(i) + "号,新名" + std::to_string(i) + "号\n";
  }
  const Ran made = import(list, {"--action", "block", "--name", "terms", "--pack-version", "3"});
  EXPECT_EQ(made.exit_status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("3000 terms in 3000 rules"));
  const Json verdict = scan("见旧名2999号文件").lines().at(0);
  EXPECT_EQ(verdict["action"], "block");
  EXPECT_EQ(verdict["pack"][0]["version"], 3);
  EXPECT_THAT(verdict["findings"][0]["hint"]["zh"].get<std::string>(), HasSubstr("新名2999号"));
}

TEST_F(PackImport, MistakesAreNamedWithTheirLine) {
  const Ran made = import("甲\n部门名称,规范名称,sometimes\n词条,词条\n老名,新名\n老名,别名\n");
  EXPECT_EQ(made.exit_status, 2);
  EXPECT_THAT(made.err, HasSubstr("terms.csv:1: a term needs two characters or more"));
  EXPECT_THAT(made.err, HasSubstr("terms.csv:2: the action is flag, hold or block"));
  EXPECT_THAT(made.err, HasSubstr("terms.csv:3: the preferred form is the term itself"));
  EXPECT_THAT(made.err, HasSubstr("terms.csv:5: the term has another preferred form"));
  EXPECT_FALSE(std::filesystem::exists(path("made")));
}

TEST_F(PackImport, HostileListsAreRefusedOrTaken) {
  EXPECT_EQ(import("\xff\xfe词\n").exit_status, 2);
  EXPECT_EQ(import("\"not closed\n").exit_status, 2);
  EXPECT_EQ(import("\n\n").exit_status, 2);
  // Quotes, backslashes and comment signs are letters of a term.
  const Ran made = import("\"a\"\"b\\c\"\n话题#标签\n");
  EXPECT_EQ(made.exit_status, 0) << made.err;
  EXPECT_EQ(import("旧词条\n").exit_status, 2);  // the folder is in use
}

}  // namespace
}  // namespace postgate_cli_test

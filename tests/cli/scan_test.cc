// `scan` for people: exit statuses, the text format, usage mistakes.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Scan : public CommandTest {
 protected:
  // What the command writes to a terminal.
  std::string on_terminal(const std::vector<std::string>& arguments,
                          const std::vector<std::string>& environment) const {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return "no terminal";
    const int slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    run_into(arguments, slave, environment);
    close(slave);
    std::string all;
    char buffer[4096];
    for (ssize_t got; (got = read(master, buffer, sizeof buffer)) > 0;) {
      all.append(buffer, static_cast<std::size_t>(got));
    }
    close(master);
    return all;
  }
};

TEST_F(Scan, EverythingMayBePublishedIsStatus0) {
  const Ran ran = scan_text({write("a.txt", "a clean post"), write("b.txt", "flag-me, but publish")});
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, HasSubstr("✔ 放行 allow  " + path("a.txt")));
  EXPECT_THAT(ran.out, HasSubstr("⚑ 记录 flag  " + path("b.txt")));
  EXPECT_THAT(ran.out, HasSubstr("共 2 条："));
}

TEST_F(Scan, SomethingHeldOrBlockedIsStatus1) {
  EXPECT_EQ(scan_text({"-"}, "hold-me").exit_status, 1);
  EXPECT_EQ(scan_text({"-"}, "block-me").exit_status, 1);
  EXPECT_EQ(scan_text({}, "block-me").exit_status, 1) << "no file is standard input";
}

TEST_F(Scan, RulesThatSayTheSameOfOnePlaceAreToldOnce) {
  const std::string rules = path("pack/rules/words.toml");
  std::string more = read_file(rules);
  const std::size_t hold = more.find("[[rule]]\nid       = \"test.hold\"");
  ASSERT_NE(hold, std::string::npos);
  std::string twin = more.substr(hold, more.find("[[rule]]", hold + 1) - hold);
  twin.replace(twin.find("test.hold"), 9, "test.twin");
  write("pack/rules/words.toml", more + "\n" + twin);
  const Ran ran = run({"scan", "--pack", pack(), "--lang", "en", "-"}, "please hold-me; 加微信");
  EXPECT_THAT(ran.out, HasSubstr("also    test.twin\n"));
  EXPECT_EQ(ran.out.find("\u25CF"), ran.out.find("\u25CF hold word  test.hold")) << ran.out;
  const Ran all = run({"scan", "-v", "--pack", pack(), "--lang", "en", "-"}, "please hold-me");
  EXPECT_THAT(all.out, HasSubstr("\u25CF hold word  test.twin"));
  EXPECT_EQ(
      run({"scan", "--pack", pack(), "--format", "jsonl", "-"}, "hold-me").lines().at(0)["findings"].size(),
      2U);
}

TEST_F(Scan, WhatLetsAPostPassIsShown) {
  const Ran ran = scan_text({"-"}, "please hold-me now");
  EXPECT_THAT(ran.out, HasSubstr("改法  删去“hold-me”\n"));
  EXPECT_THAT(scan_text({"--lang", "en", "-"}, "please hold-me now").out,
              HasSubstr("mend    delete “hold-me”\n"));
  EXPECT_THAT(scan_text({"--no-fix", "-"}, "please hold-me now").out, Not(HasSubstr("改法")));
  EXPECT_THAT(scan_text({"-"}, "hold-me").out, Not(HasSubstr("改法"))) << "nothing would be left";
}

TEST_F(Scan, ProfileDecidesWhatIsStopped) {
  EXPECT_EQ(scan_text({"--profile", "report-only", "-"}, "block-me").exit_status, 0);
  const Ran ran = scan_text({"--profile", "no-such", "-"}, "clean");
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.err, HasSubstr("no-such"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(Scan, WrongUsageIsStatus2) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"no-such-command"},
      {"scan", "--no-such-option"},
      {"scan", "--format", "xml"},
      {"scan", "--input", "pdf"},
      {"scan", "--pack"},
      {"scan", "--pack", path("no-such-pack")},
      {"scan", "--pack", write("file.pgp", "x")},
      {"pack"},
      {"pack", "check"},
  };
  for (const auto& arguments : wrong) {
    const Ran ran = run(arguments, "clean");
    EXPECT_EQ(ran.exit_status, 2) << testing::PrintToString(arguments);
    EXPECT_NE(ran.err, "") << testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "") << testing::PrintToString(arguments);
  }
}

TEST_F(Scan, BadPackIsStatus2AndShowsThePlace) {
  write("bad/pack.toml", "[pack]\nname = \"bad\"\nno_such_key = 1\n");
  const Ran ran = run({"scan", "--pack", path("bad"), "-"}, "clean");
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr(path("bad") + "/pack.toml:3:"));
  EXPECT_THAT(ran.err, HasSubstr("no_such_key"));
}

TEST_F(Scan, ABuiltPackFileIsRefusedWithWords) {
  const Ran ran = run({"scan", "--pack", write("pack.pgp", "x"), "-"}, "clean");
  EXPECT_THAT(ran.err, HasSubstr("it does not begin as one"));
}

TEST_F(Scan, TheDefaultPackIsBuiltIn) {
  const Ran ran = run({"scan", "--format", "jsonl", "-"}, "全体职工务必下载“示例通”APP");
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  const Json verdict = ran.lines().at(0);
  EXPECT_EQ(verdict["action"], "block");
  EXPECT_EQ(verdict["pack"][0]["name"], "gov-cn");
}

TEST_F(Scan, SeveralPacksJudgeTogether) {
  const Ran ran = run({"scan", "--pack", "gov-cn", "--pack", pack(), "--format", "jsonl", "-"}, "flag-me");
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  const Json verdict = ran.lines().at(0);
  EXPECT_EQ(verdict["action"], "flag");
  ASSERT_EQ(verdict["pack"].size(), 2U);
  EXPECT_EQ(verdict["pack"][1]["name"], "small");
}

TEST_F(Scan, AFindingShowsRulePlaceClauseAndHint) {
  const Ran ran = scan_text({"-"}, "第一行\n请大家务必安装某APP，谢谢");
  EXPECT_THAT(ran.out, HasSubstr("✖ 阻止 block"));
  EXPECT_THAT(ran.out, HasSubstr("强制安装 (forced install)  test.must-install"));
  EXPECT_THAT(ran.out, HasSubstr("2:4   请大家【务必安装】某APP，谢谢"));
  EXPECT_THAT(ran.out, HasSubstr("依据  测试办法：“不得出现测试词”\n"));
  EXPECT_THAT(ran.out, HasSubstr("建议  改为自愿 (make it voluntary)"));
}

TEST_F(Scan, EnglishOnRequest) {
  const Ran ran = scan_text({"--lang", "en", "-"}, "hold-me");
  EXPECT_THAT(ran.out, HasSubstr("hold"));
  EXPECT_THAT(ran.out, HasSubstr("hold word  test.hold"));
  EXPECT_THAT(ran.out, Not(HasSubstr("待审")));
}

TEST_F(Scan, FoldsAreToldInWords) {
  const Ran ran = scan_text({"-"}, "快来加 微 信领奖");
  EXPECT_THAT(ran.out, HasSubstr("【加 微 信】"));
  EXPECT_THAT(ran.out, HasSubstr("还原  夹在字间的空格和符号"));
}

TEST_F(Scan, TextOfAPostCannotControlTheTerminal) {
  const Ran ran = scan_text({"-"}, "\x1b[2J\x1b]0;title\x07 hold-me \xE2\x80\xAEtxet \x1b[31m");
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(ran.out, Not(HasSubstr("\x07")));
  EXPECT_THAT(ran.out, HasSubstr("<202E>"));
}

TEST_F(Scan, ALongFindingIsShortened) {
  std::string text = "务必";
  for (int i = 0; i < 20'000; ++i) text += "安";
  const Ran ran = scan_text({"-"}, text + "安装APP");
  EXPECT_LT(ran.out.size(), 2000U);
}

TEST_F(Scan, ColourOnlyOnATerminal) {
  const std::string file = write("a.txt", "hold-me");
  const std::vector<std::string> arguments = {"scan", "--pack", pack(), file};
  EXPECT_THAT(run(arguments).out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(on_terminal(arguments, {"TERM=xterm"}), HasSubstr("\x1b[1;33m"));
  EXPECT_THAT(on_terminal(arguments, {"TERM=xterm", "NO_COLOR=1"}), Not(HasSubstr("\x1b[")));
  EXPECT_THAT(on_terminal(arguments, {"TERM=dumb"}), Not(HasSubstr("\x1b[")));
  EXPECT_THAT(run({"scan", "--color", "always", "--pack", pack(), file}).out, HasSubstr("\x1b[1;33m"));
}

TEST_F(Scan, HelpHasAnExampleForEveryCommand) {
  const std::vector<std::vector<std::string>> commands = {
      {}, {"scan"}, {"explain"}, {"pack"}, {"pack", "check"}};
  for (std::vector<std::string> arguments : commands) {
    arguments.emplace_back("--help");
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.exit_status, 0);
    EXPECT_THAT(ran.out, HasSubstr("Example")) << testing::PrintToString(arguments);
    EXPECT_EQ(ran.err, "");
  }
}

TEST_F(Scan, VersionNamesItsParts) {
  const Ran ran = run({"--version"});
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_THAT(ran.out, StartsWith("postgate "));
  for (const char* part : {"\nabi", "\nmatcher", "\nunicode", "\npack     gov-cn", "sha256:"}) {
    EXPECT_THAT(ran.out, HasSubstr(part));
  }
}

}  // namespace
}  // namespace postgate_cli_test

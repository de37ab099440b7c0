// Pack files by the command: built, signed, verified, used; and minisign's opinion of them.
#include <gmock/gmock.h>

#include <cstdlib>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class PackFile : public CommandTest {
 protected:
  std::string built(const std::string& name = "small.pgpack") const {
    const Ran ran = run({"pack", "build", pack(), "-o", path(name)});
    EXPECT_EQ(ran.exit_status, 0) << ran.err;
    return path(name);
  }
  void make_keys() const {
    const Ran ran = run({"pack", "keygen", "-p", path("k.pub"), "-s", path("k.key")});
    ASSERT_EQ(ran.exit_status, 0) << ran.err;
  }
  static bool has_minisign() { return std::system("minisign -v >/dev/null 2>&1") == 0; }
  static int shell(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }
};

TEST_F(PackFile, TheSameSourceGivesTheSameBytes) {
  const std::string a = read_file(built("a"));
  EXPECT_EQ(a, read_file(built("b")));
  EXPECT_THAT(a, HasSubstr("postgate-pack 1\nname small\nversion 7\n"));
  const Ran dated =
      run({"pack", "build", pack(), "-o", path("c"), "--date", "2026-11-24", "--format", "json"});
  EXPECT_EQ(dated.exit_status, 0) << dated.err;
  EXPECT_EQ(dated.lines().at(0)["date"], "2026-11-24");
  EXPECT_NE(a, read_file(path("c")));
}

TEST_F(PackFile, IsTakenWhereAFolderIs) {
  const std::string file = built();
  const Ran ran =
      run({"scan", "--pack", file, "--format", "jsonl", "--input", "lines", "-"}, "hold-me\nclean\n");
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  const Ran from_folder =
      run({"scan", "--pack", pack(), "--format", "jsonl", "--input", "lines", "-"}, "hold-me\nclean\n");
  EXPECT_EQ(ran.out, from_folder.out);
  EXPECT_EQ(run({"pack", "check", file}).exit_status, 0);
  EXPECT_EQ(run({"explain", "--pack", file, "--text", "hold-me"}).exit_status, 1);
}

TEST_F(PackFile, ABadPackIsNotBuilt) {
  write("pack/rules/words.toml", read_file(path("pack/rules/words.toml")) + "\nnonsense = 1\n");
  const Ran ran = run({"pack", "build", pack(), "-o", path("x")});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.err, HasSubstr("unknown-key"));
  EXPECT_FALSE(std::filesystem::exists(path("x")));
}

TEST_F(PackFile, SignedAndVerified) {
  const std::string file = built();
  make_keys();
  EXPECT_EQ(run({"pack", "keygen", "-p", path("k.pub"), "-s", path("k.key")}).exit_status, 2)
      << "not overwritten";
  ASSERT_EQ(run({"pack", "sign", "-s", path("k.key"), file}).exit_status, 0);
  const Ran good = run({"pack", "verify", "-p", path("k.pub"), file});
  EXPECT_EQ(good.exit_status, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("postgate-pack small 7 sha256:"));
  const std::string bytes = read_file(file);
  write("small.pgpack", bytes + "x");
  EXPECT_EQ(run({"pack", "verify", "-p", path("k.pub"), file}).exit_status, 2);
  EXPECT_EQ(run({"scan", "--pack", file, "--trust", path("k.pub"), "-"}, "x").exit_status, 2);
  write("small.pgpack", bytes);
  EXPECT_EQ(run({"scan", "--pack", file, "--trust", path("k.pub"), "-"}, "x").exit_status, 0);
  EXPECT_EQ(run({"scan", "--pack", file, "--trust", "small=" + path("k.pub"), "-"}, "x").exit_status, 0);
  EXPECT_EQ(run({"scan", "--pack", file, "--trust", "other=" + path("k.pub"), "-"}, "x").exit_status, 2);
  EXPECT_EQ(run({"scan", "--pack", file, "--trust", path("k.pub"), "--revoke", path("k.pub"), "-"}, "x")
                .exit_status,
            2);
  EXPECT_EQ(run({"scan", "--pack", pack(), "--trust", path("k.pub"), "-"}, "x").exit_status, 2) << "a folder";
}

TEST_F(PackFile, RememberedVersionsAreNotUndone) {
  const std::string new_file = built("new");
  const std::string source = read_file(path("pack/pack.toml"));
  write("pack/pack.toml", std::string(source).replace(source.find("= 7"), 3, "= 6"));
  const std::string old_file = built("old");
  const auto scan = [&](const std::string& file, const std::vector<std::string>& more) {
    std::vector<std::string> all = {"scan", "--pack", file, "--state", path("state")};
    all.insert(all.end(), more.begin(), more.end());
    all.emplace_back("-");
    return run(all, "x");
  };
  EXPECT_EQ(scan(old_file, {}).exit_status, 0);
  EXPECT_EQ(scan(new_file, {}).exit_status, 0);
  const Ran refused = scan(old_file, {});
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("older than version 7"));
  EXPECT_EQ(scan(new_file, {"--now", "4102444800"}).exit_status, 0) << "expired, but installed before";
}

TEST_F(PackFile, MinisignAndPostgateAgree) {
  if (!has_minisign()) GTEST_SKIP() << "minisign is not installed";
  const std::string file = built();
  make_keys();
  ASSERT_EQ(run({"pack", "sign", "-s", path("k.key"), file}).exit_status, 0);
  EXPECT_EQ(shell("minisign -V -p " + path("k.pub") + " -m " + file), 0);
  // minisign's keys and signatures, the older kind, too
  ASSERT_EQ(shell("minisign -G -W -p " + path("m.pub") + " -s " + path("m.key")), 0);
  for (const std::string& kind : {std::string(), std::string("-l ")}) {
    ASSERT_EQ(shell("minisign -S " + kind + "-s " + path("m.key") + " -m " + file + " -t hello"), 0);
    const Ran ran = run({"pack", "verify", "-p", path("m.pub"), file});
    EXPECT_EQ(ran.exit_status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("hello"));
  }
  // and either signs with the key of the other
  ASSERT_EQ(run({"pack", "sign", "-s", path("m.key"), file}).exit_status, 0);
  EXPECT_EQ(shell("minisign -V -p " + path("m.pub") + " -m " + file), 0);
  ASSERT_EQ(shell("minisign -S -W -s " + path("k.key") + " -m " + file), 0);
  EXPECT_EQ(run({"pack", "verify", "-p", path("k.pub"), file}).exit_status, 0);
}

TEST_F(PackFile, WhatItMakesOfInnocentTextIsInTheFileAndMayBeTooMuch) {
  const std::string benign = write("benign/a.txt", "hold-me\n" + std::string(99, 'x') + "\n");
  const auto build = [&](const char* name, std::vector<std::string> more) {
    std::vector<std::string> all = {"pack", "build", pack(), "-o", path(name)};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  };
  ASSERT_EQ(build("plain", {}).exit_status, 0);
  const Ran built = build("measured", {"--benign", path("benign")});
  EXPECT_EQ(built.exit_status, 0) << built.err;
  EXPECT_THAT(built.out, HasSubstr("106 characters tried, 1 post of them held or blocked"));
  ASSERT_EQ(build("again", {"--benign", path("benign")}).exit_status, 0);
  EXPECT_EQ(read_file(path("measured")), read_file(path("again")));
  EXPECT_THAT(read_file(path("measured")), HasSubstr("\nbenign-characters 106\nfalse-hits 1\nfile "));
  EXPECT_EQ(build("x", {"--benign", path("missing")}).exit_status, 2);
  EXPECT_FALSE(std::filesystem::exists(path("x")));

  const auto takes = [&](const char* name, const char* budget) {
    return run({"scan", "--pack", path(name), "--budget", budget, "-"}, "x");
  };
  EXPECT_EQ(takes("measured", "false-hits=9434").exit_status, 0);
  const Ran over = takes("measured", "false-hits=9433");
  EXPECT_EQ(over.exit_status, 2);
  EXPECT_THAT(over.err,
              HasSubstr("stops 9434 innocent posts a million characters, the host allows at most 9433"));
  EXPECT_THAT(takes("plain", "false-hits=9434").err, HasSubstr("build it with --benign"));
  EXPECT_EQ(takes("plain", "words=10").exit_status, 0);
  EXPECT_EQ(takes("plain", "words=9").exit_status, 2);
  EXPECT_EQ(takes("plain", "word=9").exit_status, 2);
}

TEST_F(PackFile, ALimitThatIsTooLowNamesTheRegex) {
  std::string rules = read_file(path("pack/rules/words.toml"));
  for (int i = 0; i < 400; ++i) {  // each is within the limits of a regex; together they take far more
    const std::string number = std::to_string(i);
    rules += "\n[[signal]]\nid = \"heavy-" + number + "\"\nregex = ['.{1,100}x" + number + ".{1,80}y']\n";
  }
  write("pack/rules/words.toml", rules);
  const Ran ran = run({"pack", "build", pack(), "-o", path("x"), "--max-seconds", "1"});
  EXPECT_EQ(ran.exit_status, 2) << ran.out << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("the regex at rules/words.toml:"));
  EXPECT_THAT(ran.err, HasSubstr(" of heavy-"));
  EXPECT_THAT(ran.err, HasSubstr("needed more than 1 s"));
  EXPECT_FALSE(std::filesystem::exists(path("x")));
}

}  // namespace
}  // namespace postgate_cli_test

// `pack check`: what an ops person sees of a good pack and of a bad one.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class PackCheck : public CommandTest {
 protected:
  // The small pack with an unknown key, an unknown category and an example that is not found.
  std::string bad_pack() const {
    write_small_pack(path("bad"));
    std::string rules = read_file(path("bad/rules/words.toml"));
    rules += R"(
[[rule]]
id       = "test.wrong"
category = "no-such-category"
action   = "hold"
grade    = 2
title    = { zh = "错", en = "wrong" }
"中文键" = 1
words    = ["wrong-word"]
hint     = { zh = "无", en = "none" }
examples = ["a wrong-word", "wrong-word"]
counter  = ["clean", "nothing"]
)";
    write("bad/rules/words.toml", rules);
    return path("bad");
  }
  std::string failing_pack() const {
    write_small_pack(path("failing"));
    std::string rules = read_file(path("failing/rules/words.toml"));
    const std::string before = "\"a flag-me b\"";
    rules.replace(rules.find(before), before.size(), "\"not to be found\"");
    write("failing/rules/words.toml", rules);
    return path("failing");
  }
};

TEST_F(PackCheck, AGoodPackIsStatus0WithItsFigures) {
  const Ran ran = run({"pack", "check", pack()});
  EXPECT_EQ(ran.exit_status, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("✔ " + pack() + ": "));
  for (const char* words : {"small 7 (2026.1.0)", "expires 2036-01-01", "sha256:", "4 rules", "6 signals",
                            "regexes", "16 examples run", " ms"}) {
    EXPECT_THAT(ran.out, HasSubstr(words));
  }
}

TEST_F(PackCheck, EveryMistakeHasPlaceCodeRuleAndLine) {
  const Ran ran = run({"pack", "check", bad_pack()});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.out, HasSubstr(path("bad") + "/rules/words.toml:"));
  EXPECT_THAT(ran.out, HasSubstr("error[unknown-category] test.wrong: "));
  EXPECT_THAT(ran.out, HasSubstr("error[unknown-key]"));
  EXPECT_THAT(ran.out, HasSubstr("| category = \"no-such-category\"\n"));
  EXPECT_THAT(ran.out, HasSubstr("| \"中文键\" = 1\n"));
  EXPECT_THAT(ran.out, HasSubstr("^"));
  EXPECT_THAT(ran.out, HasSubstr("✖ " + path("bad") + ": 2 errors"));
}

TEST_F(PackCheck, AnExampleThatIsNotFoundFails) {
  const Ran ran = run({"pack", "check", failing_pack()});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.out, HasSubstr("not to be found"));
  EXPECT_THAT(ran.out, HasSubstr("test.flag"));
}

TEST_F(PackCheck, SeveralPacksAreCheckedEachOnItsOwn) {
  const Ran ran = run({"pack", "check", bad_pack(), pack()});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.out, HasSubstr("✖ " + path("bad")));
  EXPECT_THAT(ran.out, HasSubstr("✔ " + pack()));
}

TEST_F(PackCheck, JsonForPrograms) {
  const Ran ran = run({"pack", "check", "--format", "json", bad_pack(), pack()});
  EXPECT_EQ(ran.exit_status, 2);
  const std::vector<Json> packs = ran.lines();
  ASSERT_EQ(packs.size(), 2U);
  EXPECT_EQ(packs[0]["ok"], false);
  EXPECT_EQ(packs[0]["errors"], 2);
  bool seen = false;
  for (const Json& diagnostic : packs[0]["diagnostics"]) {
    if (diagnostic["code"] != "unknown-category") continue;
    seen = true;
    EXPECT_EQ(diagnostic["severity"], "error");
    EXPECT_EQ(diagnostic["file"], "rules/words.toml");
    EXPECT_EQ(diagnostic["rule"], "test.wrong");
    EXPECT_GT(diagnostic["line"], 60);
  }
  EXPECT_TRUE(seen) << ran.out;
  EXPECT_EQ(packs[1]["ok"], true);
  EXPECT_EQ(packs[1]["name"], "small");
  EXPECT_EQ(packs[1]["rules"], 4);
  EXPECT_EQ(packs[1]["examples"], 16);
  EXPECT_TRUE(packs[1].contains("compile_ms"));
}

TEST_F(PackCheck, AFolderThatIsNotThereOrNotAPack) {
  const Ran missing = run({"pack", "check", path("missing")});
  EXPECT_EQ(missing.exit_status, 2);
  EXPECT_THAT(missing.out, HasSubstr("No such file"));
  write("empty/readme.txt", "no pack");
  const Ran empty = run({"pack", "check", path("empty")});
  EXPECT_EQ(empty.exit_status, 2);
  EXPECT_THAT(empty.out, HasSubstr("pack.toml"));
  EXPECT_EQ(run({"pack", "check", write("file", "x")}).exit_status, 2);
}

TEST_F(PackCheck, BrokenTomlShowsTheLine) {
  write("broken/pack.toml", "[pack]\nname = \n");
  const Ran ran = run({"pack", "check", path("broken")});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.out, HasSubstr("pack.toml:2:"));
}

TEST_F(PackCheck, TextOfAPackCannotControlTheTerminal) {
  write("evil/pack.toml", "[pack]\nname = \"\x1b[2J\"\n\"k\\u001b[31m\" = 1\n");
  const Ran ran = run({"pack", "check", path("evil")});
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b")));
}

TEST_F(PackCheck, HygieneWarnsOnlyWhenAsked) {
  write("worn/pack.toml",
        "[pack]\nname = \"worn\"\nversion = 1\n[[category]]\nid = \"c\"\nclause = { document = \"d\", text = "
        "\"t\" }\n");
  write("worn/rules/r.toml",
        "[[rule]]\nid = \"r.one\"\ncategory = \"c\"\naction = \"flag\"\ngrade = 4\nwords = [\"微信\", "
        "\"加微信\"]\nexcept = [\"电话\"]\nexamples = [\"微信\", \"加微信\"]\ncounter = [\"a\", \"b\"]\n");
  EXPECT_THAT(run({"pack", "check", path("worn")}).out, HasSubstr("clean"));
  const Ran ran = run({"pack", "check", "--hygiene", path("worn")});
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_THAT(ran.out, HasSubstr("word-shadowed"));
  EXPECT_THAT(ran.out, HasSubstr("except-never"));
  EXPECT_EQ(run({"pack", "check", "--hygiene", "--strict", path("worn")}).exit_status, 2);
}

}  // namespace
}  // namespace postgate_cli_test

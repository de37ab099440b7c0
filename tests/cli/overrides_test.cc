// Several packs: a later one switches off or lowers a rule of an earlier one, and the verdict says so.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class Overrides : public CommandTest {
 protected:
  // A pack with one rule of its own and these lines in its pack.toml.
  std::string agency(const std::string& lines) const {
    write("agency/pack.toml",
          "[pack]\nname = \"agency\"\nversion = 1\n[[category]]\nid = \"own\"\nclause = { document = \"d\", "
          "text = "
          "\"t\" }\n" +
              lines);
    write(
        "agency/rules/own.toml",
        "[[rule]]\nid = \"own.word\"\ncategory = \"own\"\naction = \"flag\"\ngrade = 4\nwords = [\"zzyzx\"]\n"
        "examples = [\"zzyzx\", \"a zzyzx\"]\ncounter = [\"a\", \"b\"]\n");
    return path("agency");
  }
  static std::string change(const std::string& rule, const std::string& action) {
    return "[[override]]\nrule = \"" + rule + "\"\naction = \"" + action +
           "\"\nreason = \"reviewed by the desk\"\n";
  }
  Json verdict(const std::string& lines, const std::string& text) const {
    const Ran ran =
        run({"scan", "--pack", pack(), "--pack", agency(lines), "--input", "text", "--format", "jsonl", "-"},
            text);
    EXPECT_NE(ran.exit_status, 2) << ran.err;
    return ran.lines().empty() ? Json() : ran.lines().front();
  }
  // The name of the tests' pack.
  std::string name() const {
    return Json::parse(run({"pack", "check", "--format", "json", pack()}).out)["name"].get<std::string>();
  }
};

TEST_F(Overrides, ARuleIsLoweredAndTheVerdictSaysWhy) {
  const Json lowered = verdict(change(name() + "/test.block", "flag"), "block-me");
  EXPECT_EQ(lowered["action"], "flag");
  EXPECT_EQ(lowered["findings"][0]["action"], "flag");
  EXPECT_EQ(lowered["excused"][0]["by"], "lowered");
  EXPECT_EQ(lowered["excused"][0]["what"], "agency");
  EXPECT_EQ(lowered["excused"][0]["reason"], "reviewed by the desk");
}

TEST_F(Overrides, ARuleIsSwitchedOffAndTheOthersStay) {
  const Json off = verdict(change(name() + "/test.block", "disable"), "block-me, hold-me");
  EXPECT_EQ(off["action"], "hold");
  EXPECT_EQ(off["excused"][0]["by"], "disabled");
  EXPECT_EQ(off["excused"][0]["rule"], "test.block");
}

TEST_F(Overrides, PeopleReadWhichPackChangedTheRule) {
  const auto text = [&](const std::string& action) {
    const std::string lines = change(name() + "/test.block", action);
    return run({"scan", "--pack", pack(), "--pack", agency(lines), "--lang", "en", "-"}, "block-me").out;
  };
  EXPECT_THAT(text("flag"), HasSubstr("test.block  lowered by the pack agency (reviewed by the desk)"));
  EXPECT_THAT(text("disable"), HasSubstr("test.block  switched off by the pack agency"));
}

TEST_F(Overrides, ARuleIsNeverRaised) {
  EXPECT_EQ(verdict(change(name() + "/test.flag", "hold"), "flag-me")["action"], "flag");
}

TEST_F(Overrides, WhatNamesNoRuleOfAPackBeforeIsRefused) {
  const auto scan = [&](const std::string& rule) {
    return run({"scan", "--pack", pack(), "--pack", agency(change(rule, "flag")), "-"}, "x");
  };
  const Ran unknown = scan(name() + "/no.such");
  EXPECT_EQ(unknown.exit_status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("error[unknown-rule]"));
  EXPECT_EQ(scan("another-pack/some.rule").exit_status, 0) << "a pack that is not loaded is a warning only";
  const Ran before =
      run({"scan", "--pack", agency(change(name() + "/test.block", "flag")), "--pack", pack(), "-"}, "x");
  EXPECT_EQ(before.exit_status, 2);
  EXPECT_THAT(before.err, HasSubstr("override-order"));
}

}  // namespace
}  // namespace postgate_cli_test

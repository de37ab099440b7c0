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

class WornPack : public PackCheck {
 protected:
  // Two rules; the first one has needless things, and `more` lines.
  std::string worn(const std::string& more = {}) const {
    write("worn/pack.toml",
          "[pack]\nname = \"worn\"\nversion = 1\n"
          "[[category]]\nid = \"c\"\nclause = { document = \"d\", text = \"t\" }\n"
          "[[category]]\nid = \"d\"\nclause = { document = \"d\", text = \"u\" }\n");
    write("worn/rules/r.toml",
          "[[rule]]\nid = \"r.one\"\ncategory = \"c\"\naction = \"flag\"\ngrade = 4\nwords = [\"微信\", "
          "\"加微信\"]\nexcept = [\"电话\"]\nexamples = [\"微信\", \"加微信卖药\"]\ncounter = [\"卖药\", "
          "\"b\"]\n" +
              more +
              "[[rule]]\nid = \"r.two\"\ncategory = \"d\"\naction = \"hold\"\ngrade = 2\nwords = [\"卖药\"]\n"
              "examples = [\"卖药\", \"有人卖药\"]\ncounter = [\"买药\", \"药\"]\n");
    return path("worn");
  }
  std::vector<std::string> codes(const std::string& pack) const {
    std::vector<std::string> codes;
    const Ran ran = run({"pack", "check", "--format", "json", pack});
    EXPECT_EQ(ran.exit_status, 0) << ran.out;
    const Json checked = ran.lines().at(0);
    for (const Json& diagnostic : checked["diagnostics"]) {
      EXPECT_EQ(diagnostic["severity"], "note");
      codes.push_back(diagnostic["code"]);
    }
    return codes;
  }
};

TEST_F(WornPack, HygieneIsCountedByKindAndListedWhenAsked) {
  const Ran brief = run({"pack", "check", worn()});
  EXPECT_EQ(brief.exit_status, 0);
  EXPECT_THAT(brief.out, HasSubstr(": clean, 4 notes"));
  EXPECT_THAT(brief.out, HasSubstr("1 word-shadowed        rules/r.toml:6"));
  EXPECT_THAT(brief.out, Not(HasSubstr("warning[")));
  EXPECT_EQ(run({"pack", "check", "--strict", worn()}).exit_status, 0) << "notes are no warnings";
  const Ran all = run({"pack", "check", "--hygiene", worn()});
  EXPECT_EQ(all.exit_status, 0);
  EXPECT_THAT(all.out, HasSubstr("note[word-shadowed] r.one: "));
  EXPECT_THAT(all.out, HasSubstr("note[except-never]"));
  EXPECT_EQ(run({"pack", "check", "--hygiene", "--strict", worn()}).exit_status, 2);
}

TEST_F(WornPack, TextsOfARuleThatAnotherStopsUnlessItIsListed) {
  using testing::UnorderedElementsAre;
  EXPECT_THAT(codes(worn()),
              UnorderedElementsAre("word-shadowed", "except-never", "example-stopped", "counter-stopped"));
  EXPECT_THAT(codes(worn("also = [\"r.two\"]\n")), UnorderedElementsAre("word-shadowed", "except-never"));
  for (const char* bad : {"r.one", "r.three"}) {
    const Ran ran = run({"pack", "check", worn("also = [\"" + std::string(bad) + "\"]\n")});
    EXPECT_EQ(ran.exit_status, 2);
    EXPECT_THAT(ran.out, HasSubstr("error[unknown-rule] r.one: `also` names other rules"));
  }
}

TEST_F(PackCheck, CostOfEachRuleAlone) {
  const Ran text = run({"pack", "check", "--cost", pack()});
  EXPECT_EQ(text.exit_status, 0);
  EXPECT_THAT(text.out, HasSubstr("cost of each rule alone"));
  const Ran ran = run({"pack", "check", "--cost", "--format", "json", pack()});
  const Json costs = ran.lines().at(0)["cost"];
  ASSERT_EQ(costs.size(), 4U);
  std::uint64_t before = UINT64_MAX;
  for (const Json& cost : costs) {
    EXPECT_THAT(std::string(cost["rule"]), testing::StartsWith("test."));
    EXPECT_EQ(cost["file"], "rules/words.toml");
    EXPECT_GT(cost["database_bytes"], 0);
    EXPECT_GT(cost["compile_ms"], 0.0);
    EXPECT_GT(cost["hostile_ns_per_kib"], 0);
    EXPECT_GT(cost["hostile_hits_per_kib"], 0) << "its own words are among the texts";
    EXPECT_LE(cost["hostile_ns_per_kib"], before) << "slowest first";
    before = cost["hostile_ns_per_kib"];
  }
  EXPECT_FALSE(run({"pack", "check", "--format", "json", pack()}).lines().at(0).contains("cost"));
}

TEST_F(PackCheck, APackPastItsLastDayIsAWarning) {
  std::string identity = read_file(path("pack/pack.toml"));
  const std::size_t at = identity.find("2036-01-01");
  ASSERT_NE(at, std::string::npos);
  write("pack/pack.toml", identity.replace(at, 10, "2026-01-01"));
  const Ran ran = run({"pack", "check", pack()});
  EXPECT_EQ(ran.exit_status, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("warning[pack-expired]"));
  EXPECT_EQ(run({"pack", "check", "--strict", pack()}).exit_status, 2);
}

TEST_F(PackCheck, InnocentTextThatIsStoppedIsStatus1) {
  write("benign/a.txt", "clean text\nGood. Please hold-me now! More.\na flag-me b\n");
  write("benign/b.jsonl", "{\"id\":\"x\",\"title\":\"t\",\"text\":\"nothing\"}\n");
  const Ran text = run({"pack", "check", "--benign", path("benign"), pack()});
  EXPECT_EQ(text.exit_status, 1) << text.err;
  EXPECT_THAT(text.out, HasSubstr("4 posts, 60 characters; 1 held or blocked, 16666.67 a million"));
  EXPECT_THAT(text.out, HasSubstr(pack() + ": 1 innocent post stopped\n"));
  EXPECT_THAT(text.out, HasSubstr("small/test.hold"));
  EXPECT_THAT(text.out, HasSubstr("a.txt:2  Please 【hold-me】 now!\n"));
  const Ran json = run({"pack", "check", "--format", "json", "--benign", path("benign"), pack()});
  const Json benign = json.lines().at(0)["benign"];
  EXPECT_EQ(benign["stopped"], 1);
  EXPECT_EQ(benign["characters"], 60);
  EXPECT_EQ(benign["rules"].size(), 2U) << "flags count, but do not stop";
  EXPECT_EQ(benign["rules"][0]["hits"], 1);
  EXPECT_EQ(benign["rules"][0]["sentences"][0]["found"], "hold-me");
  const Ran sarif = run({"pack", "check", "--format", "sarif", "--benign", path("benign"), pack()});
  const Json results = Json::parse(sarif.out)["runs"][0]["results"];
  ASSERT_FALSE(results.empty());
  const Json& hit = results.back();
  EXPECT_EQ(hit["ruleId"], "benign-hit");
  const Json& place = hit["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], path("benign/a.txt"));
  EXPECT_GE(place["region"]["startLine"], 2);
  EXPECT_EQ(
      run({"pack", "check", "--benign", path("benign"), "--max-false-hits", "20000", pack()}).exit_status, 0);
  EXPECT_EQ(run({"pack", "check", "--benign", path("benign/b.jsonl"), pack()}).exit_status, 0);
  EXPECT_EQ(run({"pack", "check", "--benign", path("missing"), pack()}).exit_status, 3);
}

TEST_F(WornPack, SarifForEditors) {
  const std::string bad = bad_pack();
  const Ran ran = run({"pack", "check", "--format", "sarif", bad, worn()});
  EXPECT_EQ(ran.exit_status, 2);
  const Json sarif = Json::parse(ran.out);
  EXPECT_EQ(sarif["version"], "2.1.0");
  ASSERT_EQ(sarif["runs"].size(), 2U);
  const Json& results = sarif["runs"][0]["results"];
  ASSERT_EQ(results.size(), 2U);
  const Json& rules = sarif["runs"][0]["tool"]["driver"]["rules"];
  for (const Json& result : results) {
    EXPECT_EQ(result["level"], "error");
    EXPECT_EQ(rules.at(static_cast<std::size_t>(result["ruleIndex"]))["id"], result["ruleId"]);
    const Json& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], bad + "/rules/words.toml");
    EXPECT_GT(place["region"]["startLine"], 60);
  }
  EXPECT_EQ(sarif["runs"][1]["results"][0]["level"], "note");
}

TEST_F(PackCheck, APatternBombIsRefusedWithItsRegex) {
  std::string rules = read_file(path("pack/rules/words.toml"));
  for (int i = 0; i < 400; ++i) {  // each is within the limits of a regex; together they take far more
    const std::string number = std::to_string(i);
    rules += "\n[[signal]]\nid = \"heavy-" + number + "\"\nregex = ['.{1,100}x" + number + ".{1,80}y']\n";
  }
  write("pack/rules/words.toml", rules);
  const Ran ran = run({"pack", "check", pack(), "--max-seconds", "1", "--format", "json"});
  EXPECT_EQ(ran.exit_status, 2) << ran.out << ran.err;
  const Json diagnostic = ran.lines().at(0)["diagnostics"][0];
  EXPECT_EQ(diagnostic["code"], "too-costly");
  EXPECT_EQ(diagnostic["file"], "rules/words.toml");
  EXPECT_THAT(std::string(diagnostic["rule"]), testing::StartsWith("heavy-"));
  EXPECT_GT(diagnostic["line"], 60);
}

}  // namespace
}  // namespace postgate_cli_test

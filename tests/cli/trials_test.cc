// scan --stats, --shadow and --canary: what a host can do with packs on trial, tried out in the command.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class Trials : public CommandTest {
 protected:
  // The tests' pack under another name, without its rule for hold-me.
  std::string other_pack() const {
    write_small_pack(path("other"));
    const std::string rules =
        write("other/rules/more.toml",
              "[[rule]]\nid = \"new.rule\"\ncategory = \"test\"\naction = \"block\"\ngrade = 1\n"
              "title = \"t\"\nhint = \"h\"\nwords = [\"brand-new\"]\n"
              "examples = [\"a brand-new b\", \"brand-new\"]\ncounter = [\"old\", \"older\"]\n");
    return path("other");
  }
  std::string posts() const {
    std::string all;
    for (int i = 0; i < 200; ++i) {
      all += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + (i % 10 == 0 ? "brand-new" : "clean") +
             (i % 20 == 5 ? " hold-me" : "") + "\"}\n";
    }
    return all;
  }
};

TEST_F(Trials, TheShadowStandsInTheVerdictsAndTheCounts) {
  const std::string other = other_pack();
  const Ran ran = run({"scan", "--pack", pack(), "--shadow", other, "--stats", path("stats.json"), "--input",
                       "jsonl", "--format", "jsonl", "-"},
                      posts());
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  const std::vector<Json> lines = ran.lines();
  ASSERT_EQ(lines.size(), 200U);
  EXPECT_EQ(lines[0]["action"], "allow");
  EXPECT_EQ(lines[0]["shadow"].dump(), R"({"action":"block","gained":["new.rule"],"lost":[]})");
  EXPECT_EQ(lines[1]["shadow"].dump(), R"({"action":"allow","gained":[],"lost":[]})");
  const Json stats = Json::parse(read_file(path("stats.json")));
  EXPECT_EQ(stats["posts"]["allow"], 190);
  EXPECT_EQ(stats["posts"]["hold"], 10);
  EXPECT_EQ(stats["shadow"]["stricter"], 20);
  EXPECT_EQ(stats["latency"]["measured"], 200);
  bool seen = false;
  for (const Json& rule : stats["rules"]) seen = seen || (rule["rule"] == "new.rule" && rule["gained"] == 20);
  EXPECT_TRUE(seen) << stats["rules"];
}

TEST_F(Trials, TheCanaryJudgesItsShareTheSameEveryTime) {
  const std::string other = other_pack();
  const auto scan = [&](const std::string& share, const char* threads) {
    return run({"scan", "--pack", pack(), "--canary", other + ":" + share, "-j", threads, "--input", "jsonl",
                "--format", "jsonl", "-"},
               posts());
  };
  const Ran half = scan("50", "1");
  EXPECT_EQ(half.out, scan("50", "3").out);
  std::size_t canary = 0;
  const std::vector<Json> lines = half.lines();
  for (const Json& line : lines) {
    const bool mine = line.contains("slot");
    canary += mine ? 1 : 0;
    EXPECT_EQ(line["pack"][0]["digest"] == lines[0]["pack"][0]["digest"], mine == lines[0].contains("slot"));
  }
  EXPECT_GT(canary, 60U);
  EXPECT_LT(canary, 140U);
  const Ran all = scan("100", "1");
  const Json first = all.lines().at(0);
  EXPECT_EQ(first["action"], "block");
  EXPECT_EQ(first["slot"], "canary");
  EXPECT_EQ(scan("101", "1").exit_status, 2);
  EXPECT_EQ(scan("", "1").exit_status, 2);
  EXPECT_EQ(run({"scan", "--canary", "no-such-pack:5", "-"}, "x").exit_status, 2);
  EXPECT_EQ(run({"scan", "--shadow", "no-such-pack", "-"}, "x").exit_status, 2);
}

TEST_F(Trials, StatisticsCanBePrintedAndScraped) {
  const Ran ran =
      run({"scan", "--pack", pack(), "--stats", "-", "--input", "lines", "--format", "jsonl", "-"},
          "clean\nhold-me\n");
  ASSERT_EQ(ran.lines().size(), 3U);
  EXPECT_EQ(ran.lines()[2]["posts"]["hold"], 1);
  const Ran metrics = run({"scan", "--pack", pack(), "--stats", path("m.prom"), "-"}, "clean");
  EXPECT_EQ(metrics.exit_status, 0) << metrics.err;
  EXPECT_THAT(read_file(path("m.prom")),
              HasSubstr("postgate_posts_total{slot=\"live\",verdict=\"allow\"} 1\n"));
  EXPECT_EQ(run({"scan", "--pack", pack(), "--stats", path("no/such/folder.json"), "-"}, "clean").exit_status,
            3);
}

}  // namespace
}  // namespace postgate_cli_test

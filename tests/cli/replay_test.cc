// `scan --record` and `replay`.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReplayTest : public CommandTest {
 protected:
  Ran record(const std::vector<std::string>& more, const std::string& input) const {
    std::vector<std::string> all = {"scan",     "--pack", pack(),     "--input", "jsonl",
                                    "--format", "jsonl",  "--record", file()};
    all.insert(all.end(), more.begin(), more.end());
    all.emplace_back("-");
    return run(all, input);
  }
  Ran replay(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all = {"replay", file()};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  std::string file() const { return path("posts.record"); }
  void change(const std::string& from, const std::string& to) const {
    std::string bytes = read_file(file());
    const std::size_t at = bytes.find(from);
    ASSERT_NE(at, std::string::npos);
    write("posts.record", bytes.replace(at, from.size(), to));
  }
};

constexpr const char* kPosts =
    "{\"id\":\"a\",\"text\":\"clean words\"}\n"
    "{\"id\":\"b\",\"title\":\"block-me\",\"text\":\"hold-me\",\"alt\":[\"flag-me\"]}\n"
    "{\"id\":\"c\",\"text\":\"<p>block<b>-me</b></p>\",\"format\":\"html\"}\n"
    "{\"id\":\"d\",\"text\":\"nul \\u0000 and \\uD83D\\uDE00 hold-me\"}\n";

TEST_F(ReplayTest, TheSameVerdictsWithAnyNumberOfThreads) {
  std::string posts;
  for (int i = 0; i < 300; ++i) posts += kPosts;
  ASSERT_EQ(record({}, posts).exit_status, 1);
  for (const char* threads : {"1", "2", "4"}) {
    const Ran ran = replay({"-j", threads});
    EXPECT_EQ(ran.exit_status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("1200 posts judged again: every verdict is the same, byte for byte"));
  }
}

TEST_F(ReplayTest, TheSameVerdictsWithLessOfTheCpu) {
  record({}, kPosts);
  for (const char* level : {"baseline", "avx2", "avx512", "avx512-vbmi"}) {
    const Ran ran = replay({"--cpu", level});
    if (ran.exit_status == 2 && ran.err.find("below the level") != std::string::npos) continue;
    EXPECT_EQ(ran.exit_status, 0) << level << ran.out << ran.err;
  }
  EXPECT_EQ(replay({"--cpu", "baseline"}).exit_status, 0);
  EXPECT_EQ(replay({"--cpu", "abacus"}).exit_status, 2);
}

TEST_F(ReplayTest, ThreadsWriteTheSameRecordAsOne) {
  std::string posts;
  for (int i = 0; i < 300; ++i) posts += kPosts;
  record({"--today", "2026-11-25"}, posts);
  const std::string alone = read_file(file());
  record({"--today", "2026-11-25", "-j", "3"}, posts);
  EXPECT_TRUE(read_file(file()) == alone);
}

TEST_F(ReplayTest, ARecordIsForItsOwnerAndHoldsTheVerdictLines) {
  const Ran ran = record({}, kPosts);
  struct stat facts {};
  ASSERT_EQ(stat(file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  const std::string bytes = read_file(file());
  const std::string second = ran.out.substr(0, ran.out.find('\n'));
  EXPECT_THAT(bytes, HasSubstr(",\"verdict\":" + second + ",\"sum\":\""));
}

TEST_F(ReplayTest, AnotherFileIsNotOverwritten) {
  write("posts.record", "{\"text\":\"precious\"}\n");
  EXPECT_EQ(record({}, kPosts).exit_status, 2);
  EXPECT_EQ(read_file(file()), "{\"text\":\"precious\"}\n");
}

TEST_F(ReplayTest, ADamagedLineIsNamedAndTheRestIsJudged) {
  record({}, kPosts);
  change("clean words", "clean  word");
  const Ran ran = replay();
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ran.err, HasSubstr("posts.record:2: is damaged"));
  EXPECT_THAT(ran.err, Not(HasSubstr("posts.record:3:")));
  EXPECT_THAT(ran.out, HasSubstr("3 posts judged again"));
}

TEST_F(ReplayTest, AMissingLineAndAMissingEndAreFound) {
  record({}, kPosts);
  std::string bytes = read_file(file());
  const std::size_t second = bytes.find("{\"post\":{\"id\":\"b\"");
  const std::size_t third = bytes.find("{\"post\":{\"id\":\"c\"");
  write("posts.record", bytes.substr(0, second) + bytes.substr(third));
  EXPECT_THAT(replay().err, HasSubstr("posts.record:3: is damaged, or lines before it are missing"));
  write("posts.record", bytes.substr(0, third));
  const Ran no_end = replay();
  EXPECT_EQ(no_end.exit_status, 3);
  EXPECT_THAT(no_end.err, HasSubstr("has no end"));
  write("posts.record", bytes.substr(0, third + 40));
  EXPECT_THAT(replay().err, HasSubstr("posts.record:4: is cut short"));
  write("posts.record", "");
  EXPECT_EQ(replay().exit_status, 3);
  write("posts.record", "nothing of the kind\n");
  EXPECT_EQ(replay().exit_status, 3);
  EXPECT_EQ(run({"replay", path("none")}).exit_status, 2);
}

TEST_F(ReplayTest, OtherRulesAreSaidAndTheirVerdictsShown) {
  record({}, kPosts);
  const std::string rules = read_file(pack() + "/rules/words.toml");
  std::string changed = rules;
  const std::size_t at = changed.find("\"hold\"");
  ASSERT_NE(at, std::string::npos);
  write("pack/rules/words.toml", changed.replace(at, 6, "\"flag\""));
  const Ran ran = replay();
  EXPECT_EQ(ran.exit_status, 1);
  EXPECT_THAT(ran.err, HasSubstr("other packs than those on record"));
  EXPECT_THAT(ran.out, HasSubstr("post d: the verdicts differ from byte"));
  EXPECT_THAT(ran.out, HasSubstr("verdicts differ, their packs and engine left aside"));
}

TEST_F(ReplayTest, AccountsAndTheDayAreOnRecord) {
  const std::string accounts = write("accounts.toml",
                                     "[[account]]\nid = \"one\"\nphrases = [\"never block-me again\"]\n"
                                     "[[account]]\nid = \"two\"\nprofile = \"report-only\"\n");
  const std::string posts =
      "{\"id\":\"1\",\"account\":\"one\",\"text\":\"never block-me again\"}\n"
      "{\"id\":\"2\",\"account\":\"two\",\"text\":\"never block-me again\"}\n"
      "{\"id\":\"3\",\"text\":\"never block-me again\"}\n";
  const Ran first = record({"--account", accounts, "--today", "2026-12-31", "-j", "2"}, posts);
  EXPECT_EQ(first.lines()[0]["action"], "allow");
  EXPECT_EQ(first.lines()[1]["action"], "flag");
  EXPECT_EQ(first.lines()[2]["action"], "block");
  write("accounts.toml", "");
  const Ran ran = replay({"-j", "2"});
  EXPECT_EQ(ran.exit_status, 0) << ran.out << ran.err;
}

TEST_F(ReplayTest, IllFormedTextAndAByteOrderMarkComeBack) {
  const std::string bad = write("bad.txt", "block-me \xFF\xFE");
  const std::string marked = write("marked.txt", "\xEF\xBB\xBFhold-me");
  const Ran ran = run({"scan", "--pack", pack(), "--record", file(), bad, marked});
  EXPECT_EQ(ran.exit_status, 3);
  const Ran again = replay();
  EXPECT_EQ(again.exit_status, 0) << again.out << again.err;
  EXPECT_THAT(again.out, HasSubstr("2 posts judged again"));
}

TEST_F(ReplayTest, TrialsAreNotForARecord) { EXPECT_EQ(record({"--shadow", pack()}, kPosts).exit_status, 2); }

}  // namespace
}  // namespace postgate_cli_test

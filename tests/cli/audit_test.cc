// `scan --audit` and `audit verify`.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AuditCommand : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    key_ = write("audit.key", "0123456789abcdef0123456789abcdef\n");
  }
  Ran scan(const std::string& input) const {
    return run({"scan", "--pack", pack(), "--input", "jsonl", "--format", "jsonl", "--audit", file(),
                "--audit-key", key_, "-"},
               input);
  }
  Ran verify(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"audit", "verify", "--key", key_, file()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  std::string file() const { return path("audit.jsonl"); }

  std::string key_;
};

TEST_F(AuditCommand, OneLineForEachVerdictWithoutTheText) {
  ASSERT_EQ(
      scan("{\"id\":\"a\",\"text\":\"clean words\"}\n{\"id\":\"b\",\"text\":\"block-me now\"}\n").exit_status,
      1);
  ASSERT_EQ(scan("{\"id\":\"c\",\"text\":\"flag-me\"}\n").exit_status, 0);
  const std::string lines = read_file(file());
  EXPECT_THAT(lines, Not(HasSubstr("clean words")));
  EXPECT_THAT(lines, Not(HasSubstr("block-me")));
  const Json second = Json::parse(
      lines.substr(lines.find('\n') + 1, lines.find('\n', lines.find('\n') + 1) - lines.find('\n') - 1));
  EXPECT_EQ(second["seq"], 2);
  EXPECT_EQ(second["post"], "b");
  EXPECT_EQ(second["action"], "block");
  EXPECT_EQ(second["findings"][0]["bytes"], Json::array({0, 8}));
  EXPECT_THAT(second["packs"][0]["digest"].get<std::string>(), testing::StartsWith("sha256:"));
  const Ran verified = verify();
  EXPECT_EQ(verified.exit_status, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("3 lines, whole and unchanged; head 3:"));
}

TEST_F(AuditCommand, TamperingIsNamedWithItsLine) {
  scan("{\"text\":\"one\"}\n{\"text\":\"hold-me\"}\n{\"text\":\"three\"}\n");
  std::string bytes = read_file(file());
  bytes.replace(bytes.find("\"hold\""), 6, "\"flag\"");
  write("audit.jsonl", bytes);
  const Ran text = verify();
  EXPECT_EQ(text.exit_status, 1);
  EXPECT_THAT(text.out, HasSubstr("audit.jsonl:2: changed: "));
  const Json json = Json::parse(verify({"--format", "json"}).out);
  EXPECT_EQ(json["problems"][0]["kind"], "changed");
  EXPECT_EQ(json["problems"][0]["line"], 2);
}

TEST_F(AuditCommand, ALineMissingAtTheEndNeedsWhatWasNotedElsewhere) {
  scan("{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
  const std::string said = verify().out;
  const std::string anchor = said.substr(said.find("head ") + 5, 66);
  EXPECT_EQ(verify({"--anchor", anchor}).exit_status, 0) << anchor;
  const std::string bytes = read_file(file());
  write("audit.jsonl", bytes.substr(0, bytes.find('\n') + 1));
  std::filesystem::remove(file() + ".head");
  EXPECT_THAT(verify({"--anchor", anchor}).out, HasSubstr("tail"));
  EXPECT_THAT(verify().out, HasSubstr("no-head"));
  EXPECT_EQ(verify({"--anchor", "nonsense"}).exit_status, 2);
}

TEST_F(AuditCommand, WhatCannotBeAuditedGetsNoVerdict) {
  EXPECT_EQ(run({"scan", "--pack", pack(), "--audit", file(), "-"}, "x").exit_status, 2)
      << "an audit without a key";
  EXPECT_EQ(
      run({"scan", "--pack", pack(), "--audit", path("no/such"), "--audit-key", key_, "-"}, "x").exit_status,
      2);
  EXPECT_EQ(
      run({"scan", "--pack", pack(), "--audit", file(), "--audit-key", write("empty.key", "\n"), "-"}, "x")
          .exit_status,
      2);
  EXPECT_EQ(run({"audit", "verify", "--key", key_, path("none.jsonl")}).exit_status, 2);
}

TEST_F(AuditCommand, ThreadsKeepTheOrderOfThePosts) {
  const std::string accounts =
      write("accounts.toml",
            "[[account]]\nid = \"one\"\nphrases = [\"never block-me again\"]\n[[account]]\nid = \"two\"\n");
  std::string posts;
  for (int i = 0; i < 2000; ++i) {
    posts += "{\"id\":\"" + std::to_string(i) + "\",\"account\":\"" + (i % 3 == 0 ? "one" : "two") +
             "\",\"text\":\"never block-me again\"}\n";
  }
  const Ran ran = run({"scan", "--pack", pack(), "--input", "jsonl", "--format", "jsonl", "--audit", file(),
                       "--audit-key", key_, "--account", accounts, "-j", "3", "-"},
                      posts);
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  EXPECT_EQ(ran.lines()[1999]["id"], "1999");
  std::istringstream lines(read_file(file()));
  int number = 0;
  for (std::string line; std::getline(lines, line); ++number) {
    const Json json = Json::parse(line);
    ASSERT_EQ(json["post"], std::to_string(number));
    ASSERT_EQ(json["account"], number % 3 == 0 ? "one" : "two");
    ASSERT_EQ(json["action"], number % 3 == 0 ? "allow" : "block");
    ASSERT_EQ(json.contains("excused"), number % 3 == 0);
    if (number == 0) {
      EXPECT_EQ(json["excused"][0]["by"], "phrase");
    }
  }
  EXPECT_EQ(number, 2000);
  EXPECT_EQ(verify().exit_status, 0);
}

TEST_F(AuditCommand, FailedScansHaveTheirLine) {
  const std::string long_text(17U << 20U, 'a');
  scan("{\"id\":\"big\",\"text\":\"" + long_text + "\"}\n");
  EXPECT_THAT(read_file(file()), HasSubstr("\"action\":\"none\",\"error\":\"E_TOO_LARGE\""));
  EXPECT_EQ(verify().exit_status, 0);
}

}  // namespace
}  // namespace postgate_cli_test

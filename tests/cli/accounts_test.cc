// scan --account, --approval, and approve.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

class AccountsTest : public CommandTest {
 protected:
  Ran scan(const std::vector<std::string>& more, const std::string& input) const {
    std::vector<std::string> all = {"scan", "--pack", pack(), "--input", "jsonl", "--format", "jsonl"};
    all.insert(all.end(), more.begin(), more.end());
    all.emplace_back("-");
    return run(all, input);
  }
};

constexpr const char* kTwo =
    "[[account]]\nid = \"one\"\nphrases = [\"never block-me again\"]\n"
    "rules = [{ rule = \"no.such\", action = \"off\", reason = \"x\" }]\n"
    "[[account]]\nid = \"two\"\n";

TEST_F(AccountsTest, APostsAccountPicksById) {
  const std::string file = write("accounts.toml", kTwo);
  const Ran ran = scan({"--account", file},
                       "{\"id\":\"1\",\"account\":\"one\",\"text\":\"never block-me again\"}\n"
                       "{\"id\":\"2\",\"account\":\"two\",\"text\":\"never block-me again\"}\n"
                       "{\"id\":\"3\",\"text\":\"never block-me again\"}\n"
                       "{\"id\":\"4\",\"account\":\"nobody\",\"text\":\"fine\"}\n");
  EXPECT_EQ(ran.exit_status, 3);
  const std::vector<Json> lines = ran.lines();
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0]["action"], "allow");
  EXPECT_EQ(lines[0]["account"], "one");
  EXPECT_EQ(lines[0]["excused"][0]["by"], "phrase");
  EXPECT_EQ(lines[1]["action"], "block");
  EXPECT_EQ(lines[1]["account"], "two");
  EXPECT_FALSE(lines[1].contains("excused"));
  EXPECT_EQ(lines[2]["action"], "block");
  EXPECT_FALSE(lines[2].contains("account"));
  EXPECT_EQ(lines[3]["error"]["status"], "E_ACCOUNT");
  EXPECT_THAT(ran.err, testing::HasSubstr("warning[unknown-rule] account one: no.such"));
}

TEST_F(AccountsTest, TheOnlyAccountIsEveryPosts) {
  const std::string file = write("a.toml", "id = \"one\"\nphrases = [\"never block-me again\"]\n");
  const Ran ran = scan({"--account", file}, "{\"text\":\"never block-me again\"}\n");
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_EQ(ran.lines()[0]["account"], "one");
}

TEST_F(AccountsTest, ReportsNameTheAccount) {
  const std::string file = write("a.toml", "id = \"one\"\nphrases = [\"never block-me again\"]\n");
  const std::string post = write("post.txt", "never block-me again, hold-me");
  const Ran sarif = run({"scan", "--pack", pack(), "--account", file, "--format", "sarif", post});
  EXPECT_EQ(Json::parse(sarif.out)["runs"][0]["results"][0]["properties"]["account"], "one");
  const Ran html =
      run({"scan", "--pack", pack(), "--account", file, "--format", "html", "--lang", "en", post});
  EXPECT_THAT(html.out, testing::HasSubstr("account one</p>"));
  EXPECT_THAT(html.out, testing::HasSubstr("never block-me again</p>"));
}

TEST_F(AccountsTest, AFileWithMistakesIsRefusedWithAllOfThem) {
  const std::string file = write("a.toml", "id = \"one\"\ndomains = [\"gov.cn\"]\nname = [\"x\"]\n");
  const Ran ran = scan({"--account", file}, "{\"text\":\"fine\"}\n");
  EXPECT_EQ(ran.exit_status, 2);
  EXPECT_THAT(ran.err, testing::HasSubstr("a.toml:2:12: error[bad-domain]"));
  EXPECT_THAT(ran.err, testing::HasSubstr("a.toml:3:1: error[unknown-key]"));
}

TEST_F(AccountsTest, ExplainShowsWhatIsExcused) {
  const std::string file = write("a.toml", "id = \"one\"\nphrases = [\"never block-me again\"]\n");
  const Ran ran =
      run({"explain", "--pack", pack(), "--account", file, "--lang", "en", "--text", "never block-me again"});
  EXPECT_THAT(ran.out, testing::HasSubstr("does not count: never block-me again"));
  EXPECT_THAT(ran.out, testing::HasSubstr("[one]"));
}

TEST_F(AccountsTest, AnApprovalIsWrittenAndUsed) {
  const std::string key =
      write("key",
            "untrusted comment: minisign encrypted secret key\n"
            "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAt7wqlebP/"
            "wubYKz1hL0KasbB7hRElz56jN9tFNipH18fnD32SNRv8Y30ZaAmktWbuc6qqHjuLTCZOc4ImpDvZCoIMqMSTfzfAAAAAAAAA"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
  const std::string pub = write("pub",
                                "untrusted comment: minisign public key BFFCFE6952ABCB7\n"
                                "RWS3vCqV5s//C430ZaAmktWbuc6qqHjuLTCZOc4ImpDvZCoIMqMSTfzf\n");
  const std::string post = write("post.txt", "please block-me, really");
  const auto json = [&](const std::vector<std::string>& more, const std::string& text) {
    std::vector<std::string> all = {"scan", "--pack", pack(), "--format", "jsonl"};
    all.insert(all.end(), more.begin(), more.end());
    all.emplace_back("-");
    return run(all, text).lines().at(0);
  };
  const std::string rule = json({}, "please block-me, really")["findings"][0]["rule"];
  const Ran approved =
      run({"approve", "--key", key, "--rules", rule, "--by", "boss", "--expires", "2026-12-31", post});
  ASSERT_EQ(approved.exit_status, 0) << approved.err;
  const std::string token = write("token", approved.out);
  const std::vector<std::string> with = {"--approval", token, "--approver-key", pub, "--today", "2026-12-31"};
  const Json good = json(with, "please  block-me, really");
  EXPECT_EQ(good["action"], "allow");
  EXPECT_EQ(good["approvals"][0]["status"], "applied");
  EXPECT_EQ(good["approvals"][0]["rules"][0], rule);
  EXPECT_EQ(good["excused"][0]["by"], "approval");
  EXPECT_EQ(json(with, "please block-me, truly")["approvals"][0]["status"], "foreign");
  std::vector<std::string> late = with;
  late.back() = "2027-01-01";
  EXPECT_EQ(json(late, "please block-me, really")["approvals"][0]["status"], "expired");
  EXPECT_EQ(json({"--approval", token}, "please block-me, really")["approvals"][0]["status"], "forged");
}

}  // namespace
}  // namespace postgate_cli_test

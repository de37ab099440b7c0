// `pack diff`: rules and verdicts that changed between two packs.
#include <gmock/gmock.h>

#include <filesystem>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class PackDiff : public CommandTest {
 protected:
  // A copy of the small pack in which `from` stands as `to`.
  std::string changed(const std::string& from, const std::string& to) const {
    const std::filesystem::path copy = folder_ / "new";
    std::filesystem::copy(pack(), copy, std::filesystem::copy_options::recursive);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(copy)) {
      if (entry.path().extension() != ".toml") continue;
      std::string bytes = read_file(entry.path());
      for (std::size_t at = 0; (at = bytes.find(from, at)) != std::string::npos; at += to.size()) {
        bytes.replace(at, from.size(), to);
      }
      write(std::filesystem::relative(entry.path(), folder_).string(), bytes);
    }
    return copy.string();
  }
};

TEST_F(PackDiff, TheSamePackHasNoDifference) {
  const Ran ran = run({"pack", "diff", pack(), pack(), "--corpus", write("c.txt", "block-me")});
  EXPECT_EQ(ran.exit_status, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("no rule differs"));
  EXPECT_THAT(ran.out, HasSubstr("1 post, 0 with another action"));
}

TEST_F(PackDiff, ChangedWordShowsInTheRuleAndInTheVerdicts) {
  const std::string corpus = write("c.jsonl",
                                   "{\"id\":\"a\",\"text\":\"hold-me\"}\n{\"id\":\"b\",\"text\":\"keep-me\"}"
                                   "\n{\"id\":\"c\",\"text\":\"clean\"}\n");
  const std::string other = changed("hold-me", "keep-me");
  const Ran ran = run({"pack", "diff", pack(), other, "--corpus", corpus, "--format", "json"});
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  const Json diff = Json::parse(ran.out);
  ASSERT_EQ(diff["rules"].size(), 1U) << ran.out;
  EXPECT_EQ(diff["rules"][0]["change"], "changed");
  EXPECT_EQ(diff["posts"], 3);
  EXPECT_EQ(diff["changed"], 2);
  EXPECT_EQ(diff["effects"][0]["gained"], 1);
  EXPECT_EQ(diff["effects"][0]["lost"], 1);
  EXPECT_EQ(diff["effects"][0]["gained_examples"][0]["id"], "b");
  EXPECT_EQ(diff["effects"][0]["lost_examples"][0]["text"], "hold-me");
  const Ran page = run({"pack", "diff", pack(), other, "--corpus", corpus, "--format", "html"});
  EXPECT_THAT(page.out, testing::StartsWith("<!doctype html>"));
  EXPECT_THAT(page.out, HasSubstr("hold \xE2\x86\x92 allow  hold-me"));
}

TEST_F(PackDiff, AnotherActionOfARuleIsShownWithItsPosts) {
  const std::string corpus = write("c.txt", "please hold-me now");
  const std::string other = changed("action   = \"hold\"", "action   = \"block\"");
  const Ran ran = run({"pack", "diff", pack(), other, "--corpus", corpus, "--format", "json"});
  const Json effect = Json::parse(ran.out)["effects"].at(0);
  EXPECT_EQ(effect["gained"], 0);
  EXPECT_EQ(effect["lost"], 0);
  EXPECT_EQ(effect["changed"], 1);
  EXPECT_EQ(effect["changed_examples"][0]["old"], "hold");
  EXPECT_EQ(effect["changed_examples"][0]["new"], "block");
  const Ran text = run({"pack", "diff", pack(), other, "--corpus", corpus});
  EXPECT_THAT(text.out, HasSubstr("with another action: 1\n"));
  EXPECT_THAT(text.out, HasSubstr("hold \xE2\x86\x92 block  hold-me\n"));
}

TEST_F(PackDiff, BadPacksAndCorpora) {
  EXPECT_EQ(run({"pack", "diff", pack(), path("none")}).exit_status, 2);
  EXPECT_EQ(run({"pack", "diff", pack(), pack(), "--corpus", path("none.jsonl")}).exit_status, 3);
  EXPECT_EQ(run({"pack", "diff", pack()}).exit_status, 2);
}

}  // namespace
}  // namespace postgate_cli_test

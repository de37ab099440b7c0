// Replay over public texts, which are not part of the project: the same verdicts with the least of the
// CPU, and with several threads.
#include <gmock/gmock.h>

#include <filesystem>

#include "command.h"

namespace postgate_cli_test {
namespace {

const char* const kTexts = POSTGATE_SOURCE_DIR "/../shared/eval/zh_policy_handlabeled.jsonl.gz";

TEST_F(CommandTest, ReplayOfPublicTexts) {
  if (!std::filesystem::exists(kTexts)) GTEST_SKIP() << "the public texts are not here";
  const std::string posts = path("posts.jsonl");
  ASSERT_EQ(std::system(("gzip -dc '" + std::string(kTexts) + "' > '" + posts + "'").c_str()), 0);
  const std::string record = path("posts.record");
  const Ran first = run({"scan", "--record", record, "--format", "jsonl", posts});
  ASSERT_LE(first.exit_status, 1) << first.err;
  for (const char* level : {"baseline", "best"}) {
    const Ran ran = run({"replay", "--cpu", level, "-j", "2", record});
    if (ran.exit_status == 2 && ran.err.find("below the level") != std::string::npos) continue;
    EXPECT_EQ(ran.exit_status, 0) << level << ran.out << ran.err;
  }
}

}  // namespace
}  // namespace postgate_cli_test

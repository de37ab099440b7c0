// Warnings about what is needless in a pack.
#include "pack/hygiene.h"

#include <gmock/gmock.h>

#include "pack/loader.h"
#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "code line" of what hygiene says of a pack whose rule has these lines.
std::vector<std::string> hygiene_of(const std::string& lines) {
  postgate::Pack pack;
  postgate::Diagnostics mistakes;
  postgate::load_pack(pack_with_rule(lines), {}, pack, mistakes);
  EXPECT_EQ(mistakes.errors(), 0U);
  postgate::Diagnostics found;
  postgate::check_hygiene(pack, found);
  std::vector<std::string> codes;
  for (const postgate::Diagnostic& diagnostic : found.list()) {
    EXPECT_EQ(diagnostic.severity, postgate::Severity::kWarning);
    EXPECT_GT(diagnostic.line, 0U);
    codes.push_back(diagnostic.code);
  }
  return codes;
}

TEST(Hygiene, CleanSignalsAreSilent) {
  EXPECT_THAT(hygiene_of("words = [\"加微信\", \"点赞\"]\nexcept = [\"点赞之交\"]"), IsEmpty());
  EXPECT_THAT(hygiene_of("words = [\"app\", \"happy app\"]"), IsEmpty()) << "\"app\" is not in \"happyapp\"";
}

TEST(Hygiene, AWordInsideAnotherMakesItNeedless) {
  EXPECT_THAT(hygiene_of("words = [\"微信\", \"加微信号\"]"), ElementsAre("word-shadowed"));
  EXPECT_THAT(hygiene_of("words = [\"点 赞\", \"為點贊\"]"), ElementsAre("word-shadowed"))
      << "as they are folded";
}

TEST(Hygiene, ALongerWordThatReachesFartherIsNotNeedless) {
  EXPECT_THAT(hygiene_of("words = [\"微信\", \"加微信号\"]\nnear = { words = [\"买\"], within = 2 }"),
              IsEmpty());
  EXPECT_THAT(hygiene_of("words = [\"微信\", \"加微信号\"]\nexcept = [\"官方微信\"]"), IsEmpty())
      << "the exception cancels the shorter one alone";
}

TEST(Hygiene, ASeparatorAtTheEdgeOfAWordIsNeverLookedAt) {
  EXPECT_THAT(hygiene_of("words = [\"微信：\"]"), ElementsAre("word-separator-edge"));
  EXPECT_THAT(hygiene_of("words = [\"微 信\"]"), IsEmpty());
}

TEST(Hygiene, AnExceptionThatHoldsNoWordCanCancelNothing) {
  EXPECT_THAT(hygiene_of("words = [\"下载\"]\nexcept = [\"安装工程\", \"下载量\"]"),
              ElementsAre("except-never"));
  EXPECT_THAT(hygiene_of("regex = ['下载\\d']\nexcept = [\"安装工程\"]"), IsEmpty())
      << "nobody knows what a regex finds";
}

}  // namespace
}  // namespace postgate_test

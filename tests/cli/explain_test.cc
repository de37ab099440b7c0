// `explain`: every step that leads to a verdict.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Explain : public CommandTest {
 protected:
  Ran explain(const std::vector<std::string>& more, const std::string& input = "") const {
    std::vector<std::string> arguments = {"explain", "--pack", pack()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments, input);
  }
  Json explain_json(const std::string& text) const {
    return explain({"--format", "jsonl", "--text", text}).lines().at(0);
  }
};

std::vector<std::string> steps(const Json& explained) {
  std::vector<std::string> all;
  for (const Json& step : explained["steps"]) {
    all.push_back(step["kind"].get<std::string>() + " " + step["id"].get<std::string>());
  }
  return all;
}

TEST_F(Explain, ShowsTheViewsOfAText) {
  const Json field = explain_json("Hello 微\u200B信 ＡＢＣ")["fields"].at(0);
  EXPECT_EQ(field["field"], "body");
  EXPECT_EQ(field["text"], "Hello 微\u200B信 ＡＢＣ");
  EXPECT_EQ(field["bytes"], std::string("Hello 微\u200B信 ＡＢＣ").size());
  EXPECT_EQ(field["codepoints"], 13);
  EXPECT_EQ(field["text_view"], "hello 微信 abc");
  EXPECT_EQ(field["squeezed_view"], "hello微信abc");
}

TEST_F(Explain, ShowsSignalsAndTheRuleThatFired) {
  const Json explained = explain_json("务必安装某APP");
  EXPECT_THAT(steps(explained), Contains("signal must"));
  EXPECT_THAT(steps(explained), Contains("signal install"));
  EXPECT_THAT(steps(explained), Contains("rule test.must-install"));
  EXPECT_EQ(explained["verdict"]["action"], "block");
  EXPECT_EQ(explained["verdict"]["findings"][0]["rule"], "test.must-install");
}

TEST_F(Explain, ShowsWhyASignalDidNotCount) {
  EXPECT_THAT(steps(explain_json("务必将安装费交给某APP")), Contains("excepted install"));
  EXPECT_THAT(steps(explain_json("务必安装窗户")), Contains("not-near install"));
}

TEST_F(Explain, ShowsWhatStoppedARule) {
  const Json explained = explain_json("不得要求务必安装某APP");
  bool guarded = false;
  for (const Json& step : explained["steps"]) {
    if (step["kind"] != "guarded") continue;
    guarded = true;
    EXPECT_EQ(step["id"], "test.must-install");
    EXPECT_EQ(step["by"], "ban");
  }
  EXPECT_TRUE(guarded);
  EXPECT_EQ(explained["verdict"]["action"], "allow");
}

TEST_F(Explain, ReadsFilesAndStandardInputAsScanDoes) {
  EXPECT_EQ(explain({write("a.txt", "hold-me")}).exit_status, 1);
  EXPECT_EQ(explain({"-"}, "clean").exit_status, 0);
  EXPECT_EQ(explain({path("missing")}).exit_status, 3);
  const Ran ran =
      explain({"--input", "jsonl", "--format", "jsonl", "-"}, R"({"id":"9","title":"hold-me","text":"x"})");
  const Json explained = ran.lines().at(0);
  EXPECT_EQ(explained["id"], "9");
  EXPECT_EQ(explained["fields"].size(), 2U);
  EXPECT_EQ(explained["steps"][0]["field"], "title");
}

TEST_F(Explain, TellsItToPeople) {
  const Ran ran = explain({"--text", "务必安装某APP"});
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  for (const char* words :
       {"字段", "步骤", "命中信号", "规则成立", "结论", "✖ 阻止 block", "small 7 (2026.1.0)"}) {
    EXPECT_THAT(ran.out, HasSubstr(words));
  }
  EXPECT_THAT(explain({"--text", "clean"}).out, HasSubstr("没有命中任何信号"));
}

}  // namespace
}  // namespace postgate_cli_test

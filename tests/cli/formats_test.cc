// HTML and Markdown through the command: by option, by the file's name, and in JSON Lines.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class Formats : public CommandTest {
 protected:
  Json only_verdict(const std::vector<std::string>& more, const std::string& input = "") const {
    std::vector<std::string> arguments = {"scan", "--pack", pack(), "--format", "jsonl"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = run(arguments, input);
    EXPECT_EQ(ran.lines().size(), 1U) << ran.err;
    return ran.lines().empty() ? Json() : ran.lines()[0];
  }
};

TEST_F(Formats, HtmlByOptionAndByName) {
  const std::string page = "<p>please <b>hold</b>-<i>me</i></p><script>block-me</script>";
  for (const Json& verdict :
       {only_verdict({"--input", "html", "-"}, page), only_verdict({write("a.html", page)})}) {
    EXPECT_EQ(verdict["action"], "hold");
    EXPECT_EQ(verdict["findings"][0]["text"], "hold</b>-<i>me");
    EXPECT_EQ(verdict["findings"][0]["field"], "body");
    EXPECT_FALSE(verdict["findings"][0].contains("hidden"));
    EXPECT_FALSE(verdict["findings"][0].contains("role"));
  }
  EXPECT_EQ(only_verdict({"--input", "text", write("b.html", page)})["action"], "block");
}

TEST_F(Formats, MarkdownByOptionAndByName) {
  const std::string text = "# Title\n\nplease **hold**-me";
  EXPECT_EQ(only_verdict({"--input", "markdown", "-"}, text)["findings"][0]["text"], "hold**-me");
  EXPECT_EQ(only_verdict({write("a.md", text)})["findings"][0]["text"], "hold**-me");
}

TEST_F(Formats, JsonLinesSayTheFormatOfTheText) {
  const Ran ran = scan_json(
      "{\"id\":\"1\",\"format\":\"html\",\"title\":\"<b>\",\"text\":\"<p "
      "style='display:none'>hold-me</p>\"}\n"
      "{\"id\":\"2\",\"text\":\"![hold-me](x)\",\"format\":\"markdown\"}\n");
  const std::vector<Json> verdicts = ran.lines();
  ASSERT_EQ(verdicts.size(), 2U) << ran.err;
  EXPECT_EQ(verdicts[0]["findings"][0]["hidden"], true);
  EXPECT_EQ(verdicts[0]["findings"][0]["span"]["bytes"], Json({24, 31}));
  EXPECT_EQ(verdicts[1]["findings"][0]["role"], "alt");
  EXPECT_EQ(verdicts[1]["findings"][0]["text"], "hold-me");
}

TEST_F(Formats, OffsetsCountTheByteOrderMark) {
  const Json verdict = only_verdict({write("a.html", "\xEF\xBB\xBF<p>hold-me</p>")});
  EXPECT_EQ(verdict["findings"][0]["span"]["bytes"], Json({6, 13}));
  EXPECT_EQ(verdict["findings"][0]["span"]["utf16"], Json({4, 11}));
}

TEST_F(Formats, PeopleAreToldOfHiddenText) {
  const Ran ran =
      run({"scan", "--pack", pack(), "--lang", "en", "--input", "html", "-"}, "<p hidden>hold-me</p>");
  EXPECT_EQ(ran.exit_status, 1);
  EXPECT_THAT(ran.out, HasSubstr("this text cannot be seen on the page"));
}

TEST_F(Formats, TooDeepAPageIsHeld) {
  std::string page;
  for (int i = 0; i < 2'000; ++i) page += "<div>";
  const Json verdict = only_verdict({"--input", "html", "-"}, page);
  EXPECT_EQ(verdict["action"], "hold");
  EXPECT_EQ(verdict["complete"], false);
  EXPECT_EQ(verdict["incomplete"], Json({"structure"}));
}

TEST_F(Formats, ExplainReadsPages) {
  const Ran ran =
      run({"explain", "--pack", pack(), "--format", "jsonl", "--input", "html", "-"}, "<p>hold&#45;me</p>");
  ASSERT_EQ(ran.lines().size(), 1U) << ran.err;
  EXPECT_EQ(ran.lines()[0]["steps"][0]["text"], "hold&#45;me");
  EXPECT_EQ(ran.lines()[0]["verdict"]["action"], "hold");
}

}  // namespace
}  // namespace postgate_cli_test

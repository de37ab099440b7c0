// `scan --format sarif` and `--format html`: whole documents that name the right places.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Reports : public CommandTest {
 protected:
  Ran report(const std::string& format, const std::vector<std::string>& more,
             const std::string& input = "") const {
    std::vector<std::string> arguments = {"scan", "--pack", pack(), "--format", format};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments, input);
  }
  Json sarif_run(const std::vector<std::string>& more, const std::string& input = "") const {
    const Ran ran = report("sarif", more, input);
    const Json document = Json::parse(ran.out, nullptr, false);
    EXPECT_FALSE(document.is_discarded()) << ran.out << ran.err;
    return document.is_discarded() ? Json() : document["runs"][0];
  }
};

TEST_F(Reports, SarifNamesRuleLevelAndPlace) {
  const Json result_of = sarif_run({write("a.txt", "one\n\U0001F600 block-me here\n")});
  ASSERT_EQ(result_of["results"].size(), 1U);
  const Json& result = result_of["results"][0];
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(result_of["tool"]["driver"]["rules"][0]["id"], result["ruleId"]);
  EXPECT_EQ(result["ruleIndex"], 0);
  const Json& region = result["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startLine"], 2);
  EXPECT_EQ(region["startColumn"], 4) << "the emoji is two UTF-16 units";
  EXPECT_EQ(region["endColumn"], 12);
  EXPECT_EQ(region["snippet"]["text"], "block-me");
  EXPECT_EQ(result_of["columnKind"], "utf16CodeUnits");
}

TEST_F(Reports, SarifOfLinesAndJsonLinesNamesTheLine) {
  const Json lines = sarif_run({"--input", "lines", "-"}, "clean\nhold-me\n");
  const Json& region = lines["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startLine"], 2);
  EXPECT_EQ(region["startColumn"], 1);
  const Json json = sarif_run({"--input", "jsonl", "-"}, "{\"text\":\"clean\"}\n{\"text\":\"hold-me\"}\n");
  const Json& place = json["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "stdin");
  EXPECT_EQ(place["region"]["startLine"], 2);
  EXPECT_FALSE(place["region"].contains("startColumn")) << "columns of the escaped text would be wrong";
}

TEST_F(Reports, SarifTellsWhatCouldNotBeScanned) {
  const Json clean = sarif_run({write("a.txt", "clean")});
  EXPECT_EQ(clean["results"].size(), 0U);
  EXPECT_EQ(clean["invocations"][0]["executionSuccessful"], true);
  const Json failed = sarif_run({write("bad.txt", "\xFF"), write("b.txt", "flag-me")});
  EXPECT_EQ(failed["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(failed["invocations"][0]["toolExecutionNotifications"].size(), 1U);
  EXPECT_EQ(failed["results"][0]["level"], "note");
}

TEST_F(Reports, HtmlMarksTheOffendingTextAndEscapesThePost) {
  const Ran ran = report("html", {"-"}, "<b>&\xE2\x80\xAE block-me</b>");
  EXPECT_EQ(ran.exit_status, 1);
  EXPECT_THAT(ran.out, StartsWith("<!doctype html>"));
  EXPECT_THAT(ran.out,
              HasSubstr("&lt;b&gt;&amp;<span class=\"odd\">&lt;202E&gt;</span> <mark class=\"block\""));
  EXPECT_THAT(ran.out, HasSubstr(">block-me</mark>&lt;/b&gt;"));
  EXPECT_THAT(ran.out, HasSubstr("data-rule=\""));
  EXPECT_THAT(ran.out, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(ran.out, Not(HasSubstr("http:"))) << "the page must not load anything";
}

TEST_F(Reports, TellWhatAPageHides) {
  const std::string page = write("a.html", "<p>clean</p><p style=\"display:none\">block-me</p>");
  EXPECT_EQ(sarif_run({page})["results"][0]["properties"]["hidden"], true);
  EXPECT_THAT(report("html", {"--lang", "en", page}).out, HasSubstr("<dt>note</dt>"));
  EXPECT_FALSE(sarif_run({write("b.txt", "block-me")})["results"][0]["properties"].contains("hidden"));
}

TEST_F(Reports, HtmlOfALongPostShowsWhatIsAroundTheFinding) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "some text ";
  const Ran ran = report("html", {"-"}, text + "block-me " + text);
  EXPECT_LT(ran.out.size(), 20'000U);
  EXPECT_THAT(ran.out, HasSubstr(">block-me</mark>"));
}

TEST_F(Reports, HtmlShowsWhatCouldNotBeScanned) {
  const Ran ran = report("html", {write("bad.txt", "\xFF")});
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ran.out, HasSubstr("data-action=\"none\""));
  EXPECT_THAT(ran.out, HasSubstr("</html>"));
}

TEST_F(Reports, ExplainHasNoPages) {
  EXPECT_EQ(run({"explain", "--format", "html", "--text", "x"}).exit_status, 2);
}

}  // namespace
}  // namespace postgate_cli_test

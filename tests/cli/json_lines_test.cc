// `scan` for programs: what a JSON Lines post may be, and the shape of a verdict line.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class JsonLines : public CommandTest {};

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> all;
  for (const auto& [key, value] : object.items()) all.push_back(key);
  return all;
}

std::u32string code_points(const std::string& text) {
  std::u32string all;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      code = (code << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    all += code;
    i += length;
  }
  return all;
}

std::size_t utf16_units(const std::u32string& text) {
  std::size_t units = 0;
  for (const char32_t code : text) units += code > 0xFFFFU ? 2 : 1;
  return units;
}

// The span, cut from the text in each unit, is the finding's text.
void expect_spans_cut(const std::string& text, const Json& finding) {
  const std::string cut = finding["text"];
  const Json& span = finding["span"];
  const std::size_t begin = span["bytes"][0];
  const std::size_t end = span["bytes"][1];
  ASSERT_LE(end, text.size());
  EXPECT_EQ(text.substr(begin, end - begin), cut);
  const std::u32string before = code_points(text.substr(0, begin));
  const std::u32string inside = code_points(cut);
  EXPECT_EQ(span["codepoints"][0], before.size());
  EXPECT_EQ(span["codepoints"][1], before.size() + inside.size());
  EXPECT_EQ(span["utf16"][0], utf16_units(before));
  EXPECT_EQ(span["utf16"][1], utf16_units(before) + utf16_units(inside));
}

std::string post(const Json& id, const std::string& text) {
  return Json{{"id", id}, {"text", text}}.dump() + "\n";
}

TEST_F(JsonLines, AVerdictLineHasTheShapeOfTheContract) {
  const std::string text = "😀 全体务必安装某APP";
  const Ran ran = scan_json(post("7", text));
  EXPECT_EQ(ran.exit_status, 1) << ran.err;
  ASSERT_EQ(ran.lines().size(), 1U);
  const Json verdict = ran.lines()[0];
  EXPECT_THAT(keys(verdict),
              ElementsAre("id", "action", "grade", "score", "complete", "findings", "pack", "engine"));
  EXPECT_EQ(verdict["id"], "7");
  EXPECT_EQ(verdict["action"], "block");
  EXPECT_EQ(verdict["grade"], 1);
  EXPECT_TRUE(verdict["score"].is_number_float());
  EXPECT_EQ(verdict["score"], 2.5);
  EXPECT_EQ(verdict["complete"], true);
  ASSERT_EQ(verdict["findings"].size(), 1U);
  const Json& finding = verdict["findings"][0];
  EXPECT_THAT(keys(finding), ElementsAre("rule", "category", "action", "grade", "field", "span", "text",
                                         "folds", "signals", "title", "clause", "hint"));
  EXPECT_EQ(finding["rule"], "test.must-install");
  EXPECT_EQ(finding["category"], "test");
  EXPECT_EQ(finding["action"], "block");
  EXPECT_EQ(finding["field"], "body");
  EXPECT_THAT(keys(finding["span"]), ElementsAre("bytes", "utf16", "codepoints"));
  expect_spans_cut(text, finding);
  EXPECT_TRUE(finding["folds"].is_array());
  ASSERT_EQ(finding["signals"].size(), 2U);
  EXPECT_EQ(finding["signals"][0]["id"], "must");
  EXPECT_EQ(finding["signals"][0]["bytes"], Json::parse("[11,17]"));
  EXPECT_EQ(finding["clause"]["document"], "测试办法");
  EXPECT_EQ(finding["clause"]["text"], "不得出现测试词");
  EXPECT_EQ(finding["hint"]["zh"], "改为自愿");
  EXPECT_EQ(finding["hint"]["en"], "make it voluntary");
  ASSERT_EQ(verdict["pack"].size(), 1U);
  EXPECT_THAT(keys(verdict["pack"][0]), ElementsAre("name", "version", "digest"));
  EXPECT_EQ(verdict["pack"][0]["version"], 7);
  EXPECT_THAT(verdict["pack"][0]["digest"].get<std::string>(), HasSubstr("sha256:"));
  EXPECT_EQ(verdict["engine"], "0.1.0");
}

TEST_F(JsonLines, AFixIsShownOnRequest) {
  const std::string text = "😀 请加微信领奖";
  EXPECT_FALSE(scan_json(post("7", text)).lines()[0]["findings"][0].contains("fix"));
  for (const char* threads : {"1", "2"}) {
    const Ran ran = scan_text({"--input", "jsonl", "--format", "jsonl", "--fix", "-j", threads, "-"},
                              post("7", text) + post("8", "clean"));
    EXPECT_EQ(ran.exit_status, 1) << ran.err;
    const Json fix = ran.lines().at(0)["findings"][0]["fix"];
    EXPECT_THAT(keys(fix), ElementsAre("field", "span", "text", "replacement"));
    expect_spans_cut(text, fix);
    EXPECT_EQ(fix["text"], "加微信");
    EXPECT_EQ(fix["replacement"], "");
  }
}

TEST_F(JsonLines, ACleanPostHasAnEmptyList) {
  const Ran ran = scan_json(post("a", "nothing to see"));
  EXPECT_EQ(ran.exit_status, 0);
  const Json verdict = ran.lines().at(0);
  EXPECT_EQ(verdict["action"], "allow");
  EXPECT_EQ(verdict["findings"], Json::array());
  EXPECT_EQ(verdict["complete"], true);
}

TEST_F(JsonLines, TitleLinksAndAltAreFieldsOfTheirOwn) {
  const Ran ran = scan_json(
      R"({"id":"1","title":"hold-me","text":"clean","links":["https://a.example/","https://b.example/block-me"],"alt":["flag-me"]})"
      "\n");
  const Json verdict = ran.lines().at(0);
  std::map<std::string, Json> by_rule;
  for (const Json& finding : verdict["findings"]) by_rule[finding["rule"]] = finding;
  ASSERT_EQ(by_rule.size(), 3U) << ran.out;
  EXPECT_EQ(by_rule["test.hold"]["field"], "title");
  EXPECT_FALSE(by_rule["test.hold"].contains("field_index"));
  EXPECT_EQ(by_rule["test.block"]["field"], "link");
  EXPECT_EQ(by_rule["test.block"]["field_index"], 1);
  expect_spans_cut("https://b.example/block-me", by_rule["test.block"]);
  EXPECT_EQ(by_rule["test.flag"]["field"], "alt");
}

TEST_F(JsonLines, IdsMayBeNumbersOrMissing) {
  const Ran ran = scan_json(R"({"id":42,"text":"a"})"
                            "\n"
                            R"({"id":-1.5e3,"text":"a"})"
                            "\n\n"
                            R"({"text":"a"})"
                            "\n"
                            R"({"id":null,"text":"a"})");
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  std::vector<std::string> ids;
  for (const Json& verdict : ran.lines()) ids.push_back(verdict["id"]);
  EXPECT_THAT(ids, ElementsAre("42", "-1.5e3", "4", "5"));
}

TEST_F(JsonLines, UnknownKeysAndNullOptionsAreIgnored) {
  const Ran ran = scan_json(
      R"({"deep":{"text":["block-me",{"id":9}]},"id":"x","title":null,"links":null,"text":"ok","format":"plain","label":3})");
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  EXPECT_EQ(ran.lines().at(0)["id"], "x");
}

TEST_F(JsonLines, BrokenLinesAreReportedAndTheRestIsScanned) {
  const Ran ran = scan_json(post("1", "clean") + "{\"id\":\"2\",\"text\":\"brok\n" + post("3", "block-me"));
  EXPECT_EQ(ran.exit_status, 3) << "3 is more important than 1";
  const std::vector<Json> verdicts = ran.lines();
  ASSERT_EQ(verdicts.size(), 3U);
  EXPECT_EQ(verdicts[0]["action"], "allow");
  EXPECT_EQ(verdicts[1]["id"], "2") << "the id was read before the line broke";
  EXPECT_EQ(verdicts[1]["action"], "none");
  EXPECT_EQ(verdicts[1]["complete"], false);
  EXPECT_EQ(verdicts[1]["findings"], Json::array());
  EXPECT_EQ(verdicts[1]["error"]["line"], 2);
  EXPECT_TRUE(verdicts[1]["error"].contains("offset"));
  EXPECT_TRUE(verdicts[1].contains("pack"));
  EXPECT_EQ(verdicts[2]["action"], "block");
  EXPECT_THAT(ran.err, HasSubstr("-:2: "));
  EXPECT_THAT(ran.err, HasSubstr("not JSON"));
}

TEST_F(JsonLines, EveryKindOfBadPostIsNamed) {
  const std::vector<std::pair<std::string, std::string>> bad = {
      {R"([1,2])", "a post is a JSON object"},
      {R"("text")", "a post is a JSON object"},
      {R"(null)", "a post is a JSON object"},
      {R"({"id":"1"})", "no \"text\""},
      {R"({"id":"1","text":null})", "\"text\" must be a string"},
      {R"({"id":"1","text":5})", "\"text\" must be a string"},
      {R"({"id":"1","text":["a"]})", "\"text\" must be a string"},
      {R"({"id":"1","text":"a","text":"b"})", "\"text\" twice"},
      {R"({"id":"1","text":"a","te\u0078t":"b"})", "\"text\" twice"},
      {R"({"id":true,"text":"a"})", "\"id\" must be"},
      {R"({"id":"1","text":"a","links":"x"})", "\"links\" must be a list"},
      {R"({"id":"1","text":"a","links":[1]})", "\"links\" must hold strings"},
      {R"({"id":"1","text":"a","format":"rtf"})", "rtf"},
      {R"({"id":"1","text":"a"} x)", "not JSON"},
      {R"({"id":"1","text":"\ud800"})", "not JSON"},
      {"{\"id\":\"1\",\"text\":\"\xFF\"}", "not JSON"},
  };
  std::string input;
  for (const auto& [line, words] : bad) input += line + "\n";
  const Ran ran = scan_json(input + post("end", "clean"));
  EXPECT_EQ(ran.exit_status, 3);
  const std::vector<Json> verdicts = ran.lines();
  ASSERT_EQ(verdicts.size(), bad.size() + 1);
  for (std::size_t i = 0; i < bad.size(); ++i) {
    EXPECT_EQ(verdicts[i]["action"], "none") << bad[i].first;
    EXPECT_THAT(verdicts[i]["error"]["message"].get<std::string>(), HasSubstr(bad[i].second)) << bad[i].first;
  }
  EXPECT_EQ(verdicts.back()["action"], "allow");
}

TEST_F(JsonLines, AFormatThatCannotBeReadSaysSoInItsStatus) {
  const Ran ran = scan_json(R"({"id":"1","text":"{\\rtf1}","format":"rtf"})");
  EXPECT_EQ(ran.lines().at(0)["error"]["status"], "E_FORMAT");
}

TEST_F(JsonLines, DeepNestingIsHarmless) {
  const std::string deep(1'000'000, '[');
  const Ran ran = scan_json("{\"id\":\"1\",\"x\":" + deep + "\n" + post("2", "clean"));
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_EQ(ran.lines().at(1)["action"], "allow");
}

TEST_F(JsonLines, TooManyLinksAreRefusedNotForgotten) {
  std::string links = "\"a\"";
  for (int i = 0; i < 150'000; ++i) links += ",\"a\"";
  const Ran ran = scan_json("{\"id\":\"1\",\"text\":\"a\",\"links\":[" + links + "]}");
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_EQ(ran.lines().at(0)["error"]["status"], "E_TOO_LARGE");
}

TEST_F(JsonLines, AnAccountIsAcceptedWithOneWord) {
  const Ran ran = scan_json(R"({"id":"1","text":"a","account":"city"})"
                            "\n"
                            R"({"id":"2","text":"a","account":"city"})");
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_EQ(ran.err.find("account"), ran.err.rfind("an account") + 3) << "told once: " << ran.err;
}

TEST_F(JsonLines, NulCharactersInAStringAreOrdinary) {
  const Ran ran = scan_json(R"({"id":"1","text":"a\u0000 hold-me"})");
  EXPECT_EQ(ran.exit_status, 1);
  EXPECT_EQ(ran.lines().at(0)["findings"][0]["span"]["bytes"], Json::parse("[3,10]"));
}

// For readers that take more than a line feed for the end of a line.
TEST_F(JsonLines, NothingInAVerdictEndsItsLine) {
  const Ran ran = scan_json("{\"text\":\"务必\\u2028安装\\u2029某\\u0085APP\"}\n");
  EXPECT_EQ(ran.lines().at(0)["action"], "block");
  for (const char* end : {"\u2028", "\u2029", "\u0085", "\x0B", "\x0C", "\x1C", "\x1D", "\x1E"}) {
    EXPECT_EQ(ran.out.find(end), std::string::npos);
  }
  EXPECT_THAT(ran.out, HasSubstr("\\u2028"));
}

TEST_F(JsonLines, TheSameInputGivesTheSameBytes) {
  std::string input;
  for (int i = 0; i < 300; ++i) input += post(i, i % 3 == 0 ? "务必安装某APP hold-me" : "clean");
  EXPECT_EQ(scan_json(input).out, scan_json(input).out);
}

}  // namespace
}  // namespace postgate_cli_test

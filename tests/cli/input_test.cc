// What `scan` makes of files that are not as one would wish.
#include <gmock/gmock.h>

#include <fstream>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Input : public CommandTest {
 protected:
  Ran scan_files(std::vector<std::string> files, const std::string& input = "text") const {
    std::vector<std::string> arguments = {"scan", "--pack", pack(), "--format", "jsonl", "--input", input};
    arguments.insert(arguments.end(), files.begin(), files.end());
    return run(arguments);
  }
};

std::vector<std::string> ids(const Ran& ran) {
  std::vector<std::string> all;
  for (const Json& verdict : ran.lines()) all.push_back(verdict["id"]);
  return all;
}

std::vector<std::string> actions(const Ran& ran) {
  std::vector<std::string> all;
  for (const Json& verdict : ran.lines()) all.push_back(verdict["action"]);
  return all;
}

TEST_F(Input, MissingFilesAndFoldersDoNotStopTheRest) {
  const Ran ran = scan_files({path("missing.txt"), path("pack"), write("ok.txt", "hold-me")});
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ids(ran), ElementsAre(path("missing.txt"), path("pack"), path("ok.txt")));
  EXPECT_THAT(actions(ran), ElementsAre("none", "none", "hold"));
  EXPECT_THAT(ran.err, HasSubstr("missing.txt: No such file"));
  EXPECT_THAT(ran.err, HasSubstr("is a folder"));
}

TEST_F(Input, AMissingJsonLinesFileIsNoPost) {
  const Ran ran = run({"scan", "--pack", pack(), "--format", "jsonl", path("missing.jsonl"),
                       write("ok.jsonl", R"({"id":"1","text":"clean"})")});
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ids(ran), ElementsAre("1"));
  EXPECT_THAT(ran.err, HasSubstr("missing.jsonl"));
}

TEST_F(Input, TheEndingOfANameDecidesWhatAFileIs) {
  const Ran ran =
      run({"scan", "--pack", pack(), "--format", "jsonl",
           write("a.jsonl", "{\"id\":\"j\",\"text\":\"hold-me\"}\n"), write("b.txt", "flag-me\nclean")});
  EXPECT_EQ(ran.exit_status, 1);
  EXPECT_THAT(ids(ran), ElementsAre("j", path("b.txt")));
  EXPECT_THAT(actions(ran), ElementsAre("hold", "flag"));
}

TEST_F(Input, BinaryFilesAreNamedAsSuch) {
  const Ran ran = scan_files({write("nul.bin", std::string("ab\0cd", 5)),
                              write("wide.txt",
                                    "\xFF\xFE"
                                    "a"),
                              write("latin.txt", "caf\xE9 hold-me"), write("ok.txt", "clean")});
  EXPECT_EQ(ran.exit_status, 3);
  const std::vector<Json> verdicts = ran.lines();
  ASSERT_EQ(verdicts.size(), 4U);
  EXPECT_THAT(verdicts[0]["error"]["message"].get<std::string>(), HasSubstr("binary"));
  EXPECT_EQ(verdicts[0]["error"]["offset"], 2);
  EXPECT_THAT(verdicts[1]["error"]["message"].get<std::string>(), HasSubstr("UTF-16"));
  EXPECT_EQ(verdicts[2]["error"]["status"], "E_ENCODING");
  EXPECT_EQ(verdicts[2]["error"]["offset"], 3);
  EXPECT_EQ(verdicts[3]["action"], "allow");
}

TEST_F(Input, InvalidTextInLinesIsReportedByLine) {
  const Ran ran = scan_files({write("posts", "clean\nb\xFFroken\nhold-me\n")}, "lines");
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ids(ran), ElementsAre("1", "2", "3"));
  EXPECT_THAT(actions(ran), ElementsAre("allow", "none", "hold"));
  EXPECT_EQ(ran.lines()[1]["error"]["line"], 2);
  EXPECT_THAT(ran.err, HasSubstr("posts:2: "));
}

TEST_F(Input, OutputIsValidUtf8WhateverAFileIsCalled) {
  const Ran ran = scan_files({path("no\xFF\"such\n.txt")});
  EXPECT_EQ(ran.exit_status, 3);
  const std::string id = ran.lines().at(0)["id"];  // parsed, so it was valid
  EXPECT_THAT(id, HasSubstr("\uFFFD\"such\n"));
}

TEST_F(Input, NoPostsAtAllIsClean) {
  for (const char* kind : {"lines", "jsonl"}) {
    const Ran ran = scan_files({write("empty", "")}, kind);
    EXPECT_EQ(ran.exit_status, 0);
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(ran.err, "");
  }
  EXPECT_THAT(actions(scan_files({write("blank.jsonl", "\n  \r\n\n")}, "jsonl")), ElementsAre());
}

TEST_F(Input, AnEmptyFileIsAnEmptyPost) {
  const Ran ran = scan_files({write("empty", "")});
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_THAT(actions(ran), ElementsAre("allow"));
}

TEST_F(Input, LinesKeepTheirNumbers) {
  const Ran ran = scan_files({write("posts", "hold-me\n\nblock-me")}, "lines");
  EXPECT_THAT(ids(ran), ElementsAre("1", "2", "3"));
  EXPECT_THAT(actions(ran), ElementsAre("hold", "allow", "block"));
}

TEST_F(Input, LinesOfSeveralFilesAreTold) {
  const Ran ran = scan_files({write("a", "clean"), write("b", "clean")}, "lines");
  EXPECT_THAT(ids(ran), ElementsAre(path("a") + ":1", path("b") + ":1"));
}

TEST_F(Input, CarriageReturnsBelongToTheLineEnd) {
  const Ran lines = scan_files({write("posts", "flag-me\r\nhold-me\r\n")}, "lines");
  EXPECT_THAT(actions(lines), ElementsAre("flag", "hold"));
  EXPECT_EQ(lines.lines()[1]["findings"][0]["text"], "hold-me");
  const Ran json = scan_files({write("posts.jsonl", "{\"id\":\"1\",\"text\":\"hold-me\"}\r\n")}, "jsonl");
  EXPECT_THAT(actions(json), ElementsAre("hold"));
}

TEST_F(Input, AByteOrderMarkIsNoText) {
  const std::string mark = "\xEF\xBB\xBF";
  EXPECT_THAT(actions(scan_files({write("a.jsonl", mark + "{\"text\":\"hold-me\"}\n")}, "jsonl")),
              ElementsAre("hold"));
  const Ran lines = scan_files({write("a.lines", mark + "hold-me\n")}, "lines");
  EXPECT_EQ(lines.lines().at(0)["findings"][0]["span"]["bytes"], Json::parse("[0,7]"));
}

TEST_F(Input, OffsetsInAFileCountItsByteOrderMark) {
  const std::string text = "\xEF\xBB\xBFhold-me";
  const Json finding = scan_files({write("a.txt", text)}).lines().at(0)["findings"].at(0);
  EXPECT_EQ(finding["text"], "hold-me");
  EXPECT_EQ(finding["span"], Json::parse(R"({"bytes":[3,10],"utf16":[1,8],"codepoints":[1,8]})"));
  EXPECT_EQ(text.substr(3, 7), "hold-me");
}

TEST_F(Input, ALineThatIsTooLongIsReportedAndSkipped) {
  const std::string file = path("long");
  {
    std::ofstream out(file, std::ios::binary);
    out << "hold-me\n";
    const std::string part(1U << 20U, 'x');
    for (int i = 0; i < 66; ++i) out << part;
    out << "\nblock-me\n";
  }
  const Ran ran = scan_files({file}, "lines");
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(actions(ran), ElementsAre("hold", "none", "block"));
  EXPECT_EQ(ran.lines()[1]["error"]["status"], "E_TOO_LARGE");
}

TEST_F(Input, AFileBeyondTheLimitOfTheEngineIsReported) {
  const std::string large(17U << 20U, 'x');
  const Ran ran = scan_files({write("large.txt", large), write("ok.txt", "clean")});
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(actions(ran), ElementsAre("none", "allow"));
  EXPECT_EQ(ran.lines()[0]["error"]["status"], "E_TOO_LARGE");
}

TEST_F(Input, ManyComplaintsAreCounted) {
  std::string input;
  for (int i = 0; i < 500; ++i) input += "{broken\n";
  const Ran ran = scan_json(input);
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_EQ(ran.lines().size(), 500U) << "on standard output each has its line";
  EXPECT_THAT(ran.err, HasSubstr("and 480 more"));
  EXPECT_LT(ran.err.size(), 10'000U);
}

TEST_F(Input, InTextFormatAFailureStandsAmongTheVerdicts) {
  const Ran ran = scan_text({path("missing.txt"), write("ok.txt", "clean")});
  EXPECT_EQ(ran.exit_status, 3);
  EXPECT_THAT(ran.out, HasSubstr("未检 not scanned  " + path("missing.txt")));
  EXPECT_THAT(ran.out, HasSubstr("未检 not scanned 1"));
  EXPECT_THAT(ran.err, HasSubstr("missing.txt"));
}

}  // namespace
}  // namespace postgate_cli_test

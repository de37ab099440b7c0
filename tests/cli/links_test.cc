// `links`: every link of a post, one line a post.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class Links : public CommandTest {
 protected:
  Json links_of(const std::string& text) const {
    const Ran ran = run({"links", "--format", "jsonl", write("post.txt", text)});
    EXPECT_EQ(ran.exit_status, 0) << ran.err;
    const std::vector<Json> lines = ran.lines();
    return lines.size() == 1 ? lines.front().at("links") : Json::array();
  }
};

TEST_F(Links, ALineAPost) {
  const Ran ran = run({"links", "--input", "lines", "--format", "jsonl", "-"},
                      "no link\n见https://shop.example/a?b=1，谢谢\n");
  EXPECT_EQ(ran.exit_status, 0) << ran.err;
  EXPECT_EQ(
      ran.out,
      "{\"id\":\"1\",\"links\":[]}\n"
      "{\"id\":\"2\",\"links\":[{\"url\":\"https://shop.example/a?b=1\",\"host\":\"shop.example\","
      "\"registrable\":\"shop.example\",\"span\":{\"bytes\":[3,29],\"utf16\":[1,27],"
      "\"codepoints\":[1,27]},\"text\":\"https://shop.example/a?b=1\",\"folds\":[],\"kind\":\"web\"}]}\n");
}

TEST_F(Links, SaysWhatWasUndoneAndWhereItLeads) {
  const Json link = links_of("打开 hxxps://ab12c．example/?u=https%3A%2F%2Fwww.shop.example%2Fx").at(0);
  EXPECT_EQ(link.at("host"), "ab12c.example");
  EXPECT_EQ(link.at("target"), "www.shop.example");
  EXPECT_EQ(link.at("folds"), (Json{"width", "link"}));
  EXPECT_EQ(link.at("kind"), "web");
}

TEST_F(Links, KindsAreToldApart) {
  const Json links = links_of("weixin://dl/business/?t=abc 或 Name@Example.com");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links.at(0).at("kind"), "app");
  EXPECT_EQ(links.at(0).at("host"), "");
  EXPECT_EQ(links.at(1).at("kind"), "email");
  EXPECT_EQ(links.at(1).at("host"), "example.com");
  EXPECT_EQ(links.at(1).at("url"), "mailto:Name@example.com");
}

TEST_F(Links, FieldsOfAJsonPostAreNamed) {
  const Ran ran = run({"links", "--input", "jsonl", "--format", "jsonl", "-"},
                      R"({"id":"p","text":"a","links":["https://a.example/","https://b.example/"]})"
                      "\n");
  const Json links = ran.lines().at(0).at("links");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links.at(1).at("host"), "b.example");
  EXPECT_EQ(links.at(1).at("field"), "link");
  EXPECT_EQ(links.at(1).at("field_index"), 1);
}

TEST_F(Links, WhatCannotBeReadIsStatus3AndTheRestIsListed) {
  const Ran ran = run({"links", "--input", "jsonl", "--format", "jsonl", "-"},
                      "{\"id\":\"a\"}\n{\"text\":\"abc.com\"}\n");
  EXPECT_EQ(ran.exit_status, 3);
  ASSERT_EQ(ran.lines().size(), 2U);
  EXPECT_EQ(ran.lines().at(0).at("error").at("status"), "E_INPUT");
  EXPECT_EQ(ran.lines().at(1).at("links").at(0).at("host"), "abc.com");
  EXPECT_EQ(run({"links", "--format", "xml", "-"}).exit_status, 2);
}

TEST_F(Links, OfPagesAndMarkdown) {
  const Ran page = run({"links", "--format", "jsonl",
                        write("p.html",
                              "<p>见<a href=\"https://shop.example/?a=1&amp;b=2\">"
                              "全文</a> ab12c<b>.</b>com</p>")});
  const Json links = page.lines().at(0).at("links");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links.at(0).at("url"), "https://shop.example/?a=1&b=2");
  EXPECT_EQ(links.at(0).at("text"), "https://shop.example/?a=1&amp;b=2");
  EXPECT_EQ(links.at(1).at("host"), "ab12c.com");
  EXPECT_EQ(links.at(1).at("text"), "ab12c<b>.</b>com");
  const Ran markdown =
      run({"links", "--input", "markdown", "--format", "jsonl", "-"}, "[全文](https://shop.example/x)");
  EXPECT_EQ(markdown.lines().at(0).at("links").at(0).at("host"), "shop.example");
  const Ran once =
      run({"links", "--input", "markdown", "--format", "jsonl", "-"}, "<https://shop.example/x>");
  EXPECT_EQ(once.lines().at(0).at("links").size(), 1U) << "its text is its target";
}

TEST_F(Links, TextForPeople) {
  const Ran ran = run({"links", "-"}, "ab12c点com");
  EXPECT_EQ(ran.exit_status, 0);
  EXPECT_THAT(ran.out, HasSubstr("1:1  web  ab12c点com"));
  EXPECT_THAT(ran.out, HasSubstr("http://ab12c.com/"));
  EXPECT_THAT(ran.out, HasSubstr("伪装的链接"));
}

}  // namespace
}  // namespace postgate_cli_test

// Markdown taken apart: the same rules as for pages, and every piece knows its place in the Markdown.
#include <gtest/gtest.h>

#include <string>

#include "text/structure.h"

namespace postgate {
namespace {

Structure read(const std::string& source) {
  Structure made;
  const Result<void> result = read_markdown(source, StructureLimits(), Deadline(), made);
  EXPECT_TRUE(result.ok()) << result.error().message;
  return made;
}

std::string parts_of(const std::string& source, PartKind kind) {
  const Structure structure = read(source);
  std::string all;
  for (const Part& part : structure.parts) {
    if (part.kind != kind) continue;
    if (!all.empty()) all += '|';
    all += part.text.text();
  }
  return all;
}

std::string text_of(const std::string& source) { return parts_of(source, PartKind::kText); }

std::string source_behind(const std::string& source, std::string_view word, PartKind kind = PartKind::kText) {
  const Structure made = read(source);
  for (const Part& part : made.parts) {
    const std::size_t at = part.text.text().find(word);
    if (part.kind != kind || at == std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(at);
    const Range place = part.text.source_of({begin, begin + static_cast<std::uint32_t>(word.size())});
    return source.substr(place.begin, place.end - place.begin);
  }
  return "(not found)";
}

TEST(Markdown, BlocksAreLines) {
  EXPECT_EQ(text_of("# Head\n\none\ntwo\n\n- a\n- b\n\n> q\n\n---\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"),
            "Head\none two\na\nb\nq\nx y\n1 2");
  EXPECT_EQ(text_of("```\na <b> &amp;\n  c\n```\n"), "a <b> &amp;\n  c\n");
  EXPECT_EQ(text_of("one  \ntwo"), "one\ntwo");
}

TEST(Markdown, MarksDoNotSplitWords) {
  EXPECT_EQ(text_of("**\u5FAE**\u4FE1 ~~\u53F7~~ `c` \\*x\\* 1 < 2 & 3 &copy &copy;"),
            "\u5FAE\u4FE1 \u53F7 c *x* 1 < 2 & 3 &copy \u00A9");
  EXPECT_EQ(text_of("\u5FAE<b>\u4FE1</b><!-- x -->\u53F7"), "\u5FAE\u4FE1\u53F7");
}

TEST(Markdown, LinksAndImages) {
  const std::string source =
      "[t *x*](http://a.example/?a&b \"ti\") <http://b.example> [r] ![al **t**](src \"cap\")\n\n[r]: "
      "c\\(d\\)&amp;e\n";
  EXPECT_EQ(parts_of(source, PartKind::kLink), "http://a.example/?a&b|http://b.example|c(d)&e");
  EXPECT_EQ(parts_of(source, PartKind::kAlt), "ti|al t|cap");
  EXPECT_EQ(text_of(source), "t x http://b.example r");
  EXPECT_EQ(source_behind(source, "http://a.example/?a&b", PartKind::kLink), "http://a.example/?a&b");
  EXPECT_EQ(source_behind(source, "c(d)&e", PartKind::kLink), "c\\(d\\)&amp;e");
  EXPECT_EQ(source_behind(source, "al t", PartKind::kAlt), "al **t");
  const Structure made = read(source);
  ASSERT_EQ(made.anchors.size(), 3U);
  const Anchor& first = made.anchors[0];
  EXPECT_EQ(source.substr(first.source.begin, first.source.end - first.source.begin),
            "http://a.example/?a&b");
  EXPECT_EQ(made.parts[first.part].text.text().substr(first.text.begin, first.text.end - first.text.begin),
            "t x");
}

TEST(Markdown, HtmlInside) {
  EXPECT_EQ(text_of("a <span style=\"display:none\">b *c*</span> d"), "a d");
  EXPECT_EQ(parts_of("a <span style=\"display:none\">b *c*</span> d", PartKind::kHidden), "b c");
  EXPECT_EQ(text_of("<div>\nx <b>y</b>\n</div>\n\nz"), "x y\nz");
  EXPECT_EQ(parts_of("<a href=\"http://x.example\">y</a>", PartKind::kLink), "http://x.example");
  EXPECT_EQ(text_of("a\n\n<script>\nno\n</script>\n\nb"), "a\nb");
}

TEST(Markdown, TheWayBack) {
  EXPECT_EQ(source_behind("x **\u5FAE**\u4FE1 y", "\u5FAE\u4FE1"), "\u5FAE**\u4FE1");
  EXPECT_EQ(source_behind("a &lt; b < c & d", "< b < c &"), "&lt; b < c &");
  EXPECT_EQ(source_behind("> one\n> two", "one two"), "one\n> two");
  EXPECT_EQ(source_behind("    code\n    more\n", "code\nmore"), "code\n    more");
  EXPECT_EQ(source_behind("<b title='&amp;x'>t</b>", "&x", PartKind::kAlt), "&amp;x");
}

TEST(Markdown, HostileTextIsHarmless) {
  const auto status_of = [](const std::string& source) {
    Structure made;
    const Result<void> result = read_markdown(source, StructureLimits(), Deadline(), made);
    return result.ok() ? Status::kOk : result.error().status;
  };
  const auto repeated = [](std::string_view what, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += what;
    return all;
  };
  EXPECT_EQ(status_of(repeated("> ", 100'000)), Status::kStructureLimit);
  EXPECT_EQ(status_of("[a]: " + std::string(60'000, 'x') + "\n\n" + repeated("[a] ", 20'000)),
            Status::kStructureLimit);
  EXPECT_EQ(status_of("[a](" + std::string(70'000, 'x') + ")"), Status::kStructureLimit);
  EXPECT_EQ(status_of(repeated("[", 50'000)), Status::kOk);
  EXPECT_EQ(status_of(repeated("**a ", 50'000)), Status::kOk);
}

}  // namespace
}  // namespace postgate

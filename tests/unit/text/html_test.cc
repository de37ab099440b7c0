// Pages taken apart: what is read, what is hidden, where links lead, and that every piece knows its place.
#include <gtest/gtest.h>

#include <string>

#include "text/structure.h"

namespace postgate {
namespace {

Structure read(const std::string& page) {
  Structure made;
  const Result<void> result = read_html(page, StructureLimits(), Deadline(), made);
  EXPECT_TRUE(result.ok()) << result.error().message;
  return made;
}

std::string parts_of(const Structure& structure, PartKind kind) {
  std::string all;
  for (const Part& part : structure.parts) {
    if (part.kind != kind) continue;
    if (!all.empty()) all += '|';
    all += part.text.text();
  }
  return all;
}

std::string text_of(const std::string& page) { return parts_of(read(page), PartKind::kText); }
std::string hidden_of(const std::string& page) { return parts_of(read(page), PartKind::kHidden); }
std::string links_of(const std::string& page) { return parts_of(read(page), PartKind::kLink); }
std::string alts_of(const std::string& page) { return parts_of(read(page), PartKind::kAlt); }

// The source behind `word` in the part of `kind` that holds it.
std::string source_behind(const std::string& page, std::string_view word, PartKind kind = PartKind::kText) {
  const Structure made = read(page);
  for (const Part& part : made.parts) {
    const std::size_t at = part.text.text().find(word);
    if (part.kind != kind || at == std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(at);
    const Range source = part.text.source_of({begin, begin + static_cast<std::uint32_t>(word.size())});
    return page.substr(source.begin, source.end - source.begin);
  }
  return "(not found)";
}

TEST(Html, BlocksAreLines) {
  EXPECT_EQ(text_of("<p>one</p><p>two</p>three<br>four"), "one\ntwo\nthree\nfour");
  EXPECT_EQ(text_of("<div>a<div>b</div>c</div>"), "a\nb\nc");
  EXPECT_EQ(text_of("<ul><li>a<li>b</ul>"), "a\nb");
  EXPECT_EQ(text_of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), "a b\nc");
  EXPECT_EQ(text_of("plain"), "plain");
  EXPECT_EQ(text_of(""), "");
}

TEST(Html, InlineTagsAndCommentsDoNotSplitWords) {
  EXPECT_EQ(text_of("<b>\u5FAE</b><i>\u4FE1</i>"), "\u5FAE\u4FE1");
  EXPECT_EQ(text_of("\u5FAE<!-- x -->\u4FE1"), "\u5FAE\u4FE1");
  EXPECT_EQ(text_of("\u5FAE<wbr>\u4FE1</nonsense>\u53F7"), "\u5FAE\u4FE1\u53F7");
  EXPECT_EQ(text_of("<div style='display:inline'>\u5FAE</div><div style=display:inline-block>\u4FE1</div>"),
            "\u5FAE\u4FE1");
  EXPECT_EQ(text_of("a<span style=\"display:block\">b</span>c"), "a\nb\nc");
}

TEST(Html, WhiteSpaceIsCollapsed) {
  EXPECT_EQ(text_of("  a \n\t b  <p>  c  </p>"), "a b\nc");
  EXPECT_EQ(text_of("a <b> b</b> c"), "a b c");
  EXPECT_EQ(text_of("<pre>a\n  b</pre>"), "a\n  b");
}

TEST(Html, EntitiesAreDecoded) {
  EXPECT_EQ(text_of("&#21152;&#x5fae;&#X4FE1;"), "\u52A0\u5FAE\u4FE1");
  EXPECT_EQ(text_of("a&amp;amp;b &lt;b&gt; &copy &notin; &notit; &bogus; &"),
            "a&amp;b <b> \u00A9 \u2209 \u00ACit; &bogus; &");
  EXPECT_EQ(text_of("&#0;&#x110000;&#128;"), "\uFFFD\uFFFD\u20AC");
  EXPECT_EQ(links_of("<a href='?a=1&amp;b=2&copy=3&copy;'>x</a>"), "?a=1&b=2&copy=3\u00A9");
}

TEST(Html, ScriptsStylesAndCommentsAreNoText) {
  EXPECT_EQ(text_of("a<script>var b = '<p>no</p>';</script><style>p{}</style><!-- no -->c"), "ac");
  EXPECT_EQ(text_of("<head><meta charset=utf-8><title>T &amp; <b></title></head><body>x"), "x");
  EXPECT_EQ(parts_of(read("<title>T &amp; <b></title>x"), PartKind::kTitle), "T & <b>");
}

TEST(Html, LinksAndImages) {
  EXPECT_EQ(links_of("<a href=\" http://a.example/x\n y \">t</a><area href=b><form action='c'></form>"),
            "http://a.example/x y |b|c");
  EXPECT_EQ(
      links_of("<iframe src=//f.example></iframe><meta http-equiv=refresh content='0;url=http://r.example'>"),
      "//f.example|0;url=http://r.example");
  EXPECT_EQ(
      alts_of("<img alt='\u626B\u7801' title=t src=s><figure><figcaption>c<b>d</b></figcaption></figure>"),
      "\u626B\u7801|t|cd");
  EXPECT_EQ(text_of("<ruby>\u5FAE<rp>(</rp><rt>wei</rt><rp>)</rp>\u4FE1</ruby>"), "\u5FAE\u4FE1");
}

TEST(Html, AnchorsKnowTheirText) {
  const std::string page = "<p>see <a href='http://evil.example'> <b>www.gov.cn</b> </a>now";
  const Structure made = read(page);
  ASSERT_EQ(made.anchors.size(), 1U);
  const Anchor& anchor = made.anchors[0];
  EXPECT_EQ(made.parts[anchor.href].text.text(), "http://evil.example");
  EXPECT_EQ(page.substr(anchor.source.begin, anchor.source.end - anchor.source.begin), "http://evil.example");
  EXPECT_EQ(
      made.parts[anchor.part].text.text().substr(anchor.text.begin, anchor.text.end - anchor.text.begin),
      "www.gov.cn");
}

TEST(Html, AnAnchorThatTheParserSplitIsOne) {
  const Structure made = read("<a href=x>one<p>two</a>three");
  ASSERT_EQ(made.anchors.size(), 1U);
  const Anchor& anchor = made.anchors[0];
  EXPECT_EQ(
      made.parts[anchor.part].text.text().substr(anchor.text.begin, anchor.text.end - anchor.text.begin),
      "one\ntwo");
}

TEST(Html, HiddenTextIsSetApart) {
  for (const std::string style :
       {"display:none", "DISPLAY : None !important", "visibility:hidden", "font-size:0",
        "font-size:0px;color:red", "opacity:0", "color:#fff", "color:white;background:#ffffff",
        "color:rgba(1,2,3,0)", "color:transparent", "width:0;height:0;overflow:hidden",
        "position:absolute;left:-9999px", "text-indent:-9999px", "display:n\\6f ne", "dis/* x */play:none",
        "color:rgb(250, 252,255)", "clip:rect(0,0,0,0)"}) {
    const std::string page = "\u5FAE<span style=\"" + style + "\">abcd</span>\u4FE1";
    EXPECT_EQ(text_of(page), "\u5FAE\u4FE1") << style;
    EXPECT_EQ(hidden_of(page), "abcd") << style;
  }
  EXPECT_EQ(hidden_of("<p hidden>abcd</p>"), "abcd");
  EXPECT_EQ(hidden_of("<font color=white>abcd</font>"), "abcd");
  EXPECT_EQ(hidden_of("<template>abcd</template>"), "abcd");
  EXPECT_EQ(hidden_of("<div style='background:#123456'><b style='color:#123456'>abcd</b></div>"), "abcd");
}

TEST(Html, WhatCanBeSeenIsNotHidden) {
  for (const std::string page :
       {"<b style='color:#ff0000'>abcd</b>",
        "<div style='background:#333'><b style='color:#fff'>abcd</b></div>",
        "<div style='background-image:url(x.png)'><b style='color:#fff'>abcd</b></div>",
        "<div class=banner><b style='color:#fff'>abcd</b></div>",
        "<style>body{background:#000}</style><b style='color:#fff'>abcd</b>",
        "<b style='font-size:12px'>abcd</b>", "<p style='font-size:0'><b style='font-size:16px'>abcd</b></p>",
        "<p style='visibility:hidden'><b style='visibility:visible'>abcd</b></p>",
        "<b style='width:0'>abcd</b>", "<b style='opacity:0.5'>abcd</b>",
        "<b style='text-indent:-2em'>abcd</b>",
        "<b "
        "style='background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent'>abcd</"
        "b>"}) {
    EXPECT_EQ(hidden_of(page), "") << page;
    EXPECT_EQ(text_of(page), "abcd") << page;
  }
}

TEST(Html, HiddenStretchesThatCouldBeRead) {
  const Structure made =
      read("a<i style='display:none'>\u52A0\u6211\u5FAE\u4FE1</i>b<i style='display:none'>&nbsp;1</i>");
  ASSERT_EQ(made.hidden.size(), 1U);
  EXPECT_EQ(made.hidden[0], (Range{0, 12}));
}

TEST(Html, TextForNotEveryReaderStaysInPlace) {
  const Structure made = read("\u5FAE<i aria-hidden=true>\u4FE1</i>\u53F7");
  const MappedText& text = made.parts[0].text;
  EXPECT_EQ(text.text(), "\u5FAE\u4FE1\u53F7");
  EXPECT_TRUE(text.hidden_in({3, 6}));
  EXPECT_FALSE(text.hidden_in({0, 3}));
  EXPECT_TRUE(made.hidden.empty());
}

TEST(Html, TheWayBack) {
  EXPECT_EQ(source_behind("x<b>\u5FAE</b><i>\u4FE1</i>y", "\u5FAE\u4FE1"), "\u5FAE</b><i>\u4FE1");
  EXPECT_EQ(source_behind("x&#24494;\u4FE1y", "\u5FAE\u4FE1"), "&#24494;\u4FE1");
  EXPECT_EQ(source_behind("x&#24494;\u4FE1y", "\u4FE1"), "\u4FE1");
  EXPECT_EQ(source_behind("<p>a\r\n  b</p>", "a b"), "a\r\n  b");
  EXPECT_EQ(source_behind("<p>one</p>\n<p>two</p>", "one\ntwo"), "one</p>\n<p>two");
  EXPECT_EQ(source_behind("<a href='a&amp;b'>t</a>", "a&b", PartKind::kLink), "a&amp;b");
  EXPECT_EQ(source_behind("<table>\u5FAE<tr><td>x</td></tr>\u4FE1</table>y", "\u4FE1"), "\u4FE1");
  EXPECT_EQ(source_behind("<textarea>a &lt; <b></textarea>", "a < <b>"), "a &lt; <b>");
  EXPECT_EQ(source_behind("<svg><text>\u5FAE<![CDATA[<\u4FE1]]></text></svg>", "\u5FAE<\u4FE1"),
            "\u5FAE<![CDATA[<\u4FE1");
}

TEST(Html, BeyondALimitThereIsNoAnswer) {
  const auto status_of = [](const std::string& page) {
    Structure made;
    const Result<void> result = read_html(page, StructureLimits(), Deadline(), made);
    return result.ok() ? Status::kOk : result.error().status;
  };
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_EQ(status_of(deep), Status::kStructureLimit);
  std::string many;
  for (int i = 0; i < 200'001; ++i) many += "<i>";
  EXPECT_EQ(status_of(many), Status::kStructureLimit);
  EXPECT_EQ(status_of("<a href='" + std::string(70'000, 'x') + "'>"), Status::kStructureLimit);
  EXPECT_EQ(status_of("<img src='data:," + std::string(70'000, 'x') + "'>"), Status::kOk);
  // Elements that close each other do not nest.
  std::string flat;
  for (int i = 0; i < 50'000; ++i) flat += "<p>a<li>b<br>";
  EXPECT_EQ(status_of(flat), Status::kOk);
}

TEST(Html, DeadlinesEndAParse) {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "<p>a</p>";
  Structure made;
  const Result<void> result = read_html(page, StructureLimits(), Deadline::after_ns(1), made);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().status, Status::kDeadline);
}

}  // namespace
}  // namespace postgate

// What becomes of single links, one property a line: the host a browser would ask for, the kind, the
// place, and the host behind a wrapper. Every line must hold.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "link/found_link.h"
#include "unit/link/detect_helper.h"

namespace postgate::test {
namespace {

std::vector<FoundLink> links_of(const std::string& text) {
  FieldText field;
  FieldInput input;
  input.utf8 = text;
  std::vector<FoundLink> links;
  EXPECT_TRUE(field.assign(input, Deadline()).ok());
  EXPECT_TRUE(read_links(field, false, links).ok());
  return links;
}

struct Case {
  std::string_view text;
  LinkKind kind;
  std::string_view host;
  std::string_view target = {};
};

void expect_one(const Case& each) {
  const Marked marked = unmark(each.text);
  const std::vector<FoundLink> links = links_of(marked.text);
  ASSERT_EQ(links.size(), 1U) << each.text;
  const FoundLink& link = links.front();
  EXPECT_EQ(describe(link.raw.begin, marked.text.substr(link.raw.begin, link.raw.end - link.raw.begin)),
            marked.spans.front());
  EXPECT_EQ(link.kind, each.kind) << each.text;
  EXPECT_EQ(link.host, each.host) << each.text;
  EXPECT_EQ(link.target, each.target) << each.text;
}

TEST(LinkReading, NamesInOtherScripts) {
  for (const Case& each : std::initializer_list<Case>{
           {"⟦пример.рф⟧ открыт", LinkKind::kWeb, "xn--e1afmkfd.xn--p1ai"},
           {"на ⟦www.пример.рф/a⟧", LinkKind::kWeb, "www.xn--e1afmkfd.xn--p1ai"},
           {"⟦магазин.онлайн⟧!", LinkKind::kWeb, "xn--80aairftm.xn--80asehdb"},
           {"⟦παράδειγμα.ελ⟧", LinkKind::kWeb, "xn--hxajbheg2az3al.xn--qxam"},
           {"⟦실례.한국⟧ 방문", LinkKind::kWeb, "xn--9n2bp8q.xn--3e0b707e"},
           {"⟦例子.中国/a⟧", LinkKind::kWeb, "xn--fsqu00a.xn--fiqs8s"},
           {"⟦https://例え.テスト/⟧", LinkKind::kWeb, "xn--r8jz45g.xn--zckzah"},
           {"⟦https://faß.de⟧", LinkKind::kWeb, "xn--fa-hia.de"},
           {"⟦https://weiß.de/ß⟧", LinkKind::kWeb, "xn--wei-7ka.de"},
           {"⟦https://☕.us⟧", LinkKind::kWeb, "xn--53h.us"},
           {"⟦http://①②⑦.⓪.⓪.①/⟧", LinkKind::kWeb, "127.0.0.1"},
       }) {
    expect_one(each);
  }
}

TEST(LinkReading, DamagedNames) {
  for (const Case& each : std::initializer_list<Case>{
           {"⟦ab🔥12c.com⟧", LinkKind::kWeb, "ab12c.com"},
           {"上⟦shop🔥77.com⟧领券", LinkKind::kWeb, "shop77.com"},
           {"⟦shop❤mall.com/a⟧", LinkKind::kWeb, "shopmall.com"},
           {"⟦shop77🌟.🌟com⟧", LinkKind::kWeb, "shop77.com"},
           {"link🔗⟦shop77.com⟧", LinkKind::kWeb, "shop77.com"},
           {"here👉⟦shop77.com⟧", LinkKind::kWeb, "shop77.com"},
           {"VIP🔥⟦shop77.com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦shop77.c o m⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦www shop77 com⟧，快来", LinkKind::kWeb, "www.shop77.com"},
           {"⟦www、shop77、com⟧", LinkKind::kWeb, "www.shop77.com"},
           {"⟦三w点shop77点com⟧", LinkKind::kWeb, "www.shop77.com"},
           {"⟦3w点shop77点com⟧", LinkKind::kWeb, "www.shop77.com"},
           {"打开 ⟦h t t p : / / shop77 . com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦h t t p s : / / shop77点com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦shop77 [dot] com⟧ / abc", LinkKind::kWeb, "shop77.com"},
           {"⟦shop77 （.） com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦shopmall [dot] com⟧", LinkKind::kWeb, "shopmall.com"},
           {"⟦shop77 dot top⟧", LinkKind::kWeb, "shop77.top"},
           {"⟦shopmall dot com⟧，限时", LinkKind::kWeb, "shopmall.com"},
           {"⟦shop77句号com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦shop77小数点com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦shop77『。』com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦shop77\\.com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦ttp://shop77.com/a⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦htps://shop77.com⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦wss://live.shop77.com/s⟧", LinkKind::kWeb, "live.shop77.com"},
           {"⟦http%253A%252F%252Fshop77.com⟧", LinkKind::kWeb, "shop77.com"},
       }) {
    expect_one(each);
  }
}

TEST(LinkReading, WhereALinkEnds) {
  for (const Case& each : std::initializer_list<Case>{
           {"⟦https://shop77.com/路径/页面.html⟧ 点击", LinkKind::kWeb, "shop77.com"},
           {"⟦https://shop77.com/a?q=中文&b=1⟧", LinkKind::kWeb, "shop77.com"},
           {"⟦https://shop77.com/活动-2/x⟧，快", LinkKind::kWeb, "shop77.com"},
           {"点击⟦https://shop77.com/⟧领取优惠。", LinkKind::kWeb, "shop77.com"},
           {"点击⟦https://shop77.com/abc⟧领取/使用", LinkKind::kWeb, "shop77.com"},
           {"⟦https://ab12c.com#@www.gov.cn⟧", LinkKind::kWeb, "ab12c.com"},
           {"⟦https://ab12c.com?@www.gov.cn⟧", LinkKind::kWeb, "ab12c.com"},
           {"⟦https://ab12c.com/@www.gov.cn⟧", LinkKind::kWeb, "ab12c.com"},
           {"看过⟦ab12c.com⟧?!", LinkKind::kWeb, "ab12c.com"},
       }) {
    expect_one(each);
  }
}

TEST(LinkReading, WhatAWrapperHides) {
  for (const Case& each : std::initializer_list<Case>{
           {"⟦https://go.example/r/aHR0cHM6Ly9hYjEyYy5jb20veA==⟧", LinkKind::kWeb, "go.example", "ab12c.com"},
           {"⟦https://go.example/?u=https%3A%2F%2Fr.example%2F%3Fu%3Dhttps%253A%252F%252Fab12c.com⟧",
            LinkKind::kWeb, "go.example", "ab12c.com"},
           {"⟦https://go.example/?to=//ab12c.com/x⟧", LinkKind::kWeb, "go.example", "ab12c.com"},
           {"⟦itms-services://?action=download-manifest&url=https://ab12c.com/a.plist⟧", LinkKind::kApp, "",
            "ab12c.com"},
       }) {
    expect_one(each);
  }
}

TEST(LinkReading, AppsTokensAddresses) {
  for (const Case& each : std::initializer_list<Case>{
           {"⟦magnet:?xt=urn:btih:abcdef⟧ 下载", LinkKind::kApp, ""},
           {"⟦ed2k://|file|a.zip|1|b|/⟧", LinkKind::kApp, ""},
           {"⟦《aB3dE5gH7jk》⟧淘口令", LinkKind::kToken, ""},
           {"口令：⟦(aB3dE5gH7jk)⟧", LinkKind::kToken, ""},
           {"⟦a.b[at]shop77[dot]com⟧", LinkKind::kEmail, "shop77.com"},
           {"⟦name AT shop77 DOT com⟧", LinkKind::kEmail, "shop77.com"},
           {"请写信到⟦service（at）ab12c.gov.cn⟧。", LinkKind::kEmail, "ab12c.gov.cn"},
           {"⟦a@例子.中国⟧", LinkKind::kEmail, "xn--fsqu00a.xn--fiqs8s"},
       }) {
    expect_one(each);
  }
}

TEST(LinkReading, TheNameOfAnAppEndsWithItsQuotationMarks) {
  const std::vector<FoundLink> links = links_of("请到应用商店搜索“示例通”并安装");
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links.front().url, "market://search?q=示例通");
}

TEST(LinkReading, SpeltAddressesAreEmailHitsAndNoLinkHits) {
  const std::string text = "name[at]ab12c[dot]com";
  EXPECT_EQ(detect_spans(Detector::kEmail, text), std::vector<std::string>{"0:" + text});
  EXPECT_TRUE(detect_spans(Detector::kUrl, text).empty());
}

}  // namespace
}  // namespace postgate::test

// Conditions on links: each key alone, and what a condition may not say.
#include "link/link_rule.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

namespace postgate::test {
namespace {

std::vector<FoundLink> links_of(std::string_view text) {
  FieldText field;
  FieldInput input;
  input.utf8 = text;
  std::vector<FoundLink> links;
  EXPECT_TRUE(field.assign(input, Deadline()).ok());
  EXPECT_TRUE(read_links(field, false, links).ok());
  return links;
}

std::vector<Entry> entries(std::initializer_list<std::string_view> texts) {
  std::vector<Entry> out;
  for (const std::string_view text : texts) out.push_back({std::string(text), {}});
  return out;
}

bool holds(const LinkCondition& condition, std::string_view text) {
  EXPECT_TRUE(check_link_condition(condition).empty());
  Result<LinkRule> rule = LinkRule::compile(condition);
  EXPECT_TRUE(rule.ok());
  const std::vector<FoundLink> links = links_of(text);
  EXPECT_EQ(links.size(), 1U) << text;
  return !links.empty() && rule.ok() && rule.value().holds(links.front()) == LinkRule::Answer::kYes;
}

LinkCondition with(const std::function<void(LinkCondition&)>& set) {
  LinkCondition condition;
  set(condition);
  return condition;
}

LinkCondition domains(std::initializer_list<std::string_view> names, DomainMatch match) {
  return with([&](LinkCondition& c) {
    c.has_domains = true;
    c.domains = entries(names);
    c.match = match;
  });
}

TEST(LinkRule, Domains) {
  const LinkCondition suffix = domains({"Shop.Example", "例子.中国", "*.b.example"}, DomainMatch::kSuffix);
  EXPECT_TRUE(holds(suffix, "https://www.shop.example/x"));
  EXPECT_TRUE(holds(suffix, "https://shop.example./x"));
  EXPECT_TRUE(holds(suffix, "http://www.例子.中国/"));
  EXPECT_TRUE(holds(suffix, "https://b.example/"));
  EXPECT_FALSE(holds(suffix, "https://myshop.example/"));
  EXPECT_FALSE(holds(suffix, "https://shop.example.com/"));
  EXPECT_TRUE(holds(suffix, "https://a.example/?u=https%3A%2F%2Fwww.shop.example"))
      << "the target counts, too";
  const LinkCondition exact = domains({"shop.example"}, DomainMatch::kExact);
  EXPECT_TRUE(holds(exact, "https://shop.example/"));
  EXPECT_FALSE(holds(exact, "https://www.shop.example/"));
  const LinkCondition registrable = domains({"shop.com.cn"}, DomainMatch::kRegistrable);
  EXPECT_TRUE(holds(registrable, "https://a.b.shop.com.cn/"));
  EXPECT_FALSE(holds(registrable, "https://shop.com/"));
}

TEST(LinkRule, CategoriesOfAListAndOfKnownSites) {
  LinkCondition listed = domains({"[games]", "g.example", "[shops]", "s.example"}, DomainMatch::kSuffix);
  listed.categories = entries({"shops"});
  EXPECT_TRUE(holds(listed, "https://s.example/"));
  EXPECT_FALSE(holds(listed, "https://g.example/"));
  const LinkCondition known = with([](LinkCondition& c) { c.categories = entries({"shop", "app-store"}); });
  EXPECT_TRUE(holds(known, "https://item.jd.com/1.html"));
  EXPECT_TRUE(holds(known, "https://apps.apple.com/cn/app/id1"));
  EXPECT_FALSE(holds(known, "https://t.cn/abc"));
}

TEST(LinkRule, SchemeKindPathQueryFile) {
  const LinkCondition scheme = with([](LinkCondition& c) { c.schemes = entries({"weixin", "ftp"}); });
  EXPECT_TRUE(holds(scheme, "WeiXin://dl/x"));
  EXPECT_FALSE(holds(scheme, "https://weixin.example/"));
  const LinkCondition kind = with([](LinkCondition& c) { c.kinds = entries({"token", "email"}); });
  EXPECT_TRUE(holds(kind, "￥AbC1dEf2Gh3￥"));
  EXPECT_TRUE(holds(kind, "a@b.example.com"));
  EXPECT_FALSE(holds(kind, "https://b.example/"));
  const LinkCondition path = with([](LinkCondition& c) { c.path = entries({"^/item/[0-9]{1,9}$"}); });
  EXPECT_TRUE(holds(path, "https://a.example/Item/12?x=1"));
  EXPECT_FALSE(holds(path, "https://a.example/?/item/12"));
  const LinkCondition query = with([](LinkCondition& c) { c.query = entries({"\\bcoupon="}); });
  EXPECT_TRUE(holds(query, "https://a.example/x?a=1&coupon=2"));
  EXPECT_FALSE(holds(query, "https://a.example/coupon=2"));
  const LinkCondition file = with([](LinkCondition& c) { c.files = entries({"installer", "zip"}); });
  EXPECT_TRUE(holds(file, "https://a.example/x.APK?v=1"));
  EXPECT_TRUE(holds(file, "https://a.example/x.zip"));
  EXPECT_FALSE(holds(file, "https://a.example/apk"));
}

TEST(LinkRule, Facts) {
  const LinkCondition shortener = with([](LinkCondition& c) { c.shortener = true; });
  EXPECT_TRUE(holds(shortener, "https://bit.ly/abc"));
  EXPECT_FALSE(holds(shortener, "https://t.cn/abc")) << "platforms wrap every link in these";
  const LinkCondition direct = with([](LinkCondition& c) { c.redirector = false; });
  EXPECT_TRUE(holds(direct, "https://a.example/"));
  EXPECT_FALSE(holds(direct, "https://a.example/?u=https%3A%2F%2Fb.example"));
  EXPECT_FALSE(holds(direct, "https://link.zhihu.com/abc"));
  const LinkCondition affiliate = with([](LinkCondition& c) { c.affiliate = true; });
  EXPECT_TRUE(holds(affiliate, "https://a.example/x?id=1&AFF_ID=2"));
  EXPECT_TRUE(holds(affiliate, "https://a.example/x?pid=mm_1_2_3"));
  EXPECT_TRUE(holds(affiliate, "https://u.jd.com/abc"));
  EXPECT_FALSE(holds(affiliate, "https://a.example/x?pid=12&affair=1"));
  const LinkCondition repaired = with([](LinkCondition& c) { c.repaired = true; });
  EXPECT_TRUE(holds(repaired, "ab12c点com"));
  EXPECT_TRUE(holds(repaired, "www.tаobao.com"));
  EXPECT_FALSE(holds(repaired, "ｗｗｗ．ａｂｃ．ｃｏｍ")) << "full-width letters are a habit, not a disguise";
  const LinkCondition foreign = with([](LinkCondition& c) { c.foreign = true; });
  EXPECT_TRUE(holds(foreign, "https://a.example/"));
  EXPECT_FALSE(holds(foreign, "https://www.example.gov.cn/"));
}

TEST(LinkRule, LooksBorrowedFromADomain) {
  const LinkCondition gov = with([](LinkCondition& c) { c.poses_as = entries({"gov.cn"}); });
  for (const std::string_view text :
       {"https://www.gov.cn.ab12c.example/", "https://www.gov.cn@ab12c.example/x", "www-gov-cn.ab12c.com",
        "https://gov-cn.example/", "https://govcn.example/", "https://www.gov.cn-login.example/",
        "https://zwfw.g0v.cn/", "https://wwwgovcn.com/"}) {
    EXPECT_TRUE(holds(gov, text)) << text;
  }
  for (const std::string_view text :
       {"https://www.gov.cn/", "https://zwfw.example.gov.cn/x", "https://www.gov.uk/", "https://mangov.cn/",
        "https://a.example/?u=gov.cn", "https://egov.example/"}) {
    EXPECT_FALSE(holds(gov, text)) << text;
  }
}

TEST(LinkRule, TextThatClaimsAnotherSite) {
  const auto claims = [](std::string_view text) {
    int count = 0;
    for (const FoundLink& link : links_of(text)) count += link.claims_other ? 1 : 0;
    return count;
  };
  EXPECT_EQ(claims("[www.gov.cn](https://shop.example/a)"), 1);
  EXPECT_EQ(claims("<a href=\"https://shop.example/a\">www.gov.cn</a>"), 1);
  EXPECT_EQ(claims("<a href=\"https://shop.example/a\" target=_blank>https://www.gov.cn/x</a>"), 1);
  EXPECT_EQ(claims("[www.shop.example](https://m.shop.example/a)"), 0);
  EXPECT_EQ(claims("www.gov.cn https://shop.example/a"), 0);
  EXPECT_EQ(claims("[全文](https://shop.example/a)"), 0);
}

TEST(LinkRule, WordsThatStandForALink) {
  const LinkCondition lure = with([](LinkCondition& c) { c.text = entries({"领券|buy now"}); });
  EXPECT_TRUE(holds(lure, "[点我领券](https://shop.example/a)"));
  EXPECT_TRUE(holds(lure, "[Buy Now](<https://shop.example/a>)"));
  EXPECT_TRUE(holds(lure, "[點我領券](https://shop.example/a)"));
  EXPECT_FALSE(holds(lure, "领券 https://shop.example/a"));
  EXPECT_FALSE(holds(lure, "领券](https://shop.example/a)"));
  EXPECT_FALSE(holds(lure, "[领券\n看这里](https://shop.example/a)"));
  EXPECT_FALSE(holds(lure, "[全文](https://shop.example/a)"));
  std::vector<FoundLink> links = links_of("https://shop.example/a");
  ASSERT_TRUE(note_claims("限时领券", links).ok());
  EXPECT_EQ(links.front().text, "限时领券");
}

TEST(LinkRule, EverythingGivenMustHold) {
  const LinkCondition both = with([](LinkCondition& c) {
    c.files = entries({"apk"});
    c.foreign = true;
  });
  EXPECT_TRUE(holds(both, "https://a.example/x.apk"));
  EXPECT_FALSE(holds(both, "https://www.example.gov.cn/x.apk"));
}

TEST(LinkRule, ProblemsAreNamed) {
  const auto codes = [](const LinkCondition& condition) {
    std::vector<std::string> out;
    for (const LinkProblem& problem : check_link_condition(condition)) out.push_back(problem.code);
    return out;
  };
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes(domains({"https://a.example/"}, DomainMatch::kSuffix)), Codes{"bad-domain"});
  EXPECT_EQ(codes(domains({"a b"}, DomainMatch::kSuffix)), Codes{"bad-domain"});
  EXPECT_EQ(codes(with([](LinkCondition& c) { c.categories = entries({"shops"}); })),
            Codes{"unknown-category"});
  LinkCondition listed = domains({"a.example"}, DomainMatch::kSuffix);
  listed.categories = entries({"shop"});
  EXPECT_EQ(codes(listed), Codes{"unknown-category"});
  EXPECT_EQ(codes(with([](LinkCondition& c) { c.path = entries({"("}); })).size(), 1U);
}

}  // namespace
}  // namespace postgate::test

// `pack import` of link lists, and what a finding says about them.
#include <gmock/gmock.h>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class LinkLists : public CommandTest {
 protected:
  Ran import(const std::vector<std::string>& lists) const {
    std::vector<std::string> arguments{"pack", "import"};
    arguments.insert(arguments.end(), lists.begin(), lists.end());
    for (const std::string& more :
         {std::string("--action"), std::string("hold"), std::string("-o"), path("made")}) {
      arguments.push_back(more);
    }
    return run(arguments);
  }
  Json scan(const std::string& post) const {
    return run({"scan", "--pack", path("made"), "--format", "jsonl", "-"}, post).lines().at(0);
  }
};

TEST_F(LinkLists, FiltersAreTakenLineForLine) {
  const std::string list = write("easy.txt",
                                 "[Adblock Plus 2.0]\n! title\n||ads.shop-one.com^\n||two.net^$third-party\n"
                                 "@@||ads.shop-one.com/about^\nx.com##.ad\n||three.com^$removeparam=a\n"
                                 "/promo/*.html|\n||four.com^$domain=x.com\n||five.com^\n");
  const Ran made = import({"--filters", list});
  EXPECT_EQ(made.exit_status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("5 taken, 2 comment, 1 element hiding, 1 named pages only, 1 page option"));
  const Json hold = scan("点击 https://www.ads.shop-one.com/buy 查看");
  EXPECT_EQ(hold["action"], "hold");
  const Json& signal = hold["findings"][0]["signals"][0];
  EXPECT_EQ(signal["list"], "lists/easy.txt");
  EXPECT_EQ(signal["line"], 3);
  EXPECT_EQ(scan("https://ads.shop-one.com/about")["action"], "allow") << "an exception";
  EXPECT_EQ(scan("见 http://any.example.com/promo/1.html 说明")["findings"][0]["signals"][0]["entry"],
            "/promo/*.html|");
  EXPECT_EQ(scan("two.net")["action"], "hold");
  EXPECT_EQ(scan("https://www.example.gov.cn/promo/")["action"], "allow");
}

TEST_F(LinkLists, AListOfFiltersWithOptionsMakesItsExamples) {
  const Ran made =
      import({"--filters", write("servers.txt", "||trackers.de^$third-party\n||1.2.3.4^$all\n")});
  EXPECT_EQ(made.exit_status, 0) << made.err;
  EXPECT_EQ(scan("见 http://trackers.de/x")["action"], "hold");
  EXPECT_EQ(scan("见 http://1.2.3.4/x")["action"], "hold");
}

TEST_F(LinkLists, HostsDomainsAndDnsmasq) {
  const std::string hosts =
      write("h.txt", "# note\n127.0.0.1 localhost\n0.0.0.0 a-one.com www.a-one.net # x\n");
  const std::string domains = write("d.txt", "b-one.com\n*.b-two.cn\nnot a domain\n");
  const std::string dnsmasq =
      write("m.conf", "address=/c-one.com/0.0.0.0\nserver=/c-two.com/\ncache-size=1\n");
  const Ran made = import({"--hosts", hosts, "--domains", domains, "--dnsmasq", dnsmasq});
  EXPECT_EQ(made.exit_status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("h.txt: 2 taken, 1 comment, 1 local name"));
  EXPECT_THAT(made.out, HasSubstr("d.txt: 2 taken, 1 refused"));
  EXPECT_THAT(made.out, HasSubstr("m.conf: 2 taken, 1 other setting"));
  for (const char* link :
       {"a-one.com", "http://www.a-one.net/x", "sub.b-one.com", "http://x.b-two.cn", "c-two.com"}) {
    EXPECT_EQ(scan(std::string("看 ") + link + " 吧")["action"], "hold") << link;
  }
  EXPECT_EQ(scan("http://xb-one.com/")["action"], "allow");
}

TEST_F(LinkLists, APackMayNameAList) {
  write("pack/lists/own.txt", "own-ads.com # ours\n");
  write("pack/rules/own.toml",
        "[[rule]]\nid = \"own.ads\"\ncategory = \"test\"\naction = \"block\"\ngrade = 1\n"
        "title = { zh = \"一\", en = \"x\" }\nhint = { zh = \"一\", en = \"x\" }\ndetect = "
        "[\"domain:lists/own.txt\"]\n"
        "examples = [\"http://own-ads.com\", \"www.own-ads.com\"]\ncounter = [\"http://x.com\", \"own\"]\n");
  const Ran checked = run({"pack", "check", pack()});
  EXPECT_EQ(checked.exit_status, 0) << checked.out << checked.err;
  EXPECT_EQ(run({"scan", "--pack", pack(), "-"}, "x.own-ads.com").exit_status, 1);
  write("pack/rules/own.toml", "[[signal]]\nid = \"s\"\ndetect = [\"domain:lists/none.txt\"]\n");
  EXPECT_THAT(run({"pack", "check", pack()}).out + run({"pack", "check", pack()}).err,
              HasSubstr("lists/none.txt"));
}

}  // namespace
}  // namespace postgate_cli_test

// links = { ... } in a pack, from the C ABI to a finding.
#include <string>

#include "support.h"

namespace capi_test {
namespace {

std::vector<std::string> rules_found(const Gate& gate, std::string_view text) {
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan(text, &verdict), POSTGATE_OK);
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < summary_of(verdict).finding_count; ++i) {
    rules.emplace_back(view(finding_at(verdict, i).rule));
  }
  return rules;
}

Ruleset build_with_list() {
  const Compiler compiler = make_compiler();
  const std::string rules =
      rules_toml({{"link.list", "block", "links = { list = \"shops.txt\" }\n" + kSamples},
                  {"link.some", "hold",
                   "links = [{ kind = \"app\" }, { file = \"installer\", foreign = true }]\n" + kSamples},
                  {"link.two", "flag", "all = [\"word\", \"far\"]\nwithin = \"sentence\"\n" + kSamples}}) +
      "[[signal]]\nid = \"word\"\nwords = [\"领券\"]\n"
      "[[signal]]\nid = \"far\"\nlinks = { poses_as = [\"gov.cn\"] }\n";
  EXPECT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("links")), POSTGATE_OK);
  EXPECT_EQ(add_text(compiler.get(), "one", "rules/rules.toml", rules), POSTGATE_OK);
  EXPECT_EQ(add_text(compiler.get(), "one", "lists/shops.txt", "# shops\nshop.example\n例子.中国 # idn\n"),
            POSTGATE_OK);
  return build(compiler.get());
}

using Rules = std::vector<std::string>;

TEST(LinkRules, MatchListsKindsAndPosers) {
  const Gate gate(build_with_list());
  EXPECT_EQ(rules_found(gate, "见 https://www.shop.example/a"), Rules{"link.list"});
  EXPECT_EQ(rules_found(gate, "见 shop[.]example"), Rules{"link.list"});
  EXPECT_EQ(rules_found(gate, "见 http://例子.中国/"), Rules{"link.list"});
  EXPECT_EQ(rules_found(gate, "打开 weixin://dl/x"), Rules{"link.some"});
  EXPECT_EQ(rules_found(gate, "安装 https://a.example/x.apk"), Rules{"link.some"});
  EXPECT_EQ(rules_found(gate, "安装 https://a.gov.cn/x.apk"), Rules{});
  EXPECT_EQ(rules_found(gate, "领券 https://www.gov.cn.a.example/"), Rules{"link.two"});
  EXPECT_EQ(rules_found(gate, "https://www.gov.cn.a.example/"), Rules{});
  EXPECT_EQ(rules_found(gate, "没有链接"), Rules{});
}

TEST(LinkRules, FindingsShowTheLinkAndItsFolds) {
  const Gate gate(build_with_list());
  const std::string text = "见 hxxps://shop[.]example/a 吧";
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  const postgate_finding finding = finding_at(verdict, 0);
  EXPECT_EQ(text.substr(finding.where.bytes.begin, finding.where.bytes.end - finding.where.bytes.begin),
            "hxxps://shop[.]example/a");
  EXPECT_EQ(finding.folds, POSTGATE_FOLD_LINK);
}

TEST(LinkRules, MistakesHaveTheirPlace) {
  const Compiler compiler = make_compiler();
  ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("links")), POSTGATE_OK);
  ASSERT_EQ(
      add_text(compiler.get(), "one", "rules/rules.toml",
               rules_toml({{"r", "hold", "links = { domains = [\"https://a.example\"] }\n" + kSamples}})),
      POSTGATE_OK);
  postgate_ruleset* ruleset = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_compiler_build(compiler.get(), &ruleset, &error), POSTGATE_E_PACK_INVALID);
  postgate_diagnostic diagnostic = POSTGATE_INIT(postgate_diagnostic);
  ASSERT_EQ(postgate_compiler_diagnostic_at(compiler.get(), 0, &diagnostic), POSTGATE_OK);
  EXPECT_EQ(view(diagnostic.code), "bad-domain");
  EXPECT_EQ(diagnostic.line, 8U);
  EXPECT_EQ(diagnostic.column, 22U);
}

// A host that knows one short link, and counts what it is asked.
struct Host {
  int asked = 0;
  bool knows = true;

  static int32_t POSTGATE_CALL answer(void* context, const char* url, size_t size, uint64_t budget_ns,
                                      char* answer, size_t capacity, size_t* answer_size) {
    auto* host = static_cast<Host*>(context);
    ++host->asked;
    EXPECT_EQ(std::string(url, size), "https://t.cn/abc");
    EXPECT_GT(budget_ns, 0U);
    const std::string target = "https://WWW.Shop.Example/item";
    if (!host->knows || target.size() > capacity) return -1;
    target.copy(answer, capacity);
    *answer_size = target.size();
    return 0;
  }
};

TEST(LinkRules, AResolverSaysWhereShortLinksLead) {
  const Gate gate(build_with_list());
  Host host;
  const std::string text = "见 https://t.cn/abc 与 https://a.example/";
  EXPECT_EQ(rules_found(gate, text), Rules{}) << "nobody to ask";
  ASSERT_EQ(postgate_scanner_set_resolver(gate.scanner.get(), Host::answer, &host, 0, 0, nullptr),
            POSTGATE_OK);
  EXPECT_EQ(rules_found(gate, text), Rules{"link.list"});
  EXPECT_EQ(host.asked, 1) << "only short links";
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict), POSTGATE_OK);
  postgate_link link = POSTGATE_INIT(postgate_link);
  ASSERT_EQ(postgate_verdict_link_at(verdict, 0, &link), POSTGATE_OK);
  EXPECT_EQ(view(link.url), "https://t.cn/abc");
  EXPECT_EQ(view(link.resolved), "https://www.shop.example/item");
  EXPECT_EQ(view(link.target), "www.shop.example");
  EXPECT_EQ(link.where.codepoints.begin, 2U);
  EXPECT_EQ(postgate_verdict_link_at(verdict, 1, &link), POSTGATE_E_ARGUMENT);
}

TEST(LinkRules, AResolverMayFailAndIsNotAskedTooOften) {
  const Gate gate(build_with_list());
  Host host;
  host.knows = false;
  ASSERT_EQ(postgate_scanner_set_resolver(gate.scanner.get(), Host::answer, &host, 0, 2, nullptr),
            POSTGATE_OK);
  EXPECT_EQ(rules_found(gate, "https://t.cn/abc https://t.cn/abc https://t.cn/abc"), Rules{});
  EXPECT_EQ(host.asked, 2);
  EXPECT_EQ(postgate_scanner_set_resolver(gate.scanner.get(), Host::answer, &host, 0, 5000, nullptr),
            POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_scanner_set_resolver(nullptr, nullptr, nullptr, 0, 0, nullptr), POSTGATE_E_ARGUMENT);
  ASSERT_EQ(postgate_scanner_set_resolver(gate.scanner.get(), nullptr, nullptr, 0, 0, nullptr), POSTGATE_OK);
  EXPECT_EQ(rules_found(gate, "https://t.cn/abc"), Rules{});
  EXPECT_EQ(host.asked, 2);
}

}  // namespace
}  // namespace capi_test

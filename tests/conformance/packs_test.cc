// Every pack below patterns/ keeps its promises, seen through the C ABI: it builds, its clauses are
// there, and each example is found (each counterexample is not) in every shape a host may send it.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "conformance/pack_source.h"
#include "support/host.h"

namespace postgate_test {
namespace {

const std::string kPatterns = POSTGATE_SOURCE_DIR "/patterns";

// A pack is compiled once for all tests of it: self-tests make that the slow part.
struct LoadedPack {
  PackSource source;
  Host host;
};

LoadedPack& loaded(const std::string& folder) {
  static std::map<std::string, std::unique_ptr<LoadedPack>> packs;
  std::unique_ptr<LoadedPack>& pack = packs[folder];
  if (!pack) pack.reset(new LoadedPack{read_pack_source(folder), Host::from_folder(folder)});
  return *pack;
}

class EveryPack : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(pack().host.usable()) << postgate_status_name(pack().host.status()) << "\n"
                                      << pack().host.diagnostics();
  }
  LoadedPack& pack() { return loaded(GetParam()); }

  // Calls `check` with every example, its rule and whether it must be found.
  template <typename Check>
  void for_each_promise(Check check) {
    for (const PromisedRule& rule : pack().source.rules) {
      for (const std::string& text : rule.examples) check(rule.id, text, true);
      for (const std::string& text : rule.counters) check(rule.id, text, false);
    }
  }
};

std::string pack_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(info.param.rfind('/') + 1);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Patterns, EveryPack, testing::ValuesIn(pack_folders(kPatterns)), pack_name);

void expect_same_places(const Seen& a, const Seen& b, const std::string& text) {
  ASSERT_EQ(a.findings.size(), b.findings.size()) << text;
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    EXPECT_EQ(a.findings[i].rule, b.findings[i].rule) << text;
    const postgate_spans& x = a.findings[i].where;
    const postgate_spans& y = b.findings[i].where;
    EXPECT_TRUE(x.bytes.begin == y.bytes.begin && x.bytes.end == y.bytes.end &&
                x.utf16.begin == y.utf16.begin && x.utf16.end == y.utf16.end &&
                x.codepoints.begin == y.codepoints.begin && x.codepoints.end == y.codepoints.end)
        << a.findings[i].rule << " in " << text;
  }
}

TEST_P(EveryPack, BuildsWithoutAnyDiagnostic) { EXPECT_EQ(pack().host.diagnostics(), ""); }

TEST_P(EveryPack, HasATitleAndAClauseForEveryCategory) {
  ASSERT_FALSE(pack().source.categories.empty());
  for (const PromisedCategory& category : pack().source.categories) {
    EXPECT_FALSE(category.document.empty()) << category.id;
    EXPECT_FALSE(category.clause.empty()) << category.id;
    EXPECT_FALSE(category.title_zh.empty()) << category.id;
    EXPECT_FALSE(category.title_en.empty()) << category.id;
  }
}

TEST_P(EveryPack, HasSeveralRulesInEveryCategory) {
  std::map<std::string, int> rules;
  for (const PromisedRule& rule : pack().source.rules) ++rules[rule.category];
  for (const PromisedCategory& category : pack().source.categories)
    EXPECT_GE(rules[category.id], 2) << category.id;
}

TEST_P(EveryPack, HidesNoRuleFromTheTests) {
  EXPECT_EQ(pack().host.info().rule_count, pack().source.rules.size());
}

TEST_P(EveryPack, GivesEveryRuleTwoExamplesAndTwoCounterexamples) {
  for (const PromisedRule& rule : pack().source.rules) {
    EXPECT_GE(std::set<std::string>(rule.examples.begin(), rule.examples.end()).size(), 2U) << rule.id;
    EXPECT_GE(std::set<std::string>(rule.counters.begin(), rule.counters.end()).size(), 2U) << rule.id;
  }
}

TEST_P(EveryPack, KeepsEveryPromiseInUtf8) {
  for_each_promise([&](const std::string& rule, const std::string& text, bool wanted) {
    const Seen seen = pack().host.scan(text);
    ASSERT_EQ(seen.status, POSTGATE_OK) << text;
    EXPECT_EQ(seen.found(rule), wanted) << rule << ": " << text;
    EXPECT_TRUE(seen.complete) << text;
  });
}

TEST_P(EveryPack, JudgesUtf16LikeUtf8AndInTheSamePlaces) {
  for_each_promise([&](const std::string& rule, const std::string& text, bool wanted) {
    const Seen wide = pack().host.scan({{text, POSTGATE_ROLE_BODY, true}});
    ASSERT_EQ(wide.status, POSTGATE_OK) << text;
    EXPECT_EQ(wide.found(rule), wanted) << rule << ": " << text;
    expect_same_places(pack().host.scan(text), wide, text);
  });
}

TEST_P(EveryPack, KeepsEveryPromiseInOneFieldOfSeveral) {
  for_each_promise([&](const std::string& rule, const std::string& text, bool wanted) {
    const Seen seen = pack().host.scan(
        {{"今天多云", POSTGATE_ROLE_TITLE}, {text}, {"天空的照片", POSTGATE_ROLE_ALT, true}});
    ASSERT_EQ(seen.status, POSTGATE_OK) << text;
    EXPECT_EQ(seen.found(rule), wanted) << rule << ": " << text;
    for (const SeenFinding& finding : seen.findings) {
      EXPECT_EQ(finding.field, 1U) << finding.rule << ": " << text;
    }
  });
}

TEST_P(EveryPack, CutsFindingsAtTheSamePlaceInAllThreeUnits) {
  for_each_promise([&](const std::string&, const std::string& text, bool) {
    const std::u16string wide = to_utf16(text);
    for (const SeenFinding& finding : pack().host.scan(text).findings) {
      const postgate_spans& where = finding.where;
      const std::string offending = cut(text, where.bytes);
      ASSERT_FALSE(offending.empty()) << finding.rule << ": " << text;
      ASSERT_LE(where.utf16.end, wide.size());
      EXPECT_EQ(to_utf16(offending), wide.substr(where.utf16.begin, where.utf16.end - where.utf16.begin))
          << text;
      const auto is_lead = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
      EXPECT_EQ(static_cast<std::uint64_t>(std::count_if(offending.begin(), offending.end(), is_lead)),
                where.codepoints.end - where.codepoints.begin);
    }
  });
}

TEST_P(EveryPack, JudgesTheSamePostTheSameTwice) {
  for_each_promise([&](const std::string&, const std::string& text, bool) {
    const Seen first = pack().host.scan(text);
    pack().host.scan("另一条完全不同的消息：务必转发，加微信13800000000。");
    const Seen second = pack().host.scan(text);
    EXPECT_EQ(first.action, second.action) << text;
    expect_same_places(first, second, text);
  });
}

TEST(GovCn, IsBuiltIntoTheLibraryAsItStandsInPatterns) {
  const Host builtin = Host::from_builtin("gov-cn");
  ASSERT_TRUE(builtin.usable()) << builtin.diagnostics();
  EXPECT_EQ(builtin.digest(), loaded(kPatterns + "/gov-cn").host.digest());
}

TEST(GovCn, CoversEveryCategoryOfTheRequirement) {
  std::set<std::string> ids;
  for (const PromisedCategory& category : loaded(kPatterns + "/gov-cn").source.categories)
    ids.insert(category.id);
  for (const char* id :
       {"commercial-ad", "ad-link", "contact-solicitation", "forced-download", "forced-engagement",
        "fake-followers", "personal-opinion", "repost-source", "unapproved-wording", "hidden-text"}) {
    EXPECT_EQ(ids.count(id), 1U) << id;
  }
}

TEST(GovCn, HasAtLeastTwoHundredAndFiftyExamples) {
  std::set<std::string> texts;
  for (const PromisedRule& rule : loaded(kPatterns + "/gov-cn").source.rules) {
    texts.insert(rule.examples.begin(), rule.examples.end());
    texts.insert(rule.counters.begin(), rule.counters.end());
  }
  EXPECT_GE(texts.size(), 250U);
}

}  // namespace
}  // namespace postgate_test

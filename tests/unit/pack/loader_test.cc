// What load_pack() makes of a good pack, and where it says things stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack/ids.h"
#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

using namespace postgate;
using testing::ElementsAre;
using testing::HasSubstr;

// The pack of the format's description, word for word, with the guard it names.
std::vector<PackFile> described_pack() {
  return {
      {"pack.toml", R"(# pack.toml
[pack]
name    = "gov-cn"                 # [a-z0-9-]
version = 1                        # grows with every release; a lower one is refused once a higher was installed
release = "2026.11.0"              # for people
expires = 2027-11-30
requires = "0.1"                   # lowest engine release
title   = { zh = "政务新媒体发布前检查", en = "Pre-publication checks for official accounts" }

[[category]]
id     = "forced-download"
title  = { zh = "强制下载", en = "forced download" }
clause = { document = "国办发〔2018〕123号", text = "不得强制要求群众下载使用移动客户端等", verified = false }
)"},
      {"rules/forced.toml", R"([[signal]]
id    = "obligation"
words = ["必须", "务必", "一律", "限期", "全员"]

[[signal]]
id    = "app-download"
words = ["下载", "安装"]
near  = { words = ["客户端", "APP", "小程序"], within = 12 }   # characters, either side
folds = ["homophone"]                                          # added to the default folds; "raw" alone switches them off
except = ["下载量", "下载率统计"]                                # phrases that cover and cancel a hit; also except_file

[[rule]]
id       = "forced-download.must"
category = "forced-download"
action   = "block"                 # flag | hold | block
grade    = 1                       # 1 most serious … 4
title    = { zh = "强制要求下载客户端", en = "the public is told to install an app" }
all      = ["obligation", "app-download"]      # every signal …
any      = []                                  # … and, where given, at least one of these
none     = ["quoting-a-ban"]                   # … and none of these
within   = "clause"                # clause | sentence | field | post
hint     = { zh = "改为自愿:“可下载”", en = "make it voluntary" }
examples = ["全体职工务必下载“××通”APP", "各家长必须安装客户端"]         # at least two, each must be found by this rule
counter  = ["不得强制要求群众下载移动客户端", "可自愿下载"]      # at least two, none may be found by this rule
score    = 2.0                     # optional; adds up over a post, see profile thresholds
)"},
      {"rules/guards.toml", "[[signal]]\nid = \"quoting-a-ban\"\nwords = [\"不得\", \"严禁\"]\n"},
  };
}

std::vector<std::string> texts(const std::vector<Entry>& entries) {
  std::vector<std::string> list;
  for (const Entry& entry : entries) list.push_back(entry.text);
  return list;
}

std::vector<std::string> places(const Pack& pack, const std::vector<Entry>& entries) {
  std::vector<std::string> list;
  for (const Entry& entry : entries) {
    list.push_back(pack.files.at(entry.at.file) + ":" + std::to_string(entry.at.line) + ":" +
                   std::to_string(entry.at.column));
  }
  return list;
}

TEST(Loader, ReadsTheDescribedPackWithoutAWarning) {
  const Loaded loaded = load(described_pack());
  ASSERT_EQ(in_words(loaded.diagnostics), "");
  const Pack& pack = loaded.pack;
  EXPECT_EQ(pack.name, "gov-cn");
  EXPECT_EQ(pack.version, 1U);
  EXPECT_EQ(pack.release, "2026.11.0");
  EXPECT_EQ(pack.expires, "2027-11-30");
  EXPECT_EQ(pack.requires_engine, "0.1");
  EXPECT_EQ(pack.title.zh, "政务新媒体发布前检查");
  EXPECT_EQ(pack.title.en, "Pre-publication checks for official accounts");
  ASSERT_EQ(pack.categories.size(), 1U);
  EXPECT_EQ(pack.categories[0].clause.document, "国办发〔2018〕123号");
  EXPECT_FALSE(pack.categories[0].clause.verified);
  ASSERT_EQ(pack.signals.size(), 3U);
  EXPECT_THAT(pack.files, ElementsAre("pack.toml", "rules/forced.toml", "rules/guards.toml"));
}

TEST(Loader, ReadsSignalsAndRulesOfTheDescribedPack) {
  const Pack pack = load(described_pack()).pack;
  ASSERT_EQ(pack.signals.size(), 3U);
  const Signal& download = pack.signals[1];
  EXPECT_EQ(download.id, "app-download");
  EXPECT_EQ(download.extra_folds, kFoldHomophone);
  EXPECT_FALSE(download.raw);
  EXPECT_EQ(download.gap, 3U);
  ASSERT_TRUE(download.near.has_value());
  EXPECT_THAT(texts(download.near->words), ElementsAre("客户端", "APP", "小程序"));
  EXPECT_EQ(download.near->within, 12U);
  EXPECT_THAT(texts(download.except), ElementsAre("下载量", "下载率统计"));
  ASSERT_EQ(pack.rules.size(), 1U);
  const Rule& rule = pack.rules[0];
  EXPECT_EQ(rule.action, Action::kBlock);
  EXPECT_EQ(rule.grade, 1);
  EXPECT_EQ(rule.within, Scope::kClause);
  EXPECT_EQ(rule.none_within, Scope::kClause);
  EXPECT_THAT(rule.all, ElementsAre(0U, 1U));
  EXPECT_TRUE(rule.any.empty());
  EXPECT_THAT(rule.none, ElementsAre(2U));
  EXPECT_EQ(rule.score, 2.0);
  EXPECT_EQ(rule.hint.en, "make it voluntary");
}

TEST(Loader, KnowsThePlaceOfEveryEntry) {
  const Pack pack = load(described_pack()).pack;
  EXPECT_THAT(places(pack, pack.signals[0].words),
              ElementsAre("rules/forced.toml:3:10", "rules/forced.toml:3:16", "rules/forced.toml:3:22",
                          "rules/forced.toml:3:28", "rules/forced.toml:3:34"));
  EXPECT_THAT(places(pack, pack.signals[1].near->words),
              ElementsAre("rules/forced.toml:8:20", "rules/forced.toml:8:27", "rules/forced.toml:8:34"));
  EXPECT_THAT(places(pack, pack.rules[0].examples),
              ElementsAre("rules/forced.toml:23:13", "rules/forced.toml:23:33"));
  EXPECT_EQ(pack.rules[0].at.line, 12U);
  EXPECT_EQ(pack.categories[0].at.line, 10U);
}

TEST(Loader, GivesARuleItsOwnWordsAsTheFirstSignal) {
  const Loaded loaded = load(pack_with_rule(
      "words = [\"甲乙\"]\nregex = ['[0-9]{5}', '[a-z]{5}']\ndetect = [\"qq\"]\nnear = { words = [\"旁边\"] "
      "}\n"
      "gap = 0\nweak_alone = true\nall = [\"greeting\"]\nnone_within = \"post\"\nwithin = \"field\"\n"
      "except_file = \"lists/names.txt\""));
  ASSERT_EQ(in_words(loaded.diagnostics), "");
  const Pack& pack = loaded.pack;
  ASSERT_EQ(pack.rules.size(), 2U);
  const Rule& rule = pack.rules[1];
  ASSERT_EQ(rule.all.size(), 2U);
  const Signal& own = pack.signals[rule.all[0]];
  EXPECT_EQ(own.id, "r");
  EXPECT_EQ(pack.signals[rule.all[1]].id, "greeting");
  EXPECT_THAT(texts(own.words), ElementsAre("甲乙"));
  EXPECT_THAT(places(pack, own.regexes), ElementsAre("rules/r.toml:6:10", "rules/r.toml:6:22"));
  EXPECT_THAT(texts(own.detectors), ElementsAre("qq"));
  EXPECT_EQ(own.near->within, 12U);
  EXPECT_EQ(own.gap, 0U);
  EXPECT_TRUE(own.weak_alone);
  EXPECT_EQ(rule.within, Scope::kField);
  EXPECT_EQ(rule.none_within, Scope::kPost);
}

TEST(Loader, TakesARegexAsAStringAndATitleWithoutLanguages) {
  const Loaded loaded = load(pack_with_rule(
      "regex = '微.信'\nview = \"squeezed\"\ntitle = \"标题\"\nexcept_file = [\"lists/names.txt\"]"));
  ASSERT_EQ(in_words(loaded.diagnostics), "");
  EXPECT_EQ(loaded.pack.signals.back().view, RegexView::kSqueezed);
  EXPECT_THAT(texts(loaded.pack.signals.back().regexes), ElementsAre("微.信"));
  EXPECT_EQ(loaded.pack.rules.back().title.zh, "标题");
  EXPECT_EQ(loaded.pack.rules.back().grade, 2);
}

TEST(Loader, TakesDefaultFoldsForGrantedAndRawAlone) {
  const Pack both =
      load(pack_with_rule("words = [\"甲乙\"]\nfolds = [\"width\", \"repeat\", \"shape\"]")).pack;
  EXPECT_EQ(both.signals.back().extra_folds, kFoldRepeat | kFoldShape);
  const Pack raw = load(pack_with_rule("words = [\"——\"]\nfolds = [\"raw\"]")).pack;
  EXPECT_TRUE(raw.signals.back().raw);
  EXPECT_THAT(texts(raw.signals.back().words), ElementsAre("——"));
}

TEST(Loader, ReadsProfilesAndCases) {
  std::vector<PackFile> files = base_pack();
  files[0].bytes +=
      "[[profile]]\nid = \"local\"\nat_most = \"hold\"\nflag_score = 1\nhold_score = 2.5\n"
      "changes = [{ action = \"flag\" }, { category = \"cat\", grade = 2, action = \"block\" }]\n";
  files.push_back({"cases/c.toml",
                   "[[case]]\ntitle = \"问候\"\ntext = \"你好\"\naction = \"hold\"\nrules = [\"base.rule\"]\n"
                   "[[case]]\ntext = \"\"\naction = \"allow\"\nprofile = \"local\"\n"});
  files.erase(files.begin() + 2);
  const Loaded loaded = load(files);
  ASSERT_EQ(in_words(loaded.diagnostics), "");
  ASSERT_EQ(loaded.pack.profiles.size(), 1U);
  const Profile& profile = loaded.pack.profiles[0];
  ASSERT_EQ(profile.changes.size(), 2U);
  EXPECT_EQ(profile.changes[0].action, Action::kFlag);
  EXPECT_EQ(profile.changes[1].category, "cat");
  EXPECT_EQ(profile.changes[1].grade, 2);
  EXPECT_EQ(profile.at_most, Action::kHold);
  EXPECT_EQ(profile.at_least, Action::kNone);
  EXPECT_EQ(profile.hold_score, 2.5);
  ASSERT_EQ(loaded.pack.cases.size(), 2U);
  EXPECT_TRUE(loaded.pack.cases[0].rules_given);
  EXPECT_THAT(texts(loaded.pack.cases[0].rules), ElementsAre("base.rule"));
  EXPECT_FALSE(loaded.pack.cases[1].rules_given);
  EXPECT_EQ(loaded.pack.cases[1].profile, "local");
}

TEST(Loader, DoesNotMindTheOrderOfFiles) {
  std::vector<PackFile> files = described_pack();
  const Loaded ordered = load(files);
  std::reverse(files.begin(), files.end());
  const Loaded reversed = load(files);
  EXPECT_EQ(in_words(reversed.diagnostics), "");
  EXPECT_EQ(reversed.pack.digest, ordered.pack.digest);
  EXPECT_EQ(reversed.pack.signals[1].id, ordered.pack.signals[1].id);
}

TEST(Loader, NamesThePackInEveryDiagnostic) {
  const Loaded loaded = load(pack_with_rule("words = [\"\"]\nhnt = 1"));
  ASSERT_GE(loaded.diagnostics.list().size(), 2U);
  for (const Diagnostic& diagnostic : loaded.diagnostics.list()) EXPECT_EQ(diagnostic.pack, "base");
}

TEST(Loader, WithoutPackTomlReportsThatAndStillReadsTheRules) {
  std::vector<PackFile> files = pack_with_rule("words = [\"\"]");
  files.erase(files.begin());
  const Loaded loaded = load(files);
  EXPECT_THAT(brief(loaded.diagnostics),
              ElementsAre("lists/names.txt: file-unused 0 0", "pack.toml: file-missing 0 0",
                          "rules/r.toml: empty-word 5 10 r"));
}

// A broken file must not make everything that speaks of it look wrong as well.
TEST(Loader, DoesNotReportWhatABrokenFileMayHaveDefined) {
  std::vector<PackFile> files = described_pack();
  files[2].bytes += "broken";
  const Loaded loaded = load(files);
  EXPECT_THAT(brief(loaded.diagnostics), ElementsAre("rules/guards.toml: toml-syntax 4 7"));
  EXPECT_TRUE(loaded.pack.rules.empty());  // its guard is unknown, so the rule is unusable
}

TEST(Loader, DropsOnlyRulesThatCannotBeUnderstood) {
  const Loaded loaded = load(pack_with_rule("all = [\"nowhere\"]"));
  EXPECT_EQ(loaded.diagnostics.errors(), 1U);
  ASSERT_EQ(loaded.pack.rules.size(), 1U);
  EXPECT_EQ(loaded.pack.rules[0].id, "base.rule");
}

TEST(Loader, DigestCoversPathsAndContentsAndNothingElse) {
  std::vector<PackFile> files = base_pack();
  const std::string digest = load(files).pack.digest;
  EXPECT_EQ(digest.size(), 7U + 64U);
  EXPECT_EQ(digest.rfind("sha256:", 0), 0U);
  files.push_back({"README.md", "words"});
  files.push_back({"other/x.toml", "words"});
  EXPECT_EQ(load(files).pack.digest, digest);
  files[1].bytes += "\n";
  EXPECT_NE(load(files).pack.digest, digest);
  files = base_pack();
  files[2].path = "lists/name.txt";
  files[2].bytes = "s" + files[2].bytes;
  EXPECT_NE(load(files).pack.digest, digest);
}

// Computed with: printf '\011\0\0\0\0\0\0\0pack.toml\001\0\0\0\0\0\0\0x' | sha256sum
TEST(Loader, DigestIsTheDocumentedOne) {
  EXPECT_EQ(load({{"pack.toml", "x"}}).pack.digest,
            "sha256:3428caaa454c8711b885abcfba4cbb6fca3e7036065d8c543834e4257d346f27");
}

TEST(Loader, RequiresComparesReleasesByNumber) {
  const auto codes = [](const std::string& release) {
    std::vector<PackFile> files = base_pack();
    files.pop_back();
    files[0].bytes.replace(files[0].bytes.find("[[category]]"), 0, "requires = \"" + release + "\"\n\n");
    return brief(load(files).diagnostics);
  };
  EXPECT_TRUE(codes("0.1").empty());
  EXPECT_TRUE(codes("0.0.99").empty());
  EXPECT_TRUE(codes("0.1.0").empty());
  EXPECT_THAT(codes("0.1.1"), ElementsAre(HasSubstr("requires-newer-engine")));
  EXPECT_THAT(codes("0.10"), ElementsAre(HasSubstr("requires-newer-engine")));
  EXPECT_THAT(codes("1.0"), ElementsAre(HasSubstr("requires-newer-engine")));
  for (const char* bad : {"1", "0.1.2.3", "0.1-beta", "", "0..1", "0.1.", "99999999999.1"}) {
    EXPECT_THAT(codes(bad), ElementsAre(HasSubstr("bad-value"))) << bad;
  }
}

TEST(Loader, EngineReleaseIsThatOfTheProject) {
  EXPECT_THAT(read_file(POSTGATE_SOURCE_DIR "/CMakeLists.txt"),
              HasSubstr("project(postgate VERSION " + std::string(kEngineRelease) + " "));
}

TEST(Loader, WarnsOfOneCharacterOnlyWhereItDecidesAlone) {
  const auto warned = [](const std::string& keys) {
    const Loaded loaded = load(pack_with_rule(keys + "\nexcept_file = \"lists/names.txt\""));
    return in_words(loaded.diagnostics).find("one-character-word") != std::string::npos;
  };
  EXPECT_TRUE(warned("words = [\"药\"]"));
  EXPECT_TRUE(warned("words = [\"V\"]"));
  EXPECT_FALSE(warned("words = [\"药\"]\nall = [\"greeting\"]"));
  EXPECT_FALSE(warned("words = [\"药\"]\nany = [\"greeting\"]"));
  EXPECT_FALSE(warned("words = [\"药\"]\nnear = { words = [\"卖\"] }"));
  EXPECT_FALSE(warned("words = [\"草药\"]"));
}

TEST(Loader, SortsDiagnosticsByPlace) {
  Diagnostics diagnostics;
  const auto add = [&](const char* file, std::uint32_t line, std::uint32_t column, const char* code) {
    Diagnostic diagnostic;
    diagnostic.file = file;
    diagnostic.line = line;
    diagnostic.column = column;
    diagnostic.code = code;
    diagnostics.add(diagnostic);
  };
  add("b", 1, 1, "x");
  add("a", 10, 1, "x");
  add("a", 9, 2, "x");
  add("a", 9, 2, "w");
  add("a", 9, 1, "z");
  diagnostics.sort();
  EXPECT_THAT(brief(diagnostics), ElementsAre("a: z 9 1", "a: w 9 2", "a: x 9 2", "a: x 10 1", "b: x 1 1"));
}

}  // namespace
}  // namespace postgate_test

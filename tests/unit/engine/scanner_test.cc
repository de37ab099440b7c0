// Whole scans with small packs made in memory: what rules, words, views and limits do together.
#include "engine/scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/engine.h"
#include "engine/ruleset.h"
#include "engine/scan_unit.h"

namespace postgate {
namespace {

constexpr const char* kPackHead = R"(
[pack]
name = "test"
version = 1
release = "1"
expires = 2030-01-01
requires = "0.1"
title = { zh = "测试", en = "test" }
[[category]]
id = "cat"
title = { zh = "类", en = "category" }
clause = { document = "文件", text = "条文", verified = false }
)";

std::string rule(const std::string& keys) {
  return "[[rule]]\nid = \"r\"\ncategory = \"cat\"\naction = \"hold\"\ngrade = 2\ntitle = \"t\"\nhint = "
         "\"h\"\n" +
         keys + "\nexamples = [\"e1\", \"e2\"]\ncounter = [\"c1\", \"c2\"]\n";
}

class ScannerTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Ruleset> build(const std::string& rules, bool self_test = false) {
    diagnostics_ = Diagnostics();
    CompileOptions options;
    options.self_test = self_test;
    Result<std::shared_ptr<const Ruleset>> made =
        build_ruleset({{{{"pack.toml", kPackHead}, {"rules/r.toml", rules}}}}, options, diagnostics_);
    if (made.ok()) return made.value();
    error_ = made.error();
    for (const Diagnostic& d : diagnostics_.list()) {
      if (d.severity == Severity::kError) last_code_ = d.code;
    }
    return nullptr;
  }

  void install(const std::string& rules) {
    auto ruleset = build(rules);
    ASSERT_NE(ruleset, nullptr) << error_.message << " " << error_.file << ":" << error_.line;
    engine_->install(ruleset);
  }

  const Verdict& scan(std::string_view text, ScanOptions options = {}) {
    PostField field;
    field.input.utf8 = text;
    Result<const Verdict*> result = scanner_.scan({&field, 1}, options);
    EXPECT_TRUE(result.ok()) << result.error().message;
    return *result.value();
  }

  std::string found(std::string_view text) {
    std::string list;
    for (const Finding& f : scan(text).findings) {
      list +=
          "[" + std::string(text.substr(f.where.begin.bytes, f.where.end.bytes - f.where.begin.bytes)) + "]";
    }
    return list;
  }

  EngineOptions options_;
  std::shared_ptr<Engine> engine_ = std::make_shared<Engine>(options_);
  Scanner scanner_{engine_};
  Diagnostics diagnostics_;
  Error error_;
  std::string last_code_;
};

TEST_F(ScannerTest, WithoutARulesetThereIsNoVerdict) {
  PostField field;
  const Result<const Verdict*> result = scanner_.scan({&field, 1}, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().status, Status::kState);
}

TEST_F(ScannerTest, FindsAWordThroughSeparatorsAndFolds) {
  install(rule(R"(words = ["微信"])"));
  EXPECT_EQ(found("请加微信"), "[微信]");
  EXPECT_EQ(found("请加微 * 信吧"), "[微 * 信]");
  EXPECT_EQ(found("微****信"), "") << "the gap limit is three";
  EXPECT_EQ(found("無關"), "");
}

TEST_F(ScannerTest, LatinWordsNeedABoundary) {
  install(rule(R"(words = ["app"])"));
  EXPECT_EQ(found("下载APP吧"), "[APP]");
  EXPECT_EQ(found("happy map page"), "");
  EXPECT_EQ(found("a.p.p"), "[a.p.p]");
  EXPECT_EQ(found("app2"), "[app]") << "a digit does not continue a word";
}

TEST_F(ScannerTest, LongerInnocentWordCancels) {
  install(rule("words = [\"微信\"]\nexcept = [\"显微信号\"]"));
  EXPECT_EQ(found("显微信号"), "");
  EXPECT_EQ(found("显微信号和微信"), "[微信]");
}

TEST_F(ScannerTest, SignalsAreLookedForInTheirFieldsOnly) {
  const auto finds_in = [&](std::uint32_t role) {
    PostField field;
    field.role = role;
    field.input.utf8 = "微信";
    return !scanner_.scan({&field, 1}, {}).value()->findings.empty();
  };
  install(rule("words = [\"微信\"]\nfields = [\"title\", \"body\"]"));
  EXPECT_TRUE(finds_in(0));
  EXPECT_TRUE(finds_in(kRoleTitle));
  EXPECT_FALSE(finds_in(kRoleLink));
  install(rule("regex = ['微.']\nfields = [\"link\"]"));
  EXPECT_FALSE(finds_in(0));
  EXPECT_TRUE(finds_in(kRoleLink));
}

TEST_F(ScannerTest, ExamplesAreTriedWhereTheRuleLooks) {
  const std::string texts = "\nexamples = [\"微信\", \"微信号\"]\ncounter = [\"威信\", \"电信\"]\n";
  std::string rules = rule("words = [\"微信\"]\nfields = [\"alt\"]");
  rules.replace(rules.find("\nexamples"), std::string::npos, texts);
  EXPECT_NE(build(rules, true), nullptr) << last_code_;
}

TEST_F(ScannerTest, TraceTellsWhatBecameOfASignalThatNoRuleNeeded) {
  install(rule("words = [\"微信\"]\nexcept = [\"显微信号\"]"));
  ScanOptions options;
  options.trace = true;
  const Verdict& verdict = scan("显微信号", options);
  ASSERT_EQ(verdict.trace.size(), 1U);
  EXPECT_EQ(verdict.trace[0].kind, TraceKind::kExcepted);
  install(
      "[[signal]]\nid = \"a\"\nwords = [\"微信\"]\nnear = { words = [\"加\"], within = 2 }\n[[signal]]\nid = "
      "\"b\"\nwords = [\"领取\"]\n" +
      rule("all = [\"a\", \"b\"]"));
  const Verdict& lone = scan("微信", options);
  ASSERT_EQ(lone.trace.size(), 1U);
  EXPECT_EQ(lone.trace[0].kind, TraceKind::kNotNear);
}

TEST_F(ScannerTest, NearWordsMustBeClose) {
  install(rule("words = [\"下载\"]\nnear = { words = [\"客户端\"], within = 3 }"));
  EXPECT_EQ(found("下载本客户端"), "[下载]");
  EXPECT_EQ(found("客户端下载"), "[下载]");
  EXPECT_EQ(found("下载一二三四客户端"), "");
}

TEST_F(ScannerTest, RegexSpansAreExactAndAllPlacesAreFound) {
  install(rule(R"(regex = ["第[0-9]{1,3}名"])"));
  EXPECT_EQ(found("第１名和第23名"), "[第１名][第23名]");
}

TEST_F(ScannerTest, RawWordsSeeTheTextAsWritten) {
  install(rule("words = [\"APP\"]\nfolds = [\"raw\"]"));
  EXPECT_EQ(found("下载APP"), "[APP]");
  EXPECT_EQ(found("下载app"), "");
}

TEST_F(ScannerTest, RepeatFoldIsOptInAndRespectsWordsThatRepeat) {
  install(rule("words = [\"加微信\"]\nfolds = [\"repeat\"]"));
  EXPECT_EQ(found("加加微微信信信"), "[加加微微信信信]");
  install(rule(R"(words = ["加微信"])"));
  EXPECT_EQ(found("加加微微信信信"), "");
}

// Beyond the basic plane a character is two symbols: its repeats do not stand side by side in them.
TEST_F(ScannerTest, RepeatFoldSeesRepeatsOfRareCharacters) {
  install(rule("words = [\"加\U0002A6A5群\"]\nfolds = [\"repeat\"]"));
  EXPECT_EQ(found("加\U0002A6A5群"), "[加\U0002A6A5群]");
  EXPECT_EQ(found("加\U0002A6A5\U0002A6A5群"), "[加\U0002A6A5\U0002A6A5群]");
  EXPECT_EQ(found("加\U0002A6A5\U0002A6A6群"), "");
}

TEST_F(ScannerTest, RepeatFoldKeepsTheRepeatsOfTheWordItself) {
  install(rule("words = [\"天天领取\"]\nfolds = [\"repeat\"]"));
  EXPECT_EQ(found("天天领取"), "[天天领取]");
  EXPECT_EQ(found("天天天领领取"), "[天天天领领取]");
  EXPECT_EQ(found("天领取"), "");
}

TEST_F(ScannerTest, VerdictSaysWhichExtraFoldWasNeeded) {
  install(
      "[[signal]]\nid = \"a\"\nwords = [\"微信\"]\nfolds = [\"homophone\"]\n[[signal]]\nid = \"b\"\nwords = "
      "[\"领取\"]\n" +
      rule("all = [\"a\", \"b\"]"));
  ASSERT_EQ(found("加微信领取"), "[微信领取]");
  EXPECT_EQ(scan("加微信领取").findings[0].folds, 0);
  ASSERT_EQ(found("加威信领取"), "[威信领取]");
  EXPECT_EQ(scan("加威信领取").findings[0].folds, kFoldHomophone);
}

TEST_F(ScannerTest, GuardAndSignalsMeetInAClause) {
  install(
      "[[signal]]\nid = \"must\"\nwords = [\"务必\"]\n[[signal]]\nid = \"get\"\nwords = [\"下载\"]\n"
      "[[signal]]\nid = \"ban\"\nwords = [\"不得\"]\n" +
      rule("all = [\"must\", \"get\"]\nnone = [\"ban\"]"));
  EXPECT_EQ(found("请务必于今日下载。"), "[务必于今日下载]");
  EXPECT_EQ(found("不得要求务必下载。"), "");
  EXPECT_EQ(found("不得喧哗。请务必下载。"), "[务必下载]");
  EXPECT_EQ(found("务必注意。可以下载。"), "");
}

TEST_F(ScannerTest, FieldsAreJoinedWithinAPost) {
  install("[[signal]]\nid = \"a\"\nwords = [\"加我\"]\n[[signal]]\nid = \"b\"\nwords = [\"领取\"]\n" +
          rule("all = [\"a\", \"b\"]\nwithin = \"post\""));
  PostField fields[3];
  fields[0].input.utf8 = "加我";
  fields[1].input.utf8 = "无关";
  fields[2].input.utf8 = "来领取";
  const Result<const Verdict*> result = scanner_.scan({fields, 3}, {});
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result.value()->findings.size(), 1U);
  const Finding& finding = result.value()->findings[0];
  ASSERT_EQ(finding.signals.size(), 2U);
  EXPECT_EQ(finding.signals[1].field, 2U);
  EXPECT_EQ(finding.signals[1].where.begin.codepoints, 1U);
}

TEST_F(ScannerTest, HitOverflowIsNeverAllow) {
  options_.max_hits = 4;
  engine_ = std::make_shared<Engine>(options_);
  Scanner scanner(engine_);
  engine_->install(
      build("[[signal]]\nid = \"a\"\nwords = [\"加\"]\n[[signal]]\nid = \"b\"\nwords = [\"领取\"]\n" +
            rule("all = [\"a\", \"b\"]")));
  PostField field;
  field.input.utf8 = "加加加加加加加加加加，领取";
  const Result<const Verdict*> result = scanner.scan({&field, 1}, {});
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(result.value()->complete);
  EXPECT_EQ(result.value()->action, Action::kHold);
}

TEST_F(ScannerTest, LimitsAreErrorsWithAPlace) {
  options_.max_post_bytes = 10;
  engine_ = std::make_shared<Engine>(options_);
  Scanner scanner(engine_);
  engine_->install(build(rule(R"(words = ["微信"])")));
  PostField fields[2];
  fields[0].input.utf8 = "12345";
  fields[1].input.utf8 = "123456";
  const Result<const Verdict*> result = scanner.scan({fields, 2}, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().status, Status::kTooLarge);
  EXPECT_EQ(result.error().field, 1U);
}

TEST_F(ScannerTest, DeadlineIsAnErrorOrAHold) {
  install(rule(R"(words = ["微信"])"));
  const std::string text(1 << 20, 'a');
  PostField field;
  field.input.utf8 = text;
  ScanOptions options;
  options.deadline_ns = 1;
  const Result<const Verdict*> refused = scanner_.scan({&field, 1}, options);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().status, Status::kDeadline);
  options.accept_partial = true;
  const Verdict& partial = scan(text, options);
  EXPECT_EQ(partial.action, Action::kHold);
  EXPECT_FALSE(partial.complete);
}

TEST_F(ScannerTest, UnknownProfileIsRefused) {
  install(rule(R"(words = ["微信"])"));
  PostField field;
  ScanOptions options;
  options.profile = "lenient";
  const Result<const Verdict*> result = scanner_.scan({&field, 1}, options);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().status, Status::kArgument);
}

TEST_F(ScannerTest, VerdictSaysWhichRulesetJudged) {
  install(rule(R"(words = ["微信"])"));
  EXPECT_EQ(scan("微信").generation, 1U);
  install(rule(R"(words = ["领取"])"));
  const Verdict& verdict = scan("微信");
  EXPECT_EQ(verdict.generation, 2U);
  EXPECT_EQ(verdict.action, Action::kAllow);
}

TEST_F(ScannerTest, SelfTestNamesExampleAndReason) {
  std::string keys = rule("words = [\"微信\"]\nexcept = [\"显微信号\"]");
  const auto put = [&](const std::string& from, const std::string& to) {
    keys.replace(keys.find(from), from.size(), to);
  };
  put("\"e1\"", "\"显微信号\"");
  put("\"e2\"", "\"加微信\"");
  put("\"c1\"", "\"有微信\"");
  EXPECT_EQ(build(keys, true), nullptr);
  EXPECT_EQ(error_.status, Status::kPackSelfTest);
  const auto& list = diagnostics_.list();
  const auto has = [&](const std::string& code, const std::string& part) {
    return std::any_of(list.begin(), list.end(), [&](const Diagnostic& d) {
      return d.code == code && d.rule == "r" && d.line > 0 && d.message.find(part) != std::string::npos;
    });
  };
  EXPECT_TRUE(has("example-not-found", "except"));
  EXPECT_TRUE(has("counter-found", "counterexample"));
}

TEST_F(ScannerTest, CasesOfAPackHoldBesideAnotherPack) {
  std::string other = kPackHead;
  other.replace(other.find("name = \"test\""), 13, "name = \"other\"");
  const std::string innocent = "[[case]]\ntext = \"有微信\"\naction = \"allow\"\n";
  std::string finds = rule(R"(words = ["微信"])");
  const auto put = [&](const std::string& from, const std::string& to) {
    finds.replace(finds.find(from), from.size(), to);
  };
  put("\"e1\", \"e2\"", "\"加微信\", \"微 信\"");
  std::string quiet = finds;
  quiet.replace(quiet.find("words = [\"微信\"]"), 18, "words = [\"领取\"]");
  quiet.replace(quiet.find("\"加微信\", \"微 信\""), std::string("\"加微信\", \"微 信\"").size(),
                "\"去领取\", \"领 取\"");
  const CompileOptions options;
  const Result<std::shared_ptr<const Ruleset>> both =
      build_ruleset({{{{"pack.toml", kPackHead}, {"rules/r.toml", finds}}},
                     {{{"pack.toml", other}, {"rules/r.toml", quiet}, {"cases/c.toml", innocent}}}},
                    options, diagnostics_);
  EXPECT_TRUE(both.ok()) << both.error().file << ":" << both.error().line << " " << both.error().message;
}

TEST_F(ScannerTest, BadRegexesAndDetectorsAreAllReported) {
  EXPECT_EQ(build(rule(R"(regex = ["a+", "(", "[0-9]{1,3}"])"
                       "\ndetect = [\"urll\"]")),
            nullptr);
  std::size_t regex_mistakes = 0;
  std::size_t detector_mistakes = 0;
  for (const Diagnostic& d : diagnostics_.list()) {
    regex_mistakes += d.code.rfind("regex-", 0) == 0 ? 1U : 0U;
    detector_mistakes += d.code == "unknown-detector" ? 1U : 0U;
  }
  EXPECT_GE(regex_mistakes, 2U);
  EXPECT_EQ(detector_mistakes, 1U);
}

}  // namespace
}  // namespace postgate

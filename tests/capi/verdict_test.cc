// What a verdict says: action, findings, signals, steps, packs; and what a compiler
// says of a bad pack.
#include <algorithm>
#include <string>

#include "support.h"
#include "unicode.h"

namespace capi_test {
namespace {

TEST(Verdict, OfACleanPostIsAllow) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("今天天气很好。", &verdict), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(verdict);
  EXPECT_EQ(summary.action, POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(summary.complete, 1U);
  EXPECT_EQ(summary.incomplete, 0U);
  EXPECT_EQ(summary.grade, 0U);
  EXPECT_EQ(summary.finding_count, 0U);
  EXPECT_EQ(summary.finding_total, 0U);
  EXPECT_EQ(summary.score, 0.0);
}

TEST(Verdict, SaysEverythingAboutAFinding) {
  const Gate gate(build_tiny());
  const Texts text("好消息！立即抢购吧");
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({utf8_field("标题", POSTGATE_ROLE_TITLE), utf8_field(text.utf8, POSTGATE_ROLE_ALT)},
                      &verdict),
            POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  const postgate_finding finding = finding_at(verdict, 0);
  EXPECT_EQ(finding.action, POSTGATE_ACTION_BLOCK);
  EXPECT_EQ(finding.grade, 2U);
  EXPECT_EQ(finding.field, 1U);
  EXPECT_EQ(finding.role, static_cast<uint32_t>(POSTGATE_ROLE_ALT));
  EXPECT_EQ(finding.folds, 0U);
  EXPECT_EQ(finding.verified, 1U);
  EXPECT_EQ(finding.signal_count, 1U);
  EXPECT_EQ(view(finding.rule), "ads.buy");
  EXPECT_EQ(view(finding.category), "ads");
  EXPECT_EQ(view(finding.pack), "tiny");
  EXPECT_EQ(view(finding.title_zh), "规则");
  EXPECT_EQ(view(finding.title_en), "rule");
  EXPECT_EQ(view(finding.category_zh), "广告");
  EXPECT_EQ(view(finding.category_en), "ads");
  EXPECT_EQ(view(finding.clause_document), "文件一");
  EXPECT_EQ(view(finding.clause_text), "不得发布广告");
  EXPECT_EQ(view(finding.hint_zh), "删去");
  EXPECT_EQ(view(finding.hint_en), "leave it out");
  EXPECT_EQ(text.cut(finding.where), "立即抢购");
  const postgate_signal signal = signal_at(verdict, 0, 0);
  EXPECT_EQ(signal.field, 1U);
  EXPECT_EQ(text.cut(signal.where), "立即抢购");
  EXPECT_EQ(view(signal.id), "ads.buy");
  postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
  ASSERT_EQ(postgate_verdict_pack_at(verdict, 0, &pack), POSTGATE_OK);
  EXPECT_EQ(view(pack.name), "tiny");
}

TEST(Verdict, NamesTheFoldsThatWereUndone) {
  const Gate gate(build_tiny());
  const Texts text("请Ｂ\u200BＵＹ  now！");
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text.utf8, &verdict), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 1U);
  const postgate_finding finding = finding_at(verdict, 0);
  EXPECT_EQ(text.cut(finding.where), "Ｂ\u200BＵＹ  now");
  EXPECT_NE(finding.folds & POSTGATE_FOLD_WIDTH, 0U);
  EXPECT_NE(finding.folds & POSTGATE_FOLD_CASE, 0U);
  EXPECT_NE(finding.folds & POSTGATE_FOLD_IGNORABLE, 0U);
  EXPECT_EQ(finding.folds & (POSTGATE_FOLD_SCRIPT | POSTGATE_FOLD_HOMOPHONE | POSTGATE_FOLD_SHAPE), 0U);
}

TEST(Verdict, TakesTheStrictestActionOfThePost) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("buy now", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_FLAG);
  ASSERT_EQ(gate.scan("buy now 加微信", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_HOLD);
  ASSERT_EQ(gate.scan("buy now 加微信 立即抢购", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_BLOCK);
  EXPECT_EQ(summary_of(verdict).finding_count, 3U);
}

TEST(Verdict, FollowsTheProfile) {
  const Gate gate(build_tiny());
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  const postgate_verdict* verdict = nullptr;
  options.profile = {"report-only", 11};
  ASSERT_EQ(gate.scan("立即抢购", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_FLAG);
  options.profile = {"strict", 6};
  ASSERT_EQ(gate.scan("buy now", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_HOLD);
  options.profile = {"standard", 8};
  ASSERT_EQ(gate.scan("立即抢购", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_BLOCK);
}

TEST(Verdict, FindingsAreCutButCounted) {
  const Gate gate(build_tiny());
  std::string text;
  for (int i = 0; i < 200; ++i) text += "立即抢购。\n";
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.max_findings = 5;
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
  const postgate_verdict_summary summary = summary_of(verdict);
  EXPECT_LE(summary.finding_count, 5U);
  EXPECT_GE(summary.finding_total, summary.finding_count);
  EXPECT_EQ(summary.action, POSTGATE_ACTION_BLOCK);
}

TEST(Verdict, FindingsStandInTheOrderOfThePost) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan({utf8_field("加微信。立即抢购"), utf8_field("buy now")}, &verdict), POSTGATE_OK);
  ASSERT_EQ(summary_of(verdict).finding_count, 3U);
  EXPECT_EQ(view(finding_at(verdict, 0).rule), "ads.vx");
  EXPECT_EQ(view(finding_at(verdict, 1).rule), "ads.buy");
  EXPECT_EQ(view(finding_at(verdict, 2).rule), "ads.en");
}

// Steps of a scan by kind: "kind id by".
std::vector<std::string> steps_of(const postgate_verdict* verdict) {
  std::vector<std::string> steps;
  postgate_trace step = POSTGATE_INIT(postgate_trace);
  for (std::size_t i = 0; postgate_verdict_trace_at(verdict, i, &step) == POSTGATE_OK; ++i) {
    steps.push_back(std::to_string(step.kind) + " " + std::string(view(step.id)) + " " +
                    std::string(view(step.by)));
  }
  return steps;
}

TEST(Trace, ShowsEveryKindOfStep) {
  const Compiler compiler = make_compiler();
  const std::string signals =
      "[[signal]]\nid = \"ban\"\nwords = [\"严禁\"]\n"
      "[[signal]]\nid = \"order\"\nwords = [\"抢购\"]\nexcept = [\"抢购潮\"]\n"
      "[[signal]]\nid = \"load\"\nwords = [\"下载\"]\nnear = { words = [\"客户端\"], within = 4 }\n";
  const std::string rules =
      rules_toml({{"ads.a", "block", "all = [\"order\"]\nnone = [\"ban\"]\n" + kSamples},
                  {"ads.b", "hold", "all = [\"load\"]\n" + kSamples},
                  {"ads.c", "hold", "words = [\"限时领\"]\n" + kSamples}});
  ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("steps")), POSTGATE_OK);
  ASSERT_EQ(add_text(compiler.get(), "one", "rules/a.toml", signals + rules), POSTGATE_OK);
  const Gate gate(build(compiler.get()));
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_TRACE;
  const auto trace_of = [&](std::string_view text) {
    const postgate_verdict* verdict = nullptr;
    EXPECT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
    return steps_of(verdict);
  };
  const auto has = [](const std::vector<std::string>& steps, const std::string& step) {
    return std::find(steps.begin(), steps.end(), step) != steps.end();
  };
  const auto kind = [](int number) { return std::to_string(number) + " "; };
  EXPECT_TRUE(has(trace_of("快来抢购"), kind(POSTGATE_TRACE_SIGNAL) + "order "));
  EXPECT_TRUE(has(trace_of("快来抢购"), kind(POSTGATE_TRACE_RULE) + "ads.a "));
  EXPECT_TRUE(has(trace_of("抢购潮来了"), kind(POSTGATE_TRACE_EXCEPTED) + "order "));
  EXPECT_TRUE(has(trace_of("请下载"), kind(POSTGATE_TRACE_NOT_NEAR) + "load "));
  EXPECT_TRUE(has(trace_of("严禁抢购"), kind(POSTGATE_TRACE_GUARDED) + "ads.a ban"));
  EXPECT_TRUE(has(trace_of("限、、、、、、、、时领"), kind(POSTGATE_TRACE_REFUSED) + "ads.c "));
  EXPECT_TRUE(trace_of("没有什么").empty());
}

TEST(Trace, IsEmptyUnlessAskedFor) {
  const Gate gate(build_tiny());
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
  EXPECT_TRUE(steps_of(verdict).empty());
}

TEST(Compiler, KeepsEveryMistakeAndReportsTheFirst) {
  const Compiler compiler = make_compiler();
  ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("broken")), POSTGATE_OK);
  ASSERT_EQ(add_text(compiler.get(), "one", "rules/a.toml",
                     "[[rule]]\nid = \"ads.a\"\ncolour = \"red\"\n\n[[rule]]\nid = \"ads.b\"\nsmell = 1\n"),
            POSTGATE_OK);
  postgate_ruleset* ruleset = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_compiler_build(compiler.get(), &ruleset, &error), POSTGATE_E_PACK_INVALID);
  EXPECT_EQ(ruleset, nullptr);
  EXPECT_STREQ(error.file, "rules/a.toml");
  EXPECT_GT(error.line, 0U);
  EXPECT_STRNE(error.message, "");
  const std::size_t count = postgate_compiler_diagnostic_count(compiler.get());
  ASSERT_GE(count, 2U);
  std::size_t unknown_keys = 0;
  for (std::size_t i = 0; i < count; ++i) {
    postgate_diagnostic diagnostic = POSTGATE_INIT(postgate_diagnostic);
    ASSERT_EQ(postgate_compiler_diagnostic_at(compiler.get(), i, &diagnostic), POSTGATE_OK);
    EXPECT_FALSE(view(diagnostic.message).empty());
    if (view(diagnostic.code) == "unknown-key") ++unknown_keys;
  }
  EXPECT_EQ(unknown_keys, 2U);
}

TEST(Compiler, SelfTestsUnlessToldNotTo) {
  const std::string wrong =
      rules_toml({{"ads.a", "hold",
                   "words = [\"抢购\"]\nexamples = [\"抢购\", \"没有\"]\ncounter = [\"一\", \"二\"]\n"}});
  for (const uint32_t flags : {0U, POSTGATE_COMPILE_SKIP_SELF_TEST}) {
    const Compiler compiler = make_compiler(flags);
    ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("self")), POSTGATE_OK);
    ASSERT_EQ(add_text(compiler.get(), "one", "rules/a.toml", wrong), POSTGATE_OK);
    postgate_ruleset* ruleset = nullptr;
    const int32_t status = postgate_compiler_build(compiler.get(), &ruleset, nullptr);
    const Ruleset held(ruleset);
    EXPECT_EQ(status, flags == 0 ? POSTGATE_E_PACK_SELF_TEST : POSTGATE_OK);
  }
}

TEST(Compiler, BuildsTheBuiltInPackBesideAnother) {
  const Compiler compiler = make_compiler();
  ASSERT_EQ(postgate_compiler_add_builtin(compiler.get(), "gov-cn", nullptr), POSTGATE_OK);
  ASSERT_EQ(add_text(compiler.get(), "mine", "pack.toml", pack_toml("mine")), POSTGATE_OK);
  ASSERT_EQ(
      add_text(compiler.get(), "mine", "rules/a.toml", rules_toml({word_rule("ads.a", "hold", "一二三")})),
      POSTGATE_OK);
  const Ruleset ruleset = build(compiler.get());
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  ASSERT_EQ(postgate_ruleset_get_info(ruleset.get(), &info), POSTGATE_OK);
  EXPECT_EQ(info.pack_count, 2U);
  EXPECT_GT(info.rule_count, 10U);
  EXPECT_GT(info.memory_bytes, 0U);

  // A long official page is full of words that rules look at; it is read to its end all the same.
  std::string page;
  while (page.size() < 2'000'000) page += "市政府办公室发布通知,请各单位按照公告规定做好工作。";
  const Gate gate(ruleset);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan(page, &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).complete, 1U);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
}

TEST(Fold, ShowsBothViewsAndNeverCutsACharacter) {
  const std::string_view text = "Ｈi，微 信";
  char buffer[64] = {};
  size_t size = 0;
  ASSERT_EQ(postgate_fold_utf8(text.data(), text.size(), 0, buffer, sizeof(buffer), &size, nullptr),
            POSTGATE_OK);
  EXPECT_EQ(std::string_view(buffer, 2), "hi");
  ASSERT_EQ(postgate_fold_utf8(text.data(), text.size(), 1, buffer, sizeof(buffer), &size, nullptr),
            POSTGATE_OK);
  ASSERT_EQ(std::string_view(buffer, size), "hi微信");
  for (size_t capacity = 0; capacity <= size; ++capacity) {
    char cut[64] = {};
    size_t full = 0;
    ASSERT_EQ(postgate_fold_utf8(text.data(), text.size(), 1, cut, capacity, &full, nullptr), POSTGATE_OK);
    EXPECT_EQ(full, size);
    const size_t expected = capacity < 2 ? capacity : 2 + (capacity - 2) / 3 * 3;
    EXPECT_EQ(std::string_view(cut), std::string_view(buffer, expected)) << capacity;
  }
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_fold_utf8("ab\xC3", 3, 0, nullptr, 0, &size, &error), POSTGATE_E_ENCODING);
  EXPECT_EQ(error.offset, 2U);
}

}  // namespace
}  // namespace capi_test

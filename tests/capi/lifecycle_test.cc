// Handles live and die in any order; states are kept; what is lent is lent no longer.
#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <thread>

#include "support.h"

namespace capi_test {
namespace {

TEST(Lifecycle, HandlesAreDestroyedInAnyOrder) {
  std::array<int, 4> order = {0, 1, 2, 3};
  do {
    Compiler compiler = make_compiler();
    ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("tiny")), POSTGATE_OK);
    ASSERT_EQ(
        add_text(compiler.get(), "one", "rules/a.toml", rules_toml({word_rule("ads.a", "block", "抢购")})),
        POSTGATE_OK);
    Ruleset ruleset = build(compiler.get());
    Gate gate(ruleset);
    const postgate_verdict* verdict = nullptr;
    ASSERT_EQ(gate.scan("快来抢购", &verdict), POSTGATE_OK);
    for (const int which : order) {
      if (which == 0) compiler.reset();
      if (which == 1) ruleset.reset();
      if (which == 2) gate.engine.reset();
      if (which == 3) gate.scanner.reset();
      if (gate.scanner == nullptr) continue;
      EXPECT_EQ(view(finding_at(verdict, 0).rule), "ads.a");
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Lifecycle, AScannerWorksOnWithoutItsEngineHandle) {
  Gate gate(build_tiny());
  gate.engine.reset();
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_BLOCK);
}

TEST(Lifecycle, RetainAndReleaseCount) {
  postgate_ruleset* ruleset = build_tiny().release();
  EXPECT_EQ(postgate_ruleset_retain(ruleset), ruleset);
  postgate_ruleset_release(ruleset);
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  EXPECT_EQ(postgate_ruleset_get_info(ruleset, &info), POSTGATE_OK);
  EXPECT_EQ(info.pack_count, 1U);
  EXPECT_EQ(info.rule_count, 3U);
  postgate_ruleset_release(ruleset);
}

TEST(Lifecycle, WithoutARulesetAScanIsAState) {
  const Engine engine = make_engine();
  const Scanner scanner = make_scanner(engine.get());
  const postgate_verdict* verdict = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_scan_utf8(scanner.get(), "x", 1, nullptr, &verdict, &error), POSTGATE_E_STATE);
  EXPECT_EQ(verdict, nullptr);
  EXPECT_EQ(error.status, POSTGATE_E_STATE);
  EXPECT_EQ(postgate_scanner_prepare(scanner.get(), nullptr), POSTGATE_E_STATE);
  postgate_ruleset* current = nullptr;
  EXPECT_EQ(postgate_engine_current(engine.get(), &current, nullptr), POSTGATE_OK);
  EXPECT_EQ(current, nullptr);
}

TEST(Lifecycle, InstallGrowsGenerationsAndCurrentFollows) {
  const Engine engine = make_engine();
  const Ruleset first = build_pack("first", {word_rule("ads.a", "hold", "一二三")});
  const Ruleset second = build_pack("second", {word_rule("ads.b", "hold", "四五六")});
  uint64_t generation = 0;
  ASSERT_EQ(postgate_engine_install(engine.get(), first.get(), &generation, nullptr), POSTGATE_OK);
  const uint64_t before = generation;
  EXPECT_GE(before, 1U);
  const Scanner scanner = make_scanner(engine.get());
  ASSERT_EQ(postgate_scanner_prepare(scanner.get(), nullptr), POSTGATE_OK);
  ASSERT_EQ(postgate_engine_install(engine.get(), second.get(), &generation, nullptr), POSTGATE_OK);
  EXPECT_GT(generation, before);

  postgate_ruleset* current = nullptr;
  ASSERT_EQ(postgate_engine_current(engine.get(), &current, nullptr), POSTGATE_OK);
  const Ruleset held(current);
  postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
  ASSERT_EQ(postgate_ruleset_pack_at(current, 0, &pack), POSTGATE_OK);
  EXPECT_EQ(view(pack.name), "second");
  EXPECT_EQ(pack.version, 3U);
  EXPECT_EQ(view(pack.release), "2026.1");
  EXPECT_EQ(view(pack.expires), "2030-01-31");
  EXPECT_EQ(view(pack.digest).substr(0, 7), "sha256:");

  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(postgate_scan_utf8(scanner.get(), "一二三", 9, nullptr, &verdict, nullptr), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).action, POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(summary_of(verdict).generation, generation);
}

TEST(Lifecycle, ACompilerBuildsOnce) {
  const Compiler compiler = make_compiler();
  ASSERT_EQ(add_text(compiler.get(), "one", "pack.toml", pack_toml("tiny")), POSTGATE_OK);
  ASSERT_EQ(
      add_text(compiler.get(), "one", "rules/a.toml", rules_toml({word_rule("ads.a", "hold", "一二三")})),
      POSTGATE_OK);
  const Ruleset ruleset = build(compiler.get());
  postgate_ruleset* again = nullptr;
  EXPECT_EQ(postgate_compiler_build(compiler.get(), &again, nullptr), POSTGATE_E_STATE);
  EXPECT_EQ(again, nullptr);
  EXPECT_EQ(add_text(compiler.get(), "one", "rules/b.toml", ""), POSTGATE_E_STATE);
  EXPECT_EQ(postgate_compiler_add_builtin(compiler.get(), "gov-cn", nullptr), POSTGATE_E_STATE);
  EXPECT_EQ(postgate_compiler_add_folder(compiler.get(), ".", nullptr), POSTGATE_E_STATE);
}

TEST(Lifecycle, AVerdictEndsWithResetAndWithAFailedScan) {
  const Gate gate(build_tiny());
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
  const postgate_verdict* const stale = verdict;
  EXPECT_EQ(postgate_scanner_reset(gate.scanner.get()), POSTGATE_OK);
  EXPECT_EQ(postgate_verdict_get_summary(stale, &summary), POSTGATE_E_ARGUMENT);
  ASSERT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
  const postgate_verdict* failed = nullptr;
  ASSERT_EQ(gate.scan("\xFF", &failed), POSTGATE_E_ENCODING);
  EXPECT_EQ(failed, nullptr);
  EXPECT_EQ(postgate_verdict_get_summary(stale, &summary), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(summary.action, POSTGATE_ACTION_NONE);
}

TEST(Lifecycle, TwoScannersDoNotDisturbEachOther) {
  const Gate gate(build_tiny());
  const Scanner other = make_scanner(gate.engine.get());
  const postgate_verdict* one = nullptr;
  const postgate_verdict* two = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &one), POSTGATE_OK);
  ASSERT_EQ(postgate_scan_utf8(other.get(), "x", 1, nullptr, &two, nullptr), POSTGATE_OK);
  EXPECT_EQ(summary_of(one).action, POSTGATE_ACTION_BLOCK);
  EXPECT_EQ(summary_of(two).action, POSTGATE_ACTION_ALLOW);
}

TEST(Lifecycle, AScannerInUseIsBusy) {
  const Gate gate(build_tiny());
  const std::string post(12U << 20U, 'x');
  std::atomic<bool> done{false};
  std::atomic<bool> started{false};
  std::thread worker([&] {
    const postgate_verdict* verdict = nullptr;
    started = true;
    int32_t status = POSTGATE_E_BUSY;
    while (status == POSTGATE_E_BUSY) status = gate.scan(post, &verdict);  // the other thread may be first
    EXPECT_EQ(status, POSTGATE_OK);
    done = true;
  });
  while (!started) std::this_thread::yield();
  // Whichever comes first: the worker's long scan is seen as BUSY, or it has not begun or has ended.
  while (!done) {
    const int32_t status = postgate_scanner_prepare(gate.scanner.get(), nullptr);
    ASSERT_TRUE(status == POSTGATE_E_BUSY || status == POSTGATE_OK) << status;
    if (status == POSTGATE_E_BUSY) break;
  }
  worker.join();
}

}  // namespace
}  // namespace capi_test

// What a scan allocates, and what happens when memory runs out at any point.
#include <string>

#include "counting_allocator.h"
#include "support.h"
#include "unicode.h"

// RE2 does not free what it holds when one of its own allocations throws; a leak with the library
// itself on the stack, and not RE2, is still one.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libre2.so\n"; }

namespace capi_test {
namespace {

Ruleset build_default() {
  const Compiler compiler = make_compiler();
  EXPECT_EQ(postgate_compiler_add_builtin(compiler.get(), "gov-cn", nullptr), POSTGATE_OK);
  return build(compiler.get());
}

// A clean post of 200 characters, as official accounts write them.
std::string clean_post() {
  const std::string piece = "市图书馆周末举办亲子阅读活动，欢迎家长和孩子一同参加。";
  std::u32string points = to_utf32(piece + piece + piece + piece + piece + piece + piece + piece);
  points.resize(200);
  return to_utf8(points);
}

TEST(Allocation, OfACleanPostIsNoneAfterWarmUp) {
  const Ruleset ruleset = build_default();
  ASSERT_NE(ruleset, nullptr);
  const Gate gate(ruleset);
  const Texts post(clean_post());
  ASSERT_EQ(post.points.size(), 200U);
  const postgate_field fields[] = {utf8_field(post.utf8, POSTGATE_ROLE_TITLE), utf8_field(post.utf8),
                                   utf16_field(post.utf16)};
  const auto scan = [&] {
    const postgate_verdict* verdict = nullptr;
    const int32_t status =
        postgate_scan(gate.scanner.get(), fields, 3, sizeof(fields[0]), nullptr, &verdict, nullptr);
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    return status == POSTGATE_OK && postgate_verdict_get_summary(verdict, &summary) == POSTGATE_OK &&
           summary.action == POSTGATE_ACTION_ALLOW && summary.finding_count == 0;
  };
  ASSERT_TRUE(scan() && scan());
  start_counting();
  bool clean = true;
  for (int i = 0; i < 100; ++i) clean = scan() && clean;
  const std::size_t allocations = stop_counting();
  EXPECT_TRUE(clean);
  EXPECT_EQ(allocations, 0U);
}

TEST(Allocation, OfACleanPostOfAnAccountIsNoneAfterWarmUp) {
  const Gate gate(build_default());
  postgate_accounts* list = nullptr;
  ASSERT_EQ(postgate_accounts_create(&list, nullptr), POSTGATE_OK);
  const std::string toml = "[[account]]\nid = \"a\"\n[[account]]\nid = \"" + std::string(200, 'b') +
                           "\"\ndomains = [\"qinghe.example.com\"]\nterms = [{ word = \"旧称谓\" }]\n";
  ASSERT_EQ(postgate_accounts_add_file(list, "a", toml.data(), toml.size(), nullptr), POSTGATE_OK);
  postgate_account* accounts[2] = {};
  for (std::size_t i = 0; i < 2; ++i)
    ASSERT_EQ(postgate_accounts_at(list, i, &accounts[i], nullptr), POSTGATE_OK);
  postgate_accounts_destroy(list);
  const std::string post = clean_post();
  const auto scan = [&](std::size_t i) {
    postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
    options.account = accounts[i % 2];
    const postgate_verdict* verdict = nullptr;
    return gate.scan(post, &verdict, &options) == POSTGATE_OK;
  };
  ASSERT_TRUE(scan(0) && scan(1));
  start_counting();
  bool good = true;
  for (std::size_t i = 0; i < 100; ++i) good = scan(i) && good;
  EXPECT_EQ(stop_counting(), 0U);
  EXPECT_TRUE(good);
  for (postgate_account* account : accounts) postgate_account_release(account);
}

TEST(Allocation, TheCounterSeesAllocations) {
  start_counting();
  const std::string text(1000, 'x');
  EXPECT_GE(stop_counting(), 1U);
  EXPECT_EQ(text.size(), 1000U);
}

bool survived(int32_t status) { return status == POSTGATE_OK || status == POSTGATE_E_NOMEM; }

// Fails allocation 0, 1, 2, ... of `run`, later ones in growing steps, until it needs no more than
// were allowed. Returns how many that is.
template <typename Run>
std::size_t fail_each(Fail which, Run run) {
  for (std::size_t number = 0;; number += 1 + number / 64) {
    start_failing(number, which);
    const int32_t status = run();
    stop_failing();
    EXPECT_TRUE(survived(status)) << "allocation " << number << ": " << postgate_status_name(status);
    if (!survived(status)) return number;
    if (!has_failed()) {
      EXPECT_EQ(status, POSTGATE_OK);
      return number;
    }
    EXPECT_EQ(status, POSTGATE_E_NOMEM) << "allocation " << number;
  }
}

TEST(OutOfMemory, InAScanIsAStatusAndTheScannerGoesOn) {
  const Ruleset ruleset = build_default();
  ASSERT_NE(ruleset, nullptr);
  const std::string post =
      "全体职工务必下载“掌上通”APP，加微信 abc12345，网址 https://t.cn/x 。" + clean_post();
  const std::u16string wide = to_utf16(to_utf32(post));
  const postgate_field fields[] = {utf8_field(post), utf16_field(wide)};
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.flags = POSTGATE_SCAN_TRACE;
  const Gate reference(ruleset);
  const postgate_verdict* expected = nullptr;
  ASSERT_EQ(
      postgate_scan(reference.scanner.get(), fields, 2, sizeof(fields[0]), &options, &expected, nullptr),
      POSTGATE_OK);

  // A fresh scanner each time, for its buffers to grow again; and one that has to live with it all.
  const Gate survivor(ruleset);
  const std::size_t needed = fail_each(Fail::kNewAndMalloc, [&] {
    postgate_scanner* fresh = nullptr;
    const int32_t created = postgate_scanner_create(reference.engine.get(), &fresh, nullptr);
    const Scanner scanner(fresh);
    if (created != POSTGATE_OK) return created;
    const postgate_verdict* verdict = nullptr;
    const int32_t status = postgate_scan(fresh, fields, 2, sizeof(fields[0]), &options, &verdict, nullptr);
    EXPECT_EQ(verdict == nullptr, status != POSTGATE_OK);
    return status;
  });
  EXPECT_GT(needed, 10U);
  for (std::size_t number = 0; number < needed; ++number) {
    postgate_error error = POSTGATE_INIT(postgate_error);
    const postgate_verdict* verdict = nullptr;
    EXPECT_EQ(postgate_scanner_reset(survivor.scanner.get()), POSTGATE_OK);
    start_failing(number, Fail::kNewAndMalloc);
    const int32_t status =
        postgate_scan(survivor.scanner.get(), fields, 2, sizeof(fields[0]), &options, &verdict, &error);
    stop_failing();
    ASSERT_TRUE(survived(status)) << number << ": " << postgate_status_name(status);
    ASSERT_EQ(
        postgate_scan(survivor.scanner.get(), fields, 2, sizeof(fields[0]), &options, &verdict, nullptr),
        POSTGATE_OK);
    ASSERT_EQ(summary_of(verdict).finding_count, summary_of(expected).finding_count) << number;
    ASSERT_EQ(summary_of(verdict).action, summary_of(expected).action) << number;
  }
}

// Only operator new: the matcher's own compiler is known not to survive a failing malloc.
TEST(OutOfMemory, InACompilationIsAStatus) {
#if defined(__SANITIZE_THREAD__)
  // RE2 allocates inside std::call_once, and ThreadSanitizer's own pthread_once never ends after an
  // exception.
  GTEST_SKIP() << "ThreadSanitizer cannot leave pthread_once by an exception";
#endif
  const std::string pack = pack_toml("tiny");
  const std::string rules = rules_toml({word_rule("ads.a", "hold", "立即抢购"),
                                        {"ads.b", "block", "regex = [\"第[0-9]{1,3}期\"]\n" + kSamples}});
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = POSTGATE_COMPILE_SKIP_SELF_TEST;
  const std::size_t needed = fail_each(Fail::kNew, [&] {
    postgate_compiler* made = nullptr;
    int32_t status = postgate_compiler_create(&options, &made, nullptr);
    const Compiler compiler(made);
    if (status != POSTGATE_OK) return status;
    status = add_text(made, "one", "pack.toml", pack);
    if (status != POSTGATE_OK) return status;
    status = add_text(made, "one", "rules/a.toml", rules);
    if (status != POSTGATE_OK) return status;
    postgate_ruleset* ruleset = nullptr;
    status = postgate_compiler_build(made, &ruleset, nullptr);
    const Ruleset held(ruleset);
    EXPECT_EQ(ruleset == nullptr, status != POSTGATE_OK);
    return status;
  });
  EXPECT_GT(needed, 100U);
}

TEST(OutOfMemory, InReadingABuiltInPackIsAStatus) {
  fail_each(Fail::kNew, [] {
    postgate_compiler* made = nullptr;
    const int32_t status = postgate_compiler_create(nullptr, &made, nullptr);
    const Compiler compiler(made);
    return status == POSTGATE_OK ? postgate_compiler_add_builtin(made, "gov-cn", nullptr) : status;
  });
}

TEST(OutOfMemory, InAnEngineIsAStatus) {
  const Ruleset ruleset = build_tiny();
  fail_each(Fail::kNewAndMalloc, [&] {
    postgate_engine* made = nullptr;
    int32_t status = postgate_engine_create(nullptr, &made, nullptr);
    const Engine engine(made);
    if (status != POSTGATE_OK) return status;
    status = postgate_engine_install(made, ruleset.get(), nullptr, nullptr);
    if (status != POSTGATE_OK) return status;
    postgate_ruleset* current = nullptr;
    status = postgate_engine_current(made, &current, nullptr);
    const Ruleset held(current);
    return status;
  });
}

TEST(OutOfMemory, InFoldingIsAStatus) {
  const std::string post = clean_post();
  fail_each(Fail::kNewAndMalloc, [&] {
    size_t size = 0;
    return postgate_fold_utf8(post.data(), post.size(), 1, nullptr, 0, &size, nullptr);
  });
}

}  // namespace
}  // namespace capi_test

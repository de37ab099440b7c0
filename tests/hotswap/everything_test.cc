// Everything an engine offers at once: scans, swaps, shadows, canaries, batches, changing accounts and
// readers of the statistics. The sums must come out right, and the thread sanitizer must be content.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "postgate.h"
#include "support/current_account.h"
#include "support/sanitized.h"

namespace {

constexpr int kRounds = POSTGATE_TEST_SANITIZED != 0 ? 150 : 600;
constexpr int kScanners = 4;

struct Release {
  void operator()(postgate_compiler* handle) const { postgate_compiler_destroy(handle); }
  void operator()(postgate_ruleset* handle) const { postgate_ruleset_release(handle); }
  void operator()(postgate_engine* handle) const { postgate_engine_destroy(handle); }
  void operator()(postgate_scanner* handle) const { postgate_scanner_destroy(handle); }
  void operator()(postgate_stats* handle) const { postgate_stats_destroy(handle); }
  void operator()(postgate_account* handle) const { postgate_account_release(handle); }
};
template <typename Handle>
using Owned = std::unique_ptr<Handle, Release>;

Owned<postgate_ruleset> build(const std::string& name, const std::string& words) {
  const std::string pack = "[pack]\nname = \"" + name +
                           "\"\nversion = 1\nrelease = \"1\"\nrequires = \"0.1\"\ntitle = { en = \"t\" }\n"
                           "[[category]]\nid = \"ads\"\ntitle = { en = \"ads\" }\n"
                           "clause = { document = \"a\", text = \"b\" }\n";
  const std::string rules = "[[rule]]\nid = \"ads." + name +
                            "\"\ncategory = \"ads\"\naction = \"hold\"\ngrade = 2\ntitle = { en = \"one\" }\n"
                            "hint = { en = \"no\" }\nwords = [" +
                            words + "]\nexamples = [\"a\", \"b\"]\ncounter = [\"c\", \"d\"]\n";
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = POSTGATE_COMPILE_SKIP_SELF_TEST;
  postgate_compiler* made = nullptr;
  EXPECT_EQ(postgate_compiler_create(&options, &made, nullptr), POSTGATE_OK);
  const Owned<postgate_compiler> compiler(made);
  EXPECT_EQ(postgate_compiler_add_file(made, "k", "pack.toml", pack.data(), pack.size(), nullptr),
            POSTGATE_OK);
  EXPECT_EQ(postgate_compiler_add_file(made, "k", "rules/a.toml", rules.data(), rules.size(), nullptr),
            POSTGATE_OK);
  postgate_ruleset* ruleset = nullptr;
  EXPECT_EQ(postgate_compiler_build(made, &ruleset, nullptr), POSTGATE_OK);
  return Owned<postgate_ruleset>(ruleset);
}

class Everything : public testing::Test {
 protected:
  void SetUp() override {
    postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
    options.flags = POSTGATE_ENGINE_STATISTICS;
    options.latency_every = 2;
    postgate_engine* made = nullptr;
    ASSERT_EQ(postgate_engine_create(&options, &made, nullptr), POSTGATE_OK);
    engine_.reset(made);
    ASSERT_EQ(postgate_engine_install(made, rulesets_[0].get(), nullptr, nullptr), POSTGATE_OK);
  }

  void scan_all() {
    const std::string texts[] = {"nothing at all", "alpha here", "alpha and beta", "beta"};
    const std::string groups[] = {"one", "two", "three"};
    for (std::uint64_t n = 0; !stop_;) {
      postgate_scanner* made = nullptr;
      ASSERT_EQ(postgate_scanner_create(engine_.get(), &made, nullptr), POSTGATE_OK);
      const Owned<postgate_scanner> scanner(made);
      for (int i = 0; i < 500 && !stop_; ++i, ++n) {
        const std::string& text = texts[n % 4];
        const std::string key = std::to_string(n % 100);
        postgate_field field = POSTGATE_INIT(postgate_field);
        field.text = text.data();
        field.length = text.size();
        postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
        options.canary_key = {key.data(), key.size()};
        const Owned<postgate_account> account(account_.take());
        options.account = account.get();
        options.group = {groups[n % 3].data(), groups[n % 3].size()};
        scans_ += i % 8 == 7 ? batch(made, field, options) : single(made, field, options);
        if (i == 250) {
          EXPECT_EQ(postgate_scanner_reset(made), POSTGATE_OK);
        }
      }
    }
  }

  static std::uint64_t single(postgate_scanner* scanner, const postgate_field& field,
                              const postgate_scan_options& options) {
    const postgate_verdict* verdict = nullptr;
    EXPECT_EQ(postgate_scan(scanner, &field, 1, sizeof(field), &options, &verdict, nullptr), POSTGATE_OK);
    check(verdict);
    return 1;
  }

  static std::uint64_t batch(postgate_scanner* scanner, const postgate_field& field,
                             const postgate_scan_options& options) {
    std::vector<postgate_post> posts(3, POSTGATE_INIT(postgate_post));
    for (postgate_post& post : posts) {
      post.fields = &field;
      post.count = 1;
      post.field_size = sizeof(field);
    }
    EXPECT_EQ(postgate_scan_batch(scanner, posts.data(), 3, sizeof(postgate_post), &options, nullptr),
              POSTGATE_OK);
    for (std::size_t i = 0; i < 3; ++i) {
      const postgate_verdict* verdict = nullptr;
      EXPECT_EQ(postgate_batch_at(scanner, i, &verdict, nullptr), POSTGATE_OK);
      check(verdict);
    }
    return 3;
  }

  // Whatever judged, verdict, packs and shadow belong together.
  static void check(const postgate_verdict* verdict) {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    ASSERT_EQ(postgate_verdict_get_summary(verdict, &summary), POSTGATE_OK);
    EXPECT_TRUE(summary.action == POSTGATE_ACTION_ALLOW || summary.action == POSTGATE_ACTION_HOLD);
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
    ASSERT_EQ(postgate_verdict_pack_at(verdict, 0, &pack), POSTGATE_OK);
    for (std::size_t i = 0; i < summary.finding_count; ++i) {
      EXPECT_EQ(postgate_verdict_finding_at(verdict, i, &finding), POSTGATE_OK);
      const std::string name(finding.pack.data, finding.pack.size);
      EXPECT_TRUE(name == "account" || name == std::string(pack.name.data, pack.name.size)) << name;
    }
    postgate_shadow_report report = POSTGATE_INIT(postgate_shadow_report);
    ASSERT_EQ(postgate_verdict_get_shadow(verdict, &report), POSTGATE_OK);
    postgate_shadow_rule rule = POSTGATE_INIT(postgate_shadow_rule);
    for (std::size_t i = 0; i < report.rule_count; ++i) {
      EXPECT_EQ(postgate_verdict_shadow_rule_at(verdict, i, &rule), POSTGATE_OK);
      EXPECT_EQ(std::string(rule.rule.data, rule.rule.size).rfind("ads.", 0), 0U);
    }
  }

  void change_rules(unsigned which) {
    for (int i = 0; i < kRounds; ++i) {
      postgate_ruleset* ruleset = rulesets_[(static_cast<unsigned>(i) + which) % 3].get();
      const std::uint64_t before = scans_;
      if (which == 0) {
        EXPECT_EQ(postgate_engine_install(engine_.get(), ruleset, nullptr, nullptr), POSTGATE_OK);
      } else if (which == 1) {
        postgate_shadow_options options = POSTGATE_INIT(postgate_shadow_options);
        options.budget_ns = i % 2 == 0 ? 0 : 50'000;
        EXPECT_EQ(postgate_engine_set_shadow(engine_.get(), i % 5 == 4 ? nullptr : ruleset, &options, nullptr,
                                             nullptr),
                  POSTGATE_OK);
      } else {
        postgate_canary_options options = POSTGATE_INIT(postgate_canary_options);
        options.share_ppm = 300'000;
        options.window_posts = 20;
        EXPECT_EQ(postgate_engine_set_canary(engine_.get(), i % 5 == 4 ? nullptr : ruleset, &options, nullptr,
                                             nullptr),
                  POSTGATE_OK);
        const int32_t set = postgate_engine_set_canary_share(engine_.get(), 600'000, nullptr);
        EXPECT_TRUE(set == POSTGATE_OK || set == POSTGATE_E_STATE);
        postgate_canary_status status = POSTGATE_INIT(postgate_canary_status);
        EXPECT_EQ(postgate_engine_canary_status(engine_.get(), &status), POSTGATE_OK);
      }
      while (i % 4 == 0 && scans_ == before) std::this_thread::yield();
    }
  }

  // One account after the other: with a phrase, with a rule switched off, with terms of its own.
  void change_account() {
    const std::string bodies[] = {
        "phrases = [\"alpha and beta\"]\n",
        "rules = [{ rule = \"ads.first\", action = \"off\", reason = \"x\" }]\n",
        "terms = [{ word = \"nothing at all\", action = \"hold\" }, { word = \"here\", "
        "prefer = \"there\", action = \"hold\" }]\n"};
    for (unsigned i = 0; i < kRounds; ++i) {
      const std::uint64_t before = scans_;
      EXPECT_TRUE(account_.read("id = \"a" + std::to_string(i) + "\"\n" + bodies[i % 3]));
      while (i % 4 == 0 && scans_ == before) std::this_thread::yield();
    }
  }

  Owned<postgate_stats> take() {
    postgate_stats* made = nullptr;
    EXPECT_EQ(postgate_stats_take(engine_.get(), &made, nullptr), POSTGATE_OK);
    return Owned<postgate_stats>(made);
  }

  static std::uint64_t posts_in(const postgate_stats* stats) {
    std::uint64_t posts = 0;
    for (const std::uint32_t slot :
         {std::uint32_t{POSTGATE_SLOT_LIVE}, std::uint32_t{POSTGATE_SLOT_CANARY}}) {
      postgate_stats_totals totals = POSTGATE_INIT(postgate_stats_totals);
      EXPECT_EQ(postgate_stats_get_totals(stats, slot, &totals), POSTGATE_OK);
      posts += totals.allowed + totals.flagged + totals.held + totals.blocked + totals.failed;
    }
    return posts;
  }

  void read_all() {
    std::uint64_t last = 0;
    while (!stop_) {
      const Owned<postgate_stats> stats = take();
      const std::uint64_t now = posts_in(stats.get());
      EXPECT_GE(now, last) << "counts went back";
      last = now;
      std::size_t size = 0;
      EXPECT_EQ(postgate_stats_text(stats.get(), POSTGATE_STATS_PROMETHEUS, nullptr, 0, &size, nullptr),
                POSTGATE_OK);
      EXPECT_GT(size, 0U);
      std::this_thread::yield();
    }
  }

  const Owned<postgate_ruleset> rulesets_[3] = {build("first", "\"alpha\""), build("second", "\"beta\""),
                                                build("third", "\"alpha\", \"beta\"")};
  Owned<postgate_engine> engine_;
  postgate_test::CurrentAccount account_;
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> scans_{0};
};

TEST_F(Everything, AtOnce) {
  std::vector<std::thread> workers;
  for (int i = 0; i < kScanners; ++i) workers.emplace_back([this] { scan_all(); });
  workers.emplace_back([this] { read_all(); });
  std::vector<std::thread> changers;
  for (unsigned which = 0; which < 3; ++which) changers.emplace_back([this, which] { change_rules(which); });
  changers.emplace_back([this] { change_account(); });
  for (std::thread& thread : changers) thread.join();
  stop_ = true;
  for (std::thread& thread : workers) thread.join();
  const Owned<postgate_stats> stats = take();
  EXPECT_EQ(posts_in(stats.get()), scans_.load());
  std::uint64_t grouped = 0;
  postgate_stats_named group = POSTGATE_INIT(postgate_stats_named);
  for (std::size_t i = 0; postgate_stats_group_at(stats.get(), i, &group) == POSTGATE_OK; ++i) {
    grouped += group.allowed + group.flagged + group.held + group.blocked + group.failed;
  }
  EXPECT_EQ(grouped, scans_.load());
  postgate_stats_pin pin = POSTGATE_INIT(postgate_stats_pin);
  for (std::size_t i = 0; postgate_stats_pin_at(stats.get(), i, &pin) == POSTGATE_OK; ++i) {
    EXPECT_EQ(pin.scanner, 0U) << "all scanners are gone";
  }
}

}  // namespace

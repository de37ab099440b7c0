// What an engine counts, read by index and as text; and what a host does without a verdict.
#include <string>
#include <thread>
#include <vector>

#include "support.h"

namespace capi_test {
namespace {

struct ReleaseStats {
  void operator()(postgate_stats* handle) const { postgate_stats_destroy(handle); }
  void operator()(postgate_breaker* handle) const { postgate_breaker_destroy(handle); }
};
using Stats = std::unique_ptr<postgate_stats, ReleaseStats>;
using Breaker = std::unique_ptr<postgate_breaker, ReleaseStats>;

Stats take(postgate_engine* engine) {
  postgate_stats* stats = nullptr;
  EXPECT_EQ(postgate_stats_take(engine, &stats, nullptr), POSTGATE_OK);
  return Stats(stats);
}

postgate_engine_options counting() {
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.flags = POSTGATE_ENGINE_STATISTICS;
  options.latency_every = 1;
  return options;
}

postgate_stats_totals totals_of(const postgate_stats* stats, uint32_t slot = POSTGATE_SLOT_LIVE) {
  postgate_stats_totals totals = POSTGATE_INIT(postgate_stats_totals);
  EXPECT_EQ(postgate_stats_get_totals(stats, slot, &totals), POSTGATE_OK);
  return totals;
}

std::string rules_of(const postgate_stats* stats) {
  std::string all;
  postgate_stats_rule rule = POSTGATE_INIT(postgate_stats_rule);
  for (std::size_t i = 0; postgate_stats_rule_at(stats, i, &rule) == POSTGATE_OK; ++i) {
    all += std::string(view(rule.pack)) + "/" + std::string(view(rule.rule)) + " " +
           std::to_string(rule.live) + "/" + std::to_string(rule.canary) + "/" + std::to_string(rule.shadow) +
           " +" + std::to_string(rule.gained) + " -" + std::to_string(rule.lost) + "\n";
  }
  return all;
}

std::string pins_of(const postgate_stats* stats) {
  std::string all;
  postgate_stats_pin pin = POSTGATE_INIT(postgate_stats_pin);
  for (std::size_t i = 0; postgate_stats_pin_at(stats, i, &pin) == POSTGATE_OK; ++i) {
    all += std::to_string(pin.generation) + (pin.current != 0 ? "*" : "") + ":" +
           std::to_string(pin.scanner) + " ";
  }
  return all;
}

std::string text_of(const postgate_stats* stats, uint32_t format) {
  std::size_t size = 0;
  EXPECT_EQ(postgate_stats_text(stats, format, nullptr, 0, &size, nullptr), POSTGATE_OK);
  std::string text(size, '?');
  EXPECT_EQ(postgate_stats_text(stats, format, text.data(), size, &size, nullptr), POSTGATE_OK);
  std::string half(size / 2, '?');
  EXPECT_EQ(postgate_stats_text(stats, format, half.data(), half.size(), &size, nullptr), POSTGATE_OK);
  EXPECT_EQ(half, text.substr(0, half.size()));
  EXPECT_EQ(size, text.size());
  return text;
}

TEST(Stats, CountVerdictsRulesErrorsAndGroups) {
  const Gate gate(build_tiny(), counting());
  const postgate_verdict* verdict = nullptr;
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.group = {"省级", 6};
  for (int i = 0; i < 10; ++i) ASSERT_EQ(gate.scan("今天天气好", &verdict), POSTGATE_OK);
  ASSERT_EQ(gate.scan("加微信，又加微信", &verdict, &options), POSTGATE_OK);
  ASSERT_EQ(gate.scan("立即抢购 buy now", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(gate.scan("ab\xFF", &verdict, &options), POSTGATE_E_ENCODING);
  options.max_findings = 1;
  ASSERT_EQ(gate.scan("加微信，buy now，加微信", &verdict, &options), POSTGATE_OK);
  const Stats stats = take(gate.engine.get());
  const postgate_stats_totals totals = totals_of(stats.get());
  EXPECT_EQ(totals.allowed, 10U);
  EXPECT_EQ(totals.flagged, 0U);
  EXPECT_EQ(totals.held, 2U);
  EXPECT_EQ(totals.blocked, 1U);
  EXPECT_EQ(totals.failed, 1U);
  EXPECT_EQ(totals.findings, 5U);
  EXPECT_EQ(totals.findings_cut, 2U);
  EXPECT_EQ(totals.latency_count, 14U);
  EXPECT_GT(totals.latency_p50_ns, 0U);
  EXPECT_LE(totals.latency_p50_ns, totals.latency_p99_ns);
  EXPECT_LE(totals.latency_p99_ns, totals.latency_p999_ns);
  EXPECT_EQ(totals_of(stats.get(), POSTGATE_SLOT_CANARY).allowed, 0U);
  EXPECT_EQ(rules_of(stats.get()),
            "tiny/ads.buy 1/0/0 +0 -0\ntiny/ads.en 1/0/0 +0 -0\ntiny/ads.vx 3/0/0 +0 -0\n");
  postgate_stats_named named = POSTGATE_INIT(postgate_stats_named);
  ASSERT_EQ(postgate_stats_category_at(stats.get(), 0, &named), POSTGATE_OK);
  EXPECT_EQ(view(named.name), "ads");
  EXPECT_EQ(named.findings, 5U);
  EXPECT_EQ(postgate_stats_category_at(stats.get(), 1, &named), POSTGATE_E_ARGUMENT);
  ASSERT_EQ(postgate_stats_group_at(stats.get(), 0, &named), POSTGATE_OK);
  EXPECT_EQ(view(named.name), "省级");
  EXPECT_EQ(named.held, 2U);
  EXPECT_EQ(named.blocked, 1U);
  EXPECT_EQ(named.failed, 1U);
  EXPECT_EQ(postgate_stats_group_at(stats.get(), 1, &named), POSTGATE_E_ARGUMENT);
  const std::string json = text_of(stats.get(), POSTGATE_STATS_JSON);
  EXPECT_EQ(
      json.find("{\"counting\":true,\"posts\":{\"allow\":10,\"flag\":0,\"hold\":2,\"block\":1,\"error\":1}"),
      0U);
  EXPECT_NE(json.find("\"errors\":{\"E_ENCODING\":1}"), std::string::npos);
  EXPECT_EQ(json.find("天气"), std::string::npos);
  const std::string metrics = text_of(stats.get(), POSTGATE_STATS_PROMETHEUS);
  EXPECT_NE(metrics.find("postgate_posts_total{slot=\"live\",verdict=\"hold\"} 2\n"), std::string::npos);
  EXPECT_NE(metrics.find("postgate_scan_seconds_bucket{slot=\"live\",le=\"+Inf\"} 14\n"), std::string::npos);
  EXPECT_NE(
      metrics.find(
          "postgate_rule_findings_total{pack=\"tiny\",rule=\"ads.vx\",category=\"ads\",slot=\"live\"} 3\n"),
      std::string::npos);
  EXPECT_NE(metrics.find("postgate_group_posts_total{group=\"省级\",verdict=\"block\"} 1\n"),
            std::string::npos);
}

TEST(Stats, AreKeptWhenScannersAndRulesetsGo) {
  const Gate gate(build_tiny(), counting());
  const postgate_verdict* verdict = nullptr;
  for (int round = 0; round < 5; ++round) {
    const Scanner scanner = make_scanner(gate.engine.get());
    ASSERT_EQ(postgate_scan_utf8(scanner.get(), "加微信", 9, nullptr, &verdict, nullptr), POSTGATE_OK);
    ASSERT_EQ(postgate_engine_install(gate.engine.get(), build_tiny().get(), nullptr, nullptr), POSTGATE_OK);
    ASSERT_EQ(postgate_scan_utf8(scanner.get(), "加微信", 9, nullptr, &verdict, nullptr), POSTGATE_OK);
  }
  const Stats stats = take(gate.engine.get());
  EXPECT_EQ(totals_of(stats.get()).held, 10U);
  EXPECT_EQ(rules_of(stats.get()), "tiny/ads.vx 10/0/0 +0 -0\n");
}

TEST(Stats, TellWhoHoldsAnOldRuleset) {
  const Gate gate(build_tiny());  // pins are known without the flag, too
  const Scanner second = make_scanner(gate.engine.get());
  EXPECT_EQ(postgate_scanner_number(gate.scanner.get()), 1U);
  EXPECT_EQ(postgate_scanner_number(second.get()), 2U);
  EXPECT_EQ(postgate_scanner_number(nullptr), 0U);
  EXPECT_EQ(pins_of(take(gate.engine.get()).get()), "1*:0 ");
  ASSERT_EQ(postgate_scanner_prepare(second.get(), nullptr), POSTGATE_OK);
  ASSERT_EQ(postgate_engine_install(gate.engine.get(), build_tiny().get(), nullptr, nullptr), POSTGATE_OK);
  EXPECT_EQ(pins_of(take(gate.engine.get()).get()), "1:2 2*:0 ");
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("好", &verdict), POSTGATE_OK);
  EXPECT_EQ(pins_of(take(gate.engine.get()).get()), "1:2 2*:1 ");
  ASSERT_EQ(postgate_scanner_reset(second.get()), POSTGATE_OK);
  EXPECT_EQ(pins_of(take(gate.engine.get()).get()), "2*:1 ");
  EXPECT_EQ(totals_of(take(gate.engine.get()).get()).allowed, 0U) << "nobody asked for counts";
}

TEST(Stats, CountWhatTheShadowGainedAndLost) {
  const Gate gate(build_tiny(), counting());
  const Ruleset next = build_pack(
      "tiny", {word_rule("ads.buy", "flag", "立即抢购"), word_rule("ads.new", "block", "限时秒杀")});
  ASSERT_EQ(postgate_engine_set_shadow(gate.engine.get(), next.get(), nullptr, nullptr, nullptr),
            POSTGATE_OK);
  const postgate_verdict* verdict = nullptr;
  for (const char* text : {"好", "立即抢购", "限时秒杀", "限时秒杀 限时秒杀", "加微信", "buy now"}) {
    ASSERT_EQ(gate.scan(text, &verdict), POSTGATE_OK);
  }
  const Stats stats = take(gate.engine.get());
  EXPECT_EQ(rules_of(stats.get()),
            "tiny/ads.buy 1/0/1 +0 -0\ntiny/ads.en 1/0/0 +0 -1\ntiny/ads.new 0/0/3 +2 -0\ntiny/ads.vx 1/0/0 "
            "+0 -1\n");
  postgate_stats_shadow shadow = POSTGATE_INIT(postgate_stats_shadow);
  ASSERT_EQ(postgate_stats_get_shadow(stats.get(), &shadow), POSTGATE_OK);
  EXPECT_EQ(shadow.allowed, 3U);
  EXPECT_EQ(shadow.flagged, 1U);
  EXPECT_EQ(shadow.blocked, 2U);
  EXPECT_EQ(shadow.stricter, 2U);
  EXPECT_EQ(shadow.milder, 3U);
  EXPECT_NE(text_of(stats.get(), POSTGATE_STATS_PROMETHEUS)
                .find("postgate_shadow_rule_changes_total{pack=\"tiny\",rule=\"ads.new\",category=\"ads\","
                      "change=\"gained\"} 2\n"),
            std::string::npos);
}

TEST(Decide, EveryErrorIsSomebodysChoice) {
  const Gate gate(build_tiny());
  postgate_decision decision = POSTGATE_INIT(postgate_decision);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("buy now", &verdict), POSTGATE_OK);
  ASSERT_EQ(postgate_decide(nullptr, nullptr, POSTGATE_OK, verdict, 0, &decision), POSTGATE_OK);
  EXPECT_EQ(decision.action, POSTGATE_ACTION_FLAG);
  EXPECT_EQ(decision.publish, 1U);
  EXPECT_EQ(decision.reason, static_cast<uint32_t>(POSTGATE_DECIDED_BY_VERDICT));
  for (const int32_t status : {POSTGATE_E_ENCODING, POSTGATE_E_NOMEM, POSTGATE_E_DEADLINE, -12345}) {
    ASSERT_EQ(postgate_decide(nullptr, nullptr, status, nullptr, 0, &decision), POSTGATE_OK);
    EXPECT_EQ(decision.action, POSTGATE_ACTION_HOLD);
    EXPECT_EQ(decision.publish, 0U);
    EXPECT_EQ(decision.status, status);
  }
  postgate_policy policy = POSTGATE_INIT(postgate_policy);
  policy.on_post_error = POSTGATE_ACTION_BLOCK;
  policy.on_gate_error = POSTGATE_ACTION_FLAG;
  ASSERT_EQ(postgate_decide(&policy, nullptr, POSTGATE_E_ENCODING, nullptr, 0, &decision), POSTGATE_OK);
  EXPECT_EQ(decision.action, POSTGATE_ACTION_BLOCK);
  EXPECT_EQ(decision.reason, static_cast<uint32_t>(POSTGATE_DECIDED_BY_POST_ERROR));
  ASSERT_EQ(postgate_decide(&policy, nullptr, POSTGATE_E_DEADLINE, nullptr, 0, &decision), POSTGATE_OK);
  EXPECT_EQ(decision.action, POSTGATE_ACTION_FLAG);
  EXPECT_EQ(decision.publish, 1U);
  for (const int32_t choice : {POSTGATE_ACTION_ALLOW, 5, -1}) {
    policy.on_gate_error = choice;
    EXPECT_EQ(postgate_decide(&policy, nullptr, POSTGATE_E_NOMEM, nullptr, 0, &decision),
              POSTGATE_E_ARGUMENT);
    EXPECT_EQ(decision.action, POSTGATE_ACTION_NONE);
    EXPECT_EQ(decision.publish, 0U);
  }
  EXPECT_EQ(postgate_decide(nullptr, nullptr, POSTGATE_OK, nullptr, 0, &decision), POSTGATE_E_ARGUMENT);
}

class BreakerTest : public testing::Test {
 protected:
  void SetUp() override {
    postgate_breaker_options options = POSTGATE_INIT(postgate_breaker_options);
    options.errors = 3;
    options.window_ns = 1000;
    options.open_ns = 500;
    options.probes = 2;
    postgate_breaker* made = nullptr;
    ASSERT_EQ(postgate_breaker_create(&options, &made, nullptr), POSTGATE_OK);
    breaker_.reset(made);
  }
  bool admits(uint64_t now) {
    postgate_decision decision = POSTGATE_INIT(postgate_decision);
    EXPECT_EQ(postgate_breaker_admit(breaker_.get(), now, &decision), POSTGATE_OK);
    const bool scan = decision.reason == POSTGATE_DECIDED_BY_NOBODY;
    EXPECT_EQ(decision.action, scan ? POSTGATE_ACTION_NONE : POSTGATE_ACTION_HOLD);
    EXPECT_EQ(decision.publish, 0U);
    return scan;
  }
  void ended(int32_t status, uint64_t now) {
    postgate_decision decision = POSTGATE_INIT(postgate_decision);
    const postgate_verdict* verdict = nullptr;
    if (status == POSTGATE_OK) {
      EXPECT_EQ(gate_.scan("好", &verdict), POSTGATE_OK);
    }
    EXPECT_EQ(postgate_decide(nullptr, breaker_.get(), status, verdict, now, &decision), POSTGATE_OK);
  }
  Gate gate_{build_tiny()};
  Breaker breaker_;
};

TEST_F(BreakerTest, OpensAfterSoManyErrorsInTheWindowAndClosesAfterProbes) {
  ended(POSTGATE_E_INTERNAL, 1000);
  ended(POSTGATE_E_INTERNAL, 1900);
  ended(POSTGATE_E_INTERNAL, 2500);  // the first was too long ago
  EXPECT_TRUE(admits(2600));
  ended(POSTGATE_E_DEADLINE, 2700);
  EXPECT_FALSE(admits(2701));
  EXPECT_FALSE(admits(3199));
  EXPECT_TRUE(admits(3200)) << "a probe";
  EXPECT_FALSE(admits(3201)) << "one at a time";
  ended(POSTGATE_E_DEADLINE, 3300);
  EXPECT_FALSE(admits(3700));
  EXPECT_TRUE(admits(3800));
  ended(POSTGATE_OK, 3810);
  EXPECT_TRUE(admits(3811));
  ended(POSTGATE_OK, 3820);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(admits(3830));
  ended(POSTGATE_E_NOMEM, 3840);
  ended(POSTGATE_E_NOMEM, 3841);
  EXPECT_TRUE(admits(3842)) << "errors before it closed do not count";
}

TEST_F(BreakerTest, BadPostsAndBadCallsDoNotOpenIt) {
  for (const int32_t status :
       {POSTGATE_E_ENCODING, POSTGATE_E_TOO_LARGE, POSTGATE_E_ARGUMENT, POSTGATE_E_MATCHER_LIMIT}) {
    for (int i = 0; i < 10; ++i) ended(status, 1000);
  }
  EXPECT_TRUE(admits(1001));
}

TEST_F(BreakerTest, AProbeWhoseEndIsNeverToldIsFollowedByAnother) {
  for (int i = 0; i < 3; ++i) ended(POSTGATE_E_INTERNAL, 1000);
  EXPECT_TRUE(admits(1500));
  EXPECT_FALSE(admits(1999));
  EXPECT_TRUE(admits(2000));
}

}  // namespace
}  // namespace capi_test

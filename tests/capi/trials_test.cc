// Rulesets on trial: the shadow says what it would have done and changes nothing; the canary judges its
// share, always the same posts, and is taken out when it moves too far.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support.h"

namespace capi_test {
namespace {

postgate_shadow_report shadow_of(const postgate_verdict* verdict) {
  postgate_shadow_report report = POSTGATE_INIT(postgate_shadow_report);
  EXPECT_EQ(postgate_verdict_get_shadow(verdict, &report), POSTGATE_OK);
  return report;
}

// "+gained -lost"
std::string changes_of(const postgate_verdict* verdict) {
  std::string all;
  postgate_shadow_rule rule = POSTGATE_INIT(postgate_shadow_rule);
  for (std::size_t i = 0; postgate_verdict_shadow_rule_at(verdict, i, &rule) == POSTGATE_OK; ++i) {
    all += (rule.gained != 0 ? "+" : "-") + std::string(view(rule.rule)) + " ";
    EXPECT_EQ(view(rule.category), "ads");
  }
  return all;
}

Ruleset build_next() {
  return build_pack("next",
                    {word_rule("ads.buy", "hold", "立即抢购"), word_rule("ads.new", "block", "限时秒杀"),
                     word_rule("ads.en", "flag", "buy now")});
}

postgate_canary_status canary_of(postgate_engine* engine) {
  postgate_canary_status status = POSTGATE_INIT(postgate_canary_status);
  EXPECT_EQ(postgate_engine_canary_status(engine, &status), POSTGATE_OK);
  return status;
}

postgate_canary_options canary_options(uint32_t share_ppm) {
  postgate_canary_options options = POSTGATE_INIT(postgate_canary_options);
  options.share_ppm = share_ppm;
  for (std::size_t i = 0; i < sizeof(options.key); ++i) options.key[i] = static_cast<uint8_t>(i * 7 + 1);
  return options;
}

postgate_scan_options keyed(const std::string& key) {
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.canary_key = {key.data(), key.size()};
  return options;
}

TEST(Shadow, SaysWhatItWouldHaveDone) {
  const Gate gate(build_tiny());
  const Ruleset next = build_next();
  uint64_t generation = 0;
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("立即抢购", &verdict), POSTGATE_OK);
  EXPECT_EQ(shadow_of(verdict).state, static_cast<uint32_t>(POSTGATE_SHADOW_NONE));
  ASSERT_EQ(postgate_engine_set_shadow(gate.engine.get(), next.get(), nullptr, &generation, nullptr),
            POSTGATE_OK);
  EXPECT_EQ(generation, 2U);
  struct Case {
    const char* text;
    int32_t live;
    int32_t shadow;
    const char* changes;
  };
  for (const Case& one :
       {Case{"今天天气好", POSTGATE_ACTION_ALLOW, POSTGATE_ACTION_ALLOW, ""},
        Case{"立即抢购", POSTGATE_ACTION_BLOCK, POSTGATE_ACTION_HOLD, ""},
        Case{"加微信，限时秒杀", POSTGATE_ACTION_HOLD, POSTGATE_ACTION_BLOCK, "+ads.new -ads.vx "},
        Case{"加微信 buy now", POSTGATE_ACTION_HOLD, POSTGATE_ACTION_FLAG, "-ads.vx "}}) {
    // One field, several, more than are kept: the answer is the same.
    for (const std::size_t fields : {1U, 3U, 40U}) {
      std::vector<postgate_field> post(fields, utf8_field("好"));
      post[fields / 2] = utf8_field(one.text);
      ASSERT_EQ(gate.scan(post, &verdict), POSTGATE_OK);
      EXPECT_EQ(summary_of(verdict).action, one.live) << one.text;
      EXPECT_EQ(summary_of(verdict).generation, 1U);
      const postgate_shadow_report report = shadow_of(verdict);
      EXPECT_EQ(report.state, static_cast<uint32_t>(POSTGATE_SHADOW_DONE));
      EXPECT_EQ(report.action, one.shadow) << one.text << " in " << fields;
      EXPECT_EQ(report.generation, 2U);
      EXPECT_EQ(changes_of(verdict), one.changes) << one.text;
    }
  }
  // The report belongs to its verdict, in a batch, too.
  postgate_field field = utf8_field("限时秒杀");
  postgate_post post = POSTGATE_INIT(postgate_post);
  post.fields = &field;
  post.count = 1;
  post.field_size = sizeof(field);
  ASSERT_EQ(postgate_scan_batch(gate.scanner.get(), &post, 1, sizeof(post), nullptr, nullptr), POSTGATE_OK);
  ASSERT_EQ(postgate_batch_at(gate.scanner.get(), 0, &verdict, nullptr), POSTGATE_OK);
  EXPECT_EQ(changes_of(verdict), "+ads.new ");
  ASSERT_EQ(postgate_engine_set_shadow(gate.engine.get(), nullptr, nullptr, &generation, nullptr),
            POSTGATE_OK);
  EXPECT_EQ(generation, 0U);
  ASSERT_EQ(gate.scan("限时秒杀", &verdict), POSTGATE_OK);
  EXPECT_EQ(shadow_of(verdict).state, static_cast<uint32_t>(POSTGATE_SHADOW_NONE));
  EXPECT_EQ(changes_of(verdict), "");
}

TEST(Shadow, ThatLacksTheProfileFailsAloneAndErrorsStayErrors) {
  const Ruleset live = build_tiny();
  const Gate gate(live);
  ASSERT_EQ(postgate_engine_set_shadow(gate.engine.get(), build_next().get(), nullptr, nullptr, nullptr),
            POSTGATE_OK);
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(gate.scan("ab\xFF", &verdict), POSTGATE_E_ENCODING);
  EXPECT_EQ(verdict, nullptr);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.profile = {"strict", 6};
  ASSERT_EQ(gate.scan("好", &verdict, &options), POSTGATE_OK);
  EXPECT_EQ(shadow_of(verdict).state, static_cast<uint32_t>(POSTGATE_SHADOW_DONE));
}

// A pack made to be slow: regexes that keep the matcher busy on every character.
Ruleset build_slow() {
  std::string regexes;
  for (int i = 0; i < 60; ++i) {
    regexes += (i == 0 ? "" : ", ") + std::string("\"[甲-龥]{3,") + std::to_string(20 + i) +
               "}[a-z]{2}[0-9]" + std::to_string(i % 10) + "[甲-龥]{1,9}尾" + std::to_string(i) + "\"";
  }
  return build_pack("slow", {{"ads.slow", "block", "regex = [" + regexes + "]\n" + kSamples}});
}

TEST(Shadow, ThatIsTooSlowIsSkippedAndChangesNothing) {
  const Ruleset live = build_tiny();
  const Ruleset slow = build_slow();
  ASSERT_NE(slow, nullptr);
  const Gate alone(live);
  const Gate gate(live);
  postgate_shadow_options shadow = POSTGATE_INIT(postgate_shadow_options);
  shadow.budget_ns = 20'000;
  ASSERT_EQ(postgate_engine_set_shadow(gate.engine.get(), slow.get(), &shadow, nullptr, nullptr),
            POSTGATE_OK);
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "市图书馆周末举办活动ab1欢迎";
  text += "加微信";
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  options.deadline_ns = 60'000'000'000;
  std::size_t not_done = 0;
  for (int round = 0; round < 6; ++round) {
    const postgate_verdict* expected = nullptr;
    const postgate_verdict* verdict = nullptr;
    ASSERT_EQ(alone.scan(text, &expected, &options), POSTGATE_OK);
    ASSERT_EQ(gate.scan(text, &verdict, &options), POSTGATE_OK);
    EXPECT_EQ(summary_of(verdict).action, summary_of(expected).action);
    EXPECT_EQ(summary_of(verdict).complete, 1U);
    ASSERT_EQ(summary_of(verdict).finding_count, summary_of(expected).finding_count);
    EXPECT_EQ(finding_at(verdict, 0).where.bytes.begin, finding_at(expected, 0).where.bytes.begin);
    const postgate_shadow_report report = shadow_of(verdict);
    if (report.state != POSTGATE_SHADOW_DONE) ++not_done;
    EXPECT_NE(report.state, static_cast<uint32_t>(POSTGATE_SHADOW_NONE));
    EXPECT_EQ(report.action == POSTGATE_ACTION_NONE, report.state != POSTGATE_SHADOW_DONE);
  }
  EXPECT_EQ(not_done, 6U) << "half a megabyte cannot be read in 20 microseconds";
}

TEST(Canary, DrawsTheSamePostsAndMoreOfThemAsItGrows) {
  const Gate gate(build_tiny());
  const Ruleset next = build_next();
  postgate_canary_options options = canary_options(0);
  options.window_posts = 1'000'000;
  ASSERT_EQ(postgate_engine_set_canary(gate.engine.get(), next.get(), &options, nullptr, nullptr),
            POSTGATE_OK);
  const auto drawn = [&](uint32_t share) {
    EXPECT_EQ(postgate_engine_set_canary_share(gate.engine.get(), share, nullptr), POSTGATE_OK);
    std::set<int> all;
    for (int i = 0; i < 2000; ++i) {
      const std::string key = "account-" + std::to_string(i);
      const postgate_scan_options wanted = keyed(key);
      const postgate_verdict* verdict = nullptr;
      EXPECT_EQ(gate.scan("限时秒杀", &verdict, &wanted), POSTGATE_OK);
      const bool canary = summary_of(verdict).slot == POSTGATE_SLOT_CANARY;
      EXPECT_EQ(summary_of(verdict).action, canary ? POSTGATE_ACTION_BLOCK : POSTGATE_ACTION_ALLOW);
      EXPECT_EQ(summary_of(verdict).generation, canary ? 2U : 1U);
      if (canary) all.insert(i);
    }
    return all;
  };
  EXPECT_EQ(drawn(0).size(), 0U);
  const std::set<int> tenth = drawn(100'000);
  EXPECT_GT(tenth.size(), 140U);
  EXPECT_LT(tenth.size(), 260U);
  EXPECT_EQ(drawn(100'000), tenth);
  const std::set<int> half = drawn(500'000);
  EXPECT_GT(half.size(), 880U);
  EXPECT_LT(half.size(), 1120U);
  EXPECT_TRUE(std::includes(half.begin(), half.end(), tenth.begin(), tenth.end()));
  EXPECT_EQ(drawn(1'000'000).size(), 2000U);
  const postgate_verdict* verdict = nullptr;
  ASSERT_EQ(gate.scan("限时秒杀", &verdict), POSTGATE_OK);
  EXPECT_EQ(summary_of(verdict).slot, static_cast<uint32_t>(POSTGATE_SLOT_LIVE)) << "it has no key";
  // Another engine with the same key draws the same posts; with another key, others.
  const Gate other(build_tiny());
  options.share_ppm = 100'000;
  ASSERT_EQ(postgate_engine_set_canary(other.engine.get(), next.get(), &options, nullptr, nullptr),
            POSTGATE_OK);
  std::set<int> again;
  for (int i = 0; i < 2000; ++i) {
    const std::string key = "account-" + std::to_string(i);
    const postgate_scan_options wanted = keyed(key);
    EXPECT_EQ(other.scan("好", &verdict, &wanted), POSTGATE_OK);
    if (summary_of(verdict).slot == POSTGATE_SLOT_CANARY) again.insert(i);
  }
  EXPECT_EQ(again, tenth);
}

TEST(Canary, FallsBackWhenItHoldsTooMuchAndSaysWhy) {
  const Gate gate(build_tiny());
  postgate_canary_options options = canary_options(500'000);
  options.window_posts = 100;
  options.max_latency_percent = 1'000'000;  // latency is another test's matter
  ASSERT_EQ(postgate_engine_set_canary(gate.engine.get(), build_next().get(), &options, nullptr, nullptr),
            POSTGATE_OK);
  const auto scan_some = [&](int from, int count, int every) {
    for (int i = from; i < from + count; ++i) {
      const std::string key = std::to_string(i);
      const postgate_scan_options wanted = keyed(key);
      const postgate_verdict* verdict = nullptr;
      EXPECT_EQ(gate.scan(i % every == 0 ? "限时秒杀" : "好", &verdict, &wanted), POSTGATE_OK);
    }
  };
  scan_some(0, 2000, 1'000'000);
  postgate_canary_status status = canary_of(gate.engine.get());
  EXPECT_EQ(status.state, static_cast<uint32_t>(POSTGATE_CANARY_RUNNING));
  EXPECT_GT(status.comparisons, 5U);
  EXPECT_GT(status.live.posts, 900U);
  EXPECT_GT(status.canary.posts, 900U);
  EXPECT_GT(status.canary.p50_ns, 0U);
  scan_some(2000, 2000, 5);
  status = canary_of(gate.engine.get());
  EXPECT_EQ(status.state, static_cast<uint32_t>(POSTGATE_CANARY_FALLEN_BACK));
  EXPECT_EQ(status.reason, static_cast<uint32_t>(POSTGATE_CANARY_REASON_HOLD_RATE));
  EXPECT_EQ(status.share_ppm, 500'000U);
  EXPECT_EQ(status.bad_windows, 3U);
  EXPECT_GT(status.canary.hold_rate_ppm, status.live.hold_rate_ppm);
  EXPECT_NE(std::string(status.message).find("held"), std::string::npos);
  const uint64_t posts = status.canary.posts;
  scan_some(0, 1000, 1'000'000);
  EXPECT_EQ(canary_of(gate.engine.get()).canary.posts, posts) << "it judges nothing more";
  ASSERT_EQ(postgate_engine_set_canary_share(gate.engine.get(), 500'000, nullptr), POSTGATE_OK);
  scan_some(0, 1000, 1'000'000);
  status = canary_of(gate.engine.get());
  EXPECT_EQ(status.state, static_cast<uint32_t>(POSTGATE_CANARY_RUNNING));
  EXPECT_GT(status.canary.posts, posts);
  EXPECT_STREQ(status.message, "");
}

// The live pack, and regexes that all match the text below many times.
Ruleset build_busy() {
  std::string regexes;
  for (char last = 'a'; last <= 'z'; ++last) {
    regexes += (last == 'a' ? "\"" : ", \"") + std::string("活动ab[0-9a-") + last + "]欢\"";
  }
  return build_pack("busy", {word_rule("ads.buy", "block", "立即抢购"),
                             word_rule("ads.vx", "hold", "加微信"),
                             word_rule("ads.en", "flag", "buy now"),
                             {"ads.slow", "flag", "regex = [" + regexes + "]\n" + kSamples}});
}

TEST(Canary, FallsBackWhenItIsSlower) {
  const Gate gate(build_tiny());
  const Ruleset slow = build_busy();
  postgate_canary_options options = canary_options(500'000);
  options.window_posts = 50;
  options.windows = 2;
  ASSERT_EQ(postgate_engine_set_canary(gate.engine.get(), slow.get(), &options, nullptr, nullptr),
            POSTGATE_OK);
  std::string text;
  for (int i = 0; i < 60; ++i) text += "市图书馆周末举办活动ab1欢迎";
  for (int i = 0; i < 1000; ++i) {
    const std::string key = std::to_string(i);
    const postgate_scan_options wanted = keyed(key);
    const postgate_verdict* verdict = nullptr;
    ASSERT_EQ(gate.scan(text, &verdict, &wanted), POSTGATE_OK);
  }
  const postgate_canary_status status = canary_of(gate.engine.get());
  EXPECT_EQ(status.state, static_cast<uint32_t>(POSTGATE_CANARY_FALLEN_BACK));
  EXPECT_EQ(status.reason, static_cast<uint32_t>(POSTGATE_CANARY_REASON_LATENCY));
  EXPECT_GT(status.canary.p50_ns, status.live.p50_ns);
}

TEST(Trials, RefuseWhatMakesNoSense) {
  const Gate gate(build_tiny());
  postgate_engine* engine = gate.engine.get();
  const Ruleset next = build_next();
  EXPECT_EQ(postgate_engine_set_shadow(nullptr, next.get(), nullptr, nullptr, nullptr), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_engine_set_canary(engine, next.get(), nullptr, nullptr, nullptr), POSTGATE_E_ARGUMENT);
  postgate_canary_options options = canary_options(1'000'001);
  EXPECT_EQ(postgate_engine_set_canary(engine, next.get(), &options, nullptr, nullptr), POSTGATE_E_ARGUMENT);
  EXPECT_EQ(postgate_engine_set_canary_share(engine, 1, nullptr), POSTGATE_E_STATE);
  EXPECT_EQ(canary_of(engine).state, static_cast<uint32_t>(POSTGATE_CANARY_NONE));
  EXPECT_EQ(postgate_engine_set_canary(engine, nullptr, nullptr, nullptr, nullptr), POSTGATE_OK);
  postgate_shadow_options shadow = POSTGATE_INIT(postgate_shadow_options);
  shadow.reserved = 1;
  EXPECT_EQ(postgate_engine_set_shadow(engine, next.get(), &shadow, nullptr, nullptr),
            POSTGATE_E_UNKNOWN_OPTION);
  EXPECT_EQ(postgate_verdict_get_shadow(nullptr, nullptr), POSTGATE_E_ARGUMENT);
}

}  // namespace
}  // namespace capi_test

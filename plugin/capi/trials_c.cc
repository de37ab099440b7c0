// Rulesets on trial: postgate_engine_set_shadow and postgate_engine_*canary*. Any thread.
#include <algorithm>
#include <memory>

#include "capi/exports.h"
#include "capi/pack_info.h"

namespace postgate::capi {
namespace {

Status check_handles(const postgate_engine* engine, const postgate_ruleset* ruleset, const Report& report) {
  if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
  if (ruleset != nullptr && !alive(ruleset)) return report.fail(Status::kArgument, "not a ruleset");
  return Status::kOk;
}

Status read_shadow_budget(const postgate_shadow_options* from, std::uint64_t& budget_ns,
                          const Report& report) {
  if (from == nullptr) return Status::kOk;
  postgate_shadow_options given;
  Status status = read_sized(from, kLargestSize, given);
  if (status == Status::kOk && given.reserved != 0) status = Status::kUnknownOption;
  if (status != Status::kOk) return report.fail(status, "the shadow's options are not those of this release");
  budget_ns = given.budget_ns;
  return Status::kOk;
}

Status read_canary(const postgate_canary_options* from, CanaryOptions& to, const Report& report) {
  if (from == nullptr) return report.fail(Status::kArgument, "a canary needs options: its share and key");
  postgate_canary_options given;
  const Status status = read_sized(from, kLargestSize, given);
  if (status != Status::kOk) return report.fail(status, "the canary's options are not those of this release");
  if (given.share_ppm > kWhole || given.max_hold_move_ppm > kWhole) {
    return report.fail(Status::kArgument, "a share is more than 1,000,000");
  }
  if (given.window_posts > kWhole || given.windows > kWhole || given.max_latency_percent > kWhole) {
    return report.fail(Status::kArgument, "an option of the canary is more than 1,000,000");
  }
  to.share_ppm = given.share_ppm;
  std::copy(std::begin(given.key), std::end(given.key), to.key.begin());
  if (given.max_hold_move_ppm != 0) to.max_hold_move_ppm = given.max_hold_move_ppm;
  if (given.max_latency_percent != 0) to.max_latency_percent = given.max_latency_percent;
  if (given.window_posts != 0) to.window_posts = given.window_posts;
  if (given.windows != 0) to.windows = given.windows;
  return Status::kOk;
}

postgate_canary_arm arm_of(const CanaryArm& from) {
  postgate_canary_arm made{};
  made.posts = from.posts;
  made.p50_ns = from.p50_ns;
  made.p95_ns = from.p95_ns;
  made.hold_rate_ppm = from.hold_rate_ppm;
  return made;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_engine_set_shadow(postgate_engine* engine, postgate_ruleset* ruleset,
                                   const postgate_shadow_options* options, uint64_t* generation,
                                   postgate_error* error) {
  if (generation != nullptr) *generation = 0;
  return guard(error, [&](const Report& report) {
    Status status = capi::check_handles(engine, ruleset, report);
    std::uint64_t budget_ns = 0;
    if (status == Status::kOk) status = capi::read_shadow_budget(options, budget_ns, report);
    if (status != Status::kOk) return status;
    const std::uint64_t made =
        engine->engine->set_shadow(ruleset == nullptr ? nullptr : ruleset->ruleset, budget_ns);
    if (generation != nullptr) *generation = made;
    return Status::kOk;
  });
}

int32_t postgate_engine_set_canary(postgate_engine* engine, postgate_ruleset* ruleset,
                                   const postgate_canary_options* options, uint64_t* generation,
                                   postgate_error* error) {
  if (generation != nullptr) *generation = 0;
  return guard(error, [&](const Report& report) {
    Status status = capi::check_handles(engine, ruleset, report);
    postgate::CanaryOptions wanted;
    if (status == Status::kOk && ruleset != nullptr) status = capi::read_canary(options, wanted, report);
    if (status != Status::kOk) return status;
    const std::uint64_t made =
        engine->engine->set_canary(ruleset == nullptr ? nullptr : ruleset->ruleset, wanted);
    if (generation != nullptr) *generation = made;
    return Status::kOk;
  });
}

int32_t postgate_engine_set_canary_share(postgate_engine* engine, uint32_t share_ppm, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    if (share_ppm > postgate::kWhole)
      return report.fail(Status::kArgument, "the share is more than 1,000,000");
    if (!engine->engine->set_canary_share(share_ppm))
      return report.fail(Status::kState, "there is no canary");
    return Status::kOk;
  });
}

int32_t postgate_engine_canary_status(postgate_engine* engine, postgate_canary_status* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(engine) || out == nullptr) return Status::kArgument;
    const postgate::CanaryStatus from = engine->engine->canary_status();
    postgate_canary_status made{};
    made.state = static_cast<std::uint32_t>(from.state);
    made.reason = static_cast<std::uint32_t>(from.reason);
    made.share_ppm = from.share_ppm;
    made.bad_windows = from.bad_windows;
    made.generation = engine->engine->generation(postgate::Slot::kCanary);
    made.comparisons = from.comparisons;
    made.live = capi::arm_of(from.live);
    made.canary = capi::arm_of(from.canary);
    capi::copy_text(made.message, sizeof(made.message), from.message);
    return capi::write_sized(made, out);
  });
}

// postgate_breaker_* and postgate_decide: what a host does when there is no verdict, by its explicit
// choice. Any thread.
#include <algorithm>
#include <memory>

#include "base/clock.h"
#include "capi/exports.h"

namespace postgate::capi {
namespace {

// Errors that say nothing about the gate: the post's fault, or the caller's.
bool is_about_the_post(std::int32_t status) {
  switch (status) {
    case POSTGATE_E_ENCODING:
    case POSTGATE_E_TOO_LARGE:
    case POSTGATE_E_FORMAT:
    case POSTGATE_E_MATCHER_LIMIT:
      return true;
    default:
      return status <= -23 && status >= -39;  // the range of statuses about posts
  }
}

bool is_about_the_call(std::int32_t status) {
  return status == POSTGATE_E_ARGUMENT || status == POSTGATE_E_STRUCT_SIZE ||
         status == POSTGATE_E_UNKNOWN_OPTION;
}

std::uint64_t time_or_now(std::uint64_t now_ns) { return now_ns != 0 ? now_ns : monotonic_ns(); }

// FLAG, HOLD or BLOCK; 0 is HOLD. Nothing else: an error is never a reason to publish unseen.
bool read_choice(std::int32_t given, std::int32_t& choice) {
  choice = given == POSTGATE_ACTION_NONE ? POSTGATE_ACTION_HOLD : given;
  return choice >= POSTGATE_ACTION_FLAG && choice <= POSTGATE_ACTION_BLOCK;
}

struct Choices {
  std::int32_t on_post_error = POSTGATE_ACTION_HOLD;
  std::int32_t on_gate_error = POSTGATE_ACTION_HOLD;
};

Status read_policy(const postgate_policy* from, Choices& to) {
  if (from == nullptr) return Status::kOk;
  postgate_policy given;
  const Status status = read_sized(from, kLargestSize, given);
  if (status != Status::kOk) return status;
  if (given.reserved != 0) return Status::kUnknownOption;
  const bool valid = read_choice(given.on_post_error, to.on_post_error) &&
                     read_choice(given.on_gate_error, to.on_gate_error);
  return valid ? Status::kOk : Status::kArgument;
}

postgate_decision decision_of(std::int32_t status, const Verdict* verdict, const Choices& choices) {
  postgate_decision made{};
  made.status = status;
  if (status == POSTGATE_OK && verdict != nullptr) {
    made.action = static_cast<std::int32_t>(verdict->action);
    made.reason = verdict->complete ? POSTGATE_DECIDED_BY_VERDICT : POSTGATE_DECIDED_BY_PARTIAL_VERDICT;
  } else if (is_about_the_post(status)) {
    made.action = choices.on_post_error;
    made.reason = POSTGATE_DECIDED_BY_POST_ERROR;
  } else {
    made.action = choices.on_gate_error;
    made.reason = POSTGATE_DECIDED_BY_GATE_ERROR;
  }
  made.publish = made.action == POSTGATE_ACTION_ALLOW || made.action == POSTGATE_ACTION_FLAG ? 1 : 0;
  return made;
}

Status read_breaker(const postgate_breaker_options* from, BreakerOptions& to, const Report& report) {
  postgate_breaker_options given;
  const Status status = read_plain(from, given, report);
  if (status != Status::kOk) return status;
  if (given.errors > 100'000) return report.fail(Status::kArgument, "errors is more than 100,000");
  if (given.errors != 0) to.errors = given.errors;
  if (given.probes != 0) to.probes = given.probes;
  if (given.window_ns != 0) to.window_ns = given.window_ns;
  if (given.open_ns != 0) to.open_ns = given.open_ns;
  return Status::kOk;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_breaker_create(const postgate_breaker_options* options, postgate_breaker** out,
                                postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    postgate::BreakerOptions wanted;
    const Status status = capi::read_breaker(options, wanted, report);
    if (status != Status::kOk) return status;
    *out = new postgate_breaker(wanted);
    return Status::kOk;
  });
}

void postgate_breaker_destroy(postgate_breaker* breaker) {
  if (alive(breaker)) delete breaker;
}

int32_t postgate_breaker_admit(postgate_breaker* breaker, uint64_t now_ns, postgate_decision* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(breaker) || out == nullptr) return Status::kArgument;
    postgate_decision made{};
    if (!breaker->breaker.admit(capi::time_or_now(now_ns))) {
      made.action = POSTGATE_ACTION_HOLD;
      made.reason = POSTGATE_DECIDED_BY_BREAKER;
      made.status = POSTGATE_E_STATE;
    }
    return capi::write_sized(made, out);
  });
}

int32_t postgate_decide(const postgate_policy* policy, postgate_breaker* breaker, int32_t status,
                        const postgate_verdict* verdict, uint64_t now_ns, postgate_decision* out) {
  return guard(nullptr, [&](const Report&) {
    if (out == nullptr || (breaker != nullptr && !alive(breaker))) return Status::kArgument;
    const postgate::Verdict* judged = alive(verdict) ? verdict->verdict : nullptr;
    if (status == POSTGATE_OK && judged == nullptr) return Status::kArgument;
    capi::Choices choices;
    const Status read = capi::read_policy(policy, choices);
    if (read != Status::kOk) {
      capi::write_sized(postgate_decision{}, out);  // NONE: not to be published
      return read;
    }
    const Status written = capi::write_sized(capi::decision_of(status, judged, choices), out);
    if (written != Status::kOk) return written;
    if (breaker != nullptr && !capi::is_about_the_call(status)) {
      const bool failed = status != POSTGATE_OK && !capi::is_about_the_post(status);
      breaker->breaker.record(failed, capi::time_or_now(now_ns));
    }
    return Status::kOk;
  });
}

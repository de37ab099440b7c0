// postgate_engine_*: holds the current ruleset and swaps it atomically. Any thread.
#include <memory>
#include <utility>

#include "capi/exports.h"

int32_t postgate_engine_create(const postgate_engine_options* options, postgate_engine** out,
                               postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    postgate::EngineOptions wanted;
    const Status status = capi::read_options(options, wanted, report);
    if (status != Status::kOk) return status;
    *out = new postgate_engine(wanted);
    return Status::kOk;
  });
}

void postgate_engine_destroy(postgate_engine* engine) {
  if (alive(engine)) delete engine;
}

int32_t postgate_engine_install(postgate_engine* engine, postgate_ruleset* ruleset, uint64_t* generation,
                                postgate_error* error) {
  if (generation != nullptr) *generation = 0;
  return guard(error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    if (!alive(ruleset)) return report.fail(Status::kArgument, "not a ruleset");
    const std::uint64_t installed = engine->engine->install(ruleset->ruleset);
    if (generation != nullptr) *generation = installed;
    return Status::kOk;
  });
}

int32_t postgate_engine_current(postgate_engine* engine, postgate_ruleset** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    postgate::Installed installed = engine->engine->current();
    if (installed.ruleset != nullptr) *out = new postgate_ruleset(std::move(installed.ruleset));
    return Status::kOk;
  });
}

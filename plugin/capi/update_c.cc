// postgate_engine_update, postgate_engine_rollback and postgate_watch_*.
#include <utility>

#include "capi/compiler_parts.h"
#include "capi/exports.h"
#include "engine/update.h"
#include "pack/watch.h"

struct postgate_watch : postgate::Marked<0x70676631U> {
  std::unique_ptr<postgate::FolderWatch> watch;
};

namespace postgate::capi {
namespace {

constexpr std::uint64_t kMostCorpus = 10'000'000;

Status read_update(const postgate_update_options* from, UpdateOptions& to, const Report& report) {
  if (from == nullptr) return Status::kOk;
  postgate_update_options given{};
  const Status status = read_options(from, given, report);
  if (status != Status::kOk) return status;
  if (given.corpus_count > kMostCorpus || (given.corpus == nullptr && given.corpus_count != 0)) {
    return report.fail(Status::kArgument, "the corpus is NULL or too long");
  }
  for (std::size_t i = 0; i < given.corpus_count; ++i) {
    const postgate_string& text = given.corpus[i];
    if (!is_text(text)) return report.fail(Status::kArgument, "a text of the corpus is NULL");
    to.corpus.emplace_back(view_of_argument(text));
  }
  to.max_ns_per_kib = given.max_ns_per_kib;
  to.max_changed = given.max_changed;
  to.now = given.now;
  if (given.trust != nullptr) to.trust = given.trust->store.get();
  return Status::kOk;
}

postgate_update_report report_of(const UpdateReport& from) {
  postgate_update_report made{};
  made.step = static_cast<std::uint32_t>(from.step);
  made.generation = from.generation;
  made.hostile_ns_per_kib = from.hostile_ns_per_kib;
  made.hostile_hits_per_kib = from.hostile_hits_per_kib;
  made.judged = from.judged;
  made.changed = from.changed;
  made.stricter = from.stricter;
  made.milder = from.milder;
  return made;
}

Status update(postgate_engine& engine, postgate_compiler& compiler, const postgate_update_options* from,
              UpdateReport& made, const Report& report) {
  UpdateOptions options;
  Status status = read_update(from, options, report);
  if (status != Status::kOk) return status;
  made.step = UpdateStep::kParse;
  postgate_ruleset* raw = nullptr;
  status = build(compiler, &raw, report);
  if (status != Status::kOk) {
    made.step = build_step_of(status);
    return status;
  }
  const std::unique_ptr<postgate_ruleset> ruleset(raw);
  const Result<void> updated = update_engine(*engine.engine, ruleset->ruleset, options, made);
  return updated.ok() ? Status::kOk : report.fail(updated.error());
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_engine_update(postgate_engine* engine, postgate_compiler* compiler,
                               const postgate_update_options* options, postgate_update_report* out,
                               postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    if (out != nullptr && !capi::fits(out->struct_size, capi::kFirstSize<postgate_update_report>)) {
      return report.fail(Status::kStructSize, "struct_size of the report is not valid");
    }
    const Status open = capi::check_open(compiler, report);
    if (open != Status::kOk) return open;
    postgate::UpdateReport made;
    const Status status = capi::update(*engine, *compiler, options, made, report);
    if (out != nullptr) capi::write_sized(capi::report_of(made), out);
    return status;
  });
}

int32_t postgate_engine_rollback(postgate_engine* engine, uint64_t* generation, postgate_error* error) {
  if (generation != nullptr) *generation = 0;
  return guard(error, [&](const Report& report) {
    if (!alive(engine)) return report.fail(Status::kArgument, "not an engine");
    const std::uint64_t made = engine->engine->rollback();
    if (made == 0) return report.fail(Status::kState, "there is no earlier ruleset to go back to");
    if (generation != nullptr) *generation = made;
    return Status::kOk;
  });
}

int32_t postgate_watch_create(const char* folder, const postgate_watch_options* options, postgate_watch** out,
                              postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (folder == nullptr || folder[0] == '\0')
      return report.fail(Status::kArgument, "the folder is NULL or empty");
    postgate_watch_options given{};
    if (options != nullptr) {
      const Status status = capi::read_options(options, given, report);
      if (status != Status::kOk) return status;
    }
    postgate::WatchOptions wanted;
    if (given.settle_ns != 0) wanted.settle_ns = given.settle_ns;
    wanted.use_notices = (given.flags & POSTGATE_WATCH_NO_NOTICES) == 0;
    auto watch = postgate::FolderWatch::open(folder, wanted);
    if (!watch.ok()) return report.fail(watch.error());
    auto made = std::make_unique<postgate_watch>();
    made->watch = std::move(watch).value();
    *out = made.release();
    return Status::kOk;
  });
}

void postgate_watch_destroy(postgate_watch* watch) {
  if (alive(watch)) delete watch;
}

int32_t postgate_watch_poll(postgate_watch* watch, int32_t* changed, postgate_error* error) {
  if (changed != nullptr) *changed = 0;
  return guard(error, [&](const Report& report) {
    if (!alive(watch)) return report.fail(Status::kArgument, "not a watch");
    if (changed == nullptr) return report.fail(Status::kArgument, "the out-pointer is NULL");
    const auto polled = watch->watch->poll();
    if (!polled.ok()) return report.fail(polled.error());
    *changed = polled.value() ? 1 : 0;
    return Status::kOk;
  });
}

int32_t postgate_watch_descriptor(const postgate_watch* watch) {
  return alive(watch) ? watch->watch->descriptor() : -1;
}

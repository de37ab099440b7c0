// The rules for option structs: sizes, unknown tails, unknown flags and reserved
// fields first, then the range of each value. No state, any thread.
#include "capi/options.h"

#include <limits>

#include "capi/handles.h"

namespace postgate::capi {
namespace {

constexpr std::uint64_t kMostPostBytes = 1ULL << 30U;
constexpr std::uint32_t kMostEvery = 1'000'000;
constexpr std::uint64_t kMostFields = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kCompileFlags = POSTGATE_COMPILE_SKIP_SELF_TEST | POSTGATE_COMPILE_KEEP_SOURCE |
                                        POSTGATE_COMPILE_HYGIENE | POSTGATE_COMPILE_MEASURE_RULES;
constexpr std::uint32_t kEngineFlags = POSTGATE_ENGINE_STATISTICS;
constexpr std::uint32_t kScanFlags =
    POSTGATE_SCAN_REPLACE_ILL_FORMED | POSTGATE_SCAN_ACCEPT_PARTIAL | POSTGATE_SCAN_TRACE;

template <typename T>
Status read_struct(const T* from, std::uint32_t known_flags, T& to, const Report& report) noexcept {
  const Status status = read_plain(from, to, report);
  if (status != Status::kOk) return status;
  if ((to.flags & ~known_flags) != 0) {
    return report.fail(Status::kUnknownOption, "the options hold a flag this release does not know");
  }
  return Status::kOk;
}

template <typename T>
void take_if_set(T given, T& value) noexcept {
  if (given != 0) value = given;
}

postgate_progress progress_of(const BuildStep& step) noexcept {
  postgate_progress made{};
  made.struct_size = sizeof(made);
  made.stage = static_cast<std::uint32_t>(step.stage);
  made.line = step.at.line;
  made.column = step.at.column;
  made.pack = {step.pack.data(), step.pack.size()};
  made.file = {step.file.data(), step.file.size()};
  made.rule = {step.id.data(), step.id.size()};
  return made;
}

}  // namespace

Status read_options(const postgate_archive_options* from, postgate_archive_options& to,
                    const Report& report) noexcept {
  const Status status = read_struct(from, 0, to, report);
  if (status != Status::kOk) return status;
  return is_text(to.date) ? status : report.fail(Status::kArgument, "the date is NULL, but has a length");
}

Status read_options(const postgate_accept_options* from, postgate_accept_options& to,
                    const Report& report) noexcept {
  const Status status = read_struct(from, 0, to, report);
  if (status != Status::kOk) return status;
  if (to.trust != nullptr && !alive(to.trust)) return report.fail(Status::kArgument, "not a trust store");
  return is_text(to.signature) ? status
                               : report.fail(Status::kArgument, "the signature is NULL, but has a length");
}

Status read_options(const postgate_trust_options* from, postgate_trust_options& to,
                    const Report& report) noexcept {
  return read_struct(from, POSTGATE_TRUST_ALLOW_UNSIGNED, to, report);
}

Status read_options(const postgate_update_options* from, postgate_update_options& to,
                    const Report& report) noexcept {
  const Status status = read_struct(from, 0, to, report);
  if (status != Status::kOk) return status;
  return to.trust == nullptr || alive(to.trust) ? status
                                                : report.fail(Status::kArgument, "not a trust store");
}

Status read_options(const postgate_watch_options* from, postgate_watch_options& to,
                    const Report& report) noexcept {
  return read_struct(from, POSTGATE_WATCH_NO_NOTICES, to, report);
}

Status read_options(const postgate_compiler_options* from, CompileOptions& to, const Report& report) {
  if (from == nullptr) return Status::kOk;
  postgate_compiler_options given;
  const Status status = read_struct(from, kCompileFlags, given, report);
  if (status != Status::kOk) return status;
  to.self_test = (given.flags & POSTGATE_COMPILE_SKIP_SELF_TEST) == 0;
  to.hygiene = (given.flags & POSTGATE_COMPILE_HYGIENE) != 0;
  to.measure_rules = (given.flags & POSTGATE_COMPILE_MEASURE_RULES) != 0;
  if (given.max_pack_bytes > std::numeric_limits<std::size_t>::max() / 2) {
    return report.fail(Status::kArgument, "max_pack_bytes is out of range");
  }
  take_if_set(static_cast<std::size_t>(given.max_pack_bytes), to.limits.total_bytes);
  to.budget = {given.max_words,        given.max_regexes,      given.max_regex_cost,
               given.max_memory_bytes, given.max_hostile_hits, given.max_false_hits};
  if (!is_text(given.cache_folder)) {
    return report.fail(Status::kArgument, "cache_folder is NULL, but has a length");
  }
  if (given.cache_folder.size != 0) to.cache_folder.assign(given.cache_folder.data, given.cache_folder.size);
  if (given.reserved != 0) {
    return report.fail(Status::kUnknownOption, "the options hold a field this release does not know");
  }
  if (given.cpu > POSTGATE_CPU_AVX512_VBMI) return report.fail(Status::kArgument, "cpu is no level");
  to.cpu = static_cast<CpuLevel>(given.cpu);
  // A pack file says what its pack costs.
  to.measure_hostile = (given.flags & POSTGATE_COMPILE_KEEP_SOURCE) != 0;
  if (given.progress != nullptr) {
    to.progress = [call = given.progress, context = given.progress_context](const BuildStep& step) {
      const postgate_progress what = progress_of(step);
      call(context, &what);
    };
  }
  return Status::kOk;
}

Status read_options(const postgate_engine_options* from, EngineOptions& to, const Report& report) noexcept {
  if (from == nullptr) return Status::kOk;
  postgate_engine_options given;
  const Status status = read_struct(from, kEngineFlags, given, report);
  if (status != Status::kOk) return status;
  if (given.max_post_bytes > kMostPostBytes) {
    return report.fail(Status::kArgument, "max_post_bytes is more than 1 GiB");
  }
  if (given.max_fields > kMostFields) return report.fail(Status::kArgument, "max_fields is out of range");
  take_if_set(given.deadline_ns, to.deadline_ns);
  take_if_set(given.max_post_bytes, to.max_post_bytes);
  take_if_set(given.max_fields, to.max_fields);
  take_if_set(given.max_hits, to.max_hits);
  take_if_set(given.max_findings, to.max_findings);
  if (given.reserved != 0) {
    return report.fail(Status::kUnknownOption, "the options hold a field this release does not know");
  }
  if (given.latency_every > kMostEvery) {
    return report.fail(Status::kArgument, "latency_every is more than 1,000,000");
  }
  take_if_set(given.latency_every, to.latency_every);
  to.statistics = (given.flags & POSTGATE_ENGINE_STATISTICS) != 0;
  return Status::kOk;
}

Status read_options(const postgate_scan_options* from, ScanOptions& to, const Report& report) noexcept {
  if (from == nullptr) return Status::kOk;
  postgate_scan_options given;
  const Status status = read_struct(from, kScanFlags, given, report);
  if (status != Status::kOk) return status;
  if (given.reserved != 0) {
    return report.fail(Status::kUnknownOption, "the options hold a field this release does not know");
  }
  if (!is_text(given.profile)) {
    return report.fail(Status::kArgument, "profile is NULL, but has a length");
  }
  if (given.approvals != nullptr && !alive(given.approvals)) {
    return report.fail(Status::kArgument, "approvals is no list of approvals");
  }
  to.account = account_of(given.account);
  Account::bring(to.account);  // the scanner sees whether it is one
  to.approvals = given.approvals == nullptr ? nullptr : &given.approvals->list;
  to.now = given.now;
  to.deadline_ns = given.deadline_ns;
  to.max_findings = given.max_findings;
  if (!is_text(given.canary_key) || !is_text(given.group)) {
    return report.fail(Status::kArgument, "canary_key or group is NULL, but has a length");
  }
  to.profile = {given.profile.data, given.profile.size};
  to.canary_key = {given.canary_key.data, given.canary_key.size};
  to.group = {given.group.data, given.group.size};
  to.accept_partial = (given.flags & POSTGATE_SCAN_ACCEPT_PARTIAL) != 0;
  to.trace = (given.flags & POSTGATE_SCAN_TRACE) != 0;
  to.replace_ill_formed = (given.flags & POSTGATE_SCAN_REPLACE_ILL_FORMED) != 0;
  return Status::kOk;
}

}  // namespace postgate::capi

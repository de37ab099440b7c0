// postgate_audit_*: the audit file of a host, written line by line, and its verification.
#include <cstring>

#include "capi/exports.h"
#include "capi/fields.h"
#include "capi/pack_info.h"

namespace postgate::capi {
namespace {

constexpr std::uint64_t kMostFields = 1'000'000;

Status read_audit_options(const postgate_audit_options* from, AuditOptions& to, const Report& report) {
  if (from == nullptr) return report.fail(Status::kArgument, "the options are NULL");
  postgate_audit_options given;
  const Status status = read_plain(from, given, report);
  if (status != Status::kOk) return status;
  if ((given.flags & ~POSTGATE_AUDIT_SYNC) != 0) {
    return report.fail(Status::kUnknownOption, "the options hold something this release does not know");
  }
  if (!is_text(given.path) || !is_text(given.key)) {
    return report.fail(Status::kArgument, "path or key is NULL, but has a length");
  }
  to.path.assign(given.path.data, given.path.size);
  if (to.path.find('\0') != std::string::npos) return report.fail(Status::kArgument, "the path holds a NUL");
  to.key.assign(given.key.data, given.key.size);
  to.sync = (given.flags & POSTGATE_AUDIT_SYNC) != 0;
  if (given.rotate_bytes != 0) to.rotate_bytes = given.rotate_bytes;
  return Status::kOk;
}

Status read_entry(const postgate_audit_entry* from, const postgate_verdict* verdict, AuditEntry& to,
                  const Report& report) {
  if (from == nullptr) return report.fail(Status::kArgument, "the entry is NULL");
  postgate_audit_entry given;
  const Status status = read_sized(from, kLargestSize, given);
  if (status != Status::kOk) return report.fail(status, "the entry is not one that this release knows");
  if (!is_text(given.post_id) || !is_text(given.account)) {
    return report.fail(Status::kArgument, "post_id or account is NULL, but has a length");
  }
  const bool has_verdict = alive(verdict) && verdict->verdict != nullptr;
  if (verdict != nullptr && !has_verdict)
    return report.fail(Status::kArgument, "the verdict is no longer lent");
  if (has_verdict == (given.status != POSTGATE_OK)) {
    return report.fail(Status::kArgument, "an entry has either a verdict or the status of a failed scan");
  }
  to.post_id = {given.post_id.data, given.post_id.size};
  to.account = {given.account.data, given.account.size};
  to.engine = POSTGATE_VERSION;
  to.time_ms = given.time_ms;
  to.latency_ns = given.latency_ns;
  if (has_verdict) to.verdict = verdict->verdict;
  if (has_verdict && to.account.empty()) to.account = to.verdict->account_id;
  to.failure = postgate_status_name(given.status);
  return Status::kOk;
}

void write_head(const AuditHead& head, postgate_audit_head& made) {
  made.seq = head.seq;
  std::memcpy(made.mac, head.mac.data(), std::min(head.mac.size(), sizeof(made.mac) - 1));
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_audit_open(const postgate_audit_options* options, postgate_audit** out,
                            postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    postgate::AuditOptions wanted;
    const Status status = capi::read_audit_options(options, wanted, report);
    if (status != Status::kOk) return status;
    auto opened = postgate::AuditLog::open(wanted);
    if (!opened.ok()) return report.fail(opened.error());
    auto made = std::make_unique<postgate_audit>();
    made->log = std::move(opened).value();
    *out = made.release();
    return Status::kOk;
  });
}

void postgate_audit_destroy(postgate_audit* audit) {
  if (alive(audit)) delete audit;
}

int32_t postgate_audit_append(postgate_audit* audit, const postgate_audit_entry* entry,
                              const postgate_field* fields, size_t count, size_t field_size,
                              const postgate_verdict* verdict, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(audit)) return report.fail(Status::kArgument, "not an audit");
    postgate::AuditEntry line;
    Status status = capi::read_entry(entry, verdict, line, report);
    if (status != Status::kOk) return status;
    const capi::FieldArray array{fields, count, field_size};
    status = capi::check_array(array, capi::kMostFields, report);
    if (status != Status::kOk) return status;
    status = capi::read_fields(array, audit->fields, report);
    if (status != Status::kOk) return status;
    const auto appended = audit->log->append(line, {audit->fields.data(), audit->fields.size()});
    return appended.ok() ? Status::kOk : report.fail(appended.error());
  });
}

int32_t postgate_audit_get_head(const postgate_audit* audit, postgate_audit_head* out) {
  return guard(nullptr, [&](const Report& report) {
    if (!alive(audit) || out == nullptr)
      return report.fail(Status::kArgument, "not an audit, or out is NULL");
    postgate_audit_head made{};
    capi::write_head(audit->log->head(), made);
    return capi::write_sized(made, out);
  });
}

int32_t postgate_audit_verify(const char* path, const void* key, size_t key_size, const char* anchor,
                              postgate_audit_report** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (path == nullptr || key == nullptr) return report.fail(Status::kArgument, "path or key is NULL");
    std::optional<postgate::AuditHead> noted;
    if (anchor != nullptr) {
      noted = postgate::parse_audit_anchor(anchor);
      if (!noted) return report.fail(Status::kArgument, "the anchor is not of the form SEQ:MAC");
    }
    auto made = std::make_unique<postgate_audit_report>();
    made->files = postgate::audit_files(path);
    auto verified =
        postgate::verify_audit(path, made->files, {static_cast<const char*>(key), key_size}, noted);
    if (!verified.ok()) return report.fail(verified.error());
    made->report = std::move(verified).value();
    *out = made.release();
    return Status::kOk;
  });
}

void postgate_audit_report_destroy(postgate_audit_report* report) {
  if (alive(report)) delete report;
}

int32_t postgate_audit_report_get_summary(const postgate_audit_report* from, postgate_audit_summary* out,
                                          postgate_audit_head* head) {
  return guard(nullptr, [&](const Report& report) {
    if (!alive(from) || out == nullptr) return report.fail(Status::kArgument, "not a report, or out is NULL");
    postgate_audit_summary made{};
    made.lines = from->report.lines;
    made.problem_count = from->report.problems.size();
    made.problem_total = from->report.problem_total;
    const Status status = capi::write_sized(made, out);
    if (status != Status::kOk || head == nullptr) return status;
    postgate_audit_head last{};
    capi::write_head(from->report.last, last);
    return capi::write_sized(last, head);
  });
}

int32_t postgate_audit_report_problem_at(const postgate_audit_report* from, size_t index,
                                         postgate_audit_problem* out) {
  return guard(nullptr, [&](const Report& report) {
    if (!alive(from) || out == nullptr || index >= from->report.problems.size()) {
      return report.fail(Status::kArgument, "no such problem");
    }
    const postgate::AuditProblem& problem = from->report.problems[index];
    postgate_audit_problem made{};
    made.kind = static_cast<std::uint32_t>(problem.kind);
    made.file = problem.file;
    made.line = problem.line;
    made.seq = problem.seq;
    made.message = capi::view_of(problem.message);
    return capi::write_sized(made, out);
  });
}

const char* postgate_audit_report_file_at(const postgate_audit_report* report, size_t index) {
  if (!alive(report) || index >= report->files.size()) return nullptr;
  return report->files[index].c_str();
}

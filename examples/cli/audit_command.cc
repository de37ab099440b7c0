// `postgate audit verify`: is an audit file whole, and where does it end.
#include <cstdio>
#include <memory>

#include "audit_trail.h"
#include "commands.h"
#include "json_text.h"
#include "scan.h"

namespace postgate_cli {
namespace {

struct AuditSettings {
  std::string file;
  std::string key_file;
  std::string anchor;
  bool as_json = false;
};

using Report =
    std::unique_ptr<postgate_audit_report, Destroyer<postgate_audit_report, postgate_audit_report_destroy>>;

Report read_report(const AuditSettings& settings) {
  std::string complaint;
  const std::optional<std::string> key = read_key_file(settings.key_file, complaint);
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_audit_report* report = nullptr;
  if (key) {
    const char* anchor = settings.anchor.empty() ? nullptr : settings.anchor.c_str();
    postgate_audit_verify(settings.file.c_str(), key->data(), key->size(), anchor, &report, &error);
    complaint = error.message;
  }
  if (report == nullptr) std::fprintf(stderr, "postgate: %s\n", complaint.c_str());
  return Report(report);
}

const char* kind_name(std::uint32_t kind) {
  switch (kind) {
    case POSTGATE_AUDIT_CHANGED:
      return "changed";
    case POSTGATE_AUDIT_MISSING:
      return "missing";
    case POSTGATE_AUDIT_ORDER:
      return "order";
    case POSTGATE_AUDIT_FOREIGN:
      return "foreign";
    case POSTGATE_AUDIT_TORN:
      return "torn";
    case POSTGATE_AUDIT_TAIL:
      return "tail";
    case POSTGATE_AUDIT_NO_HEAD:
      return "no-head";
    default:
      return "other";
  }
}

void show_text(const postgate_audit_report* report, const postgate_audit_summary& summary,
               const postgate_audit_head& head) {
  postgate_audit_problem problem = POSTGATE_INIT(postgate_audit_problem);
  for (std::size_t i = 0; postgate_audit_report_problem_at(report, i, &problem) == POSTGATE_OK; ++i) {
    std::printf("%s:%llu: %s: %.*s\n", postgate_audit_report_file_at(report, problem.file),
                static_cast<unsigned long long>(problem.line), kind_name(problem.kind),
                static_cast<int>(problem.message.size), problem.message.data);
  }
  const auto lines = static_cast<unsigned long long>(summary.lines);
  const auto problems = static_cast<unsigned long long>(summary.problem_total);
  if (problems == 0) {
    std::printf("%llu lines, whole and unchanged; head %llu:%s\n", lines,
                static_cast<unsigned long long>(head.seq), head.mac);
  } else {
    std::printf("%llu lines, %llu problems\n", lines, problems);
  }
}

void show_json(const postgate_audit_report* report, const postgate_audit_summary& summary,
               const postgate_audit_head& head) {
  std::string out = "{\"lines\":";
  json_number(out, summary.lines);
  json_member(out, "problem_total", summary.problem_total);
  json_member(out, "head", std::to_string(head.seq) + ":" + head.mac);
  json_key(out, "problems");
  out += '[';
  postgate_audit_problem problem = POSTGATE_INIT(postgate_audit_problem);
  for (std::size_t i = 0; postgate_audit_report_problem_at(report, i, &problem) == POSTGATE_OK; ++i) {
    if (i > 0) out += ',';
    out += '{';
    json_member(out, "kind", kind_name(problem.kind));
    json_member(out, "file", postgate_audit_report_file_at(report, problem.file));
    json_member(out, "line", problem.line);
    json_member(out, "seq", problem.seq);
    json_member(out, "message", view(problem.message));
    out += '}';
  }
  std::printf("%s]}\n", out.c_str());
}

int verify(const AuditSettings& settings) {
  const Report report = read_report(settings);
  if (report == nullptr) return kExitUsage;
  postgate_audit_summary summary = POSTGATE_INIT(postgate_audit_summary);
  postgate_audit_head head = POSTGATE_INIT(postgate_audit_head);
  postgate_audit_report_get_summary(report.get(), &summary, &head);
  (settings.as_json ? show_json : show_text)(report.get(), summary, head);
  return summary.problem_total == 0 ? kExitClean : kExitStopped;
}

}  // namespace

void add_audit(CLI::App& app, Chosen& chosen) {
  CLI::App* audit = app.add_subcommand("audit", "prove that a file of `scan --audit` is whole");
  audit->require_subcommand(1);
  const auto settings = std::make_shared<AuditSettings>();
  CLI::App* command = audit->add_subcommand("verify", "find changed, missing, moved, inserted and cut lines");
  command->add_option("FILE", settings->file, "the audit file; what was rotated away from it is read, too")
      ->required();
  command->add_option("--key", settings->key_file, "the key it was written with")
      ->required()
      ->option_text("FILE");
  command->add_option("--anchor", settings->anchor, "a head noted elsewhere; that line must be there")
      ->option_text("SEQ:MAC");
  command
      ->add_option_function<std::string>(
          "--format", [settings](const std::string& name) { settings->as_json = name == "json"; },
          "text (default) | json")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("KIND");
  command->footer(
      "Exit status: 0 whole, 1 problems were found, 2 wrong usage or a file that cannot be read.\n\n"
      "Example:\n  postgate audit verify --key audit.key audit.jsonl");
  command->callback([settings, &chosen] { chosen = [settings] { return verify(*settings); }; });
}

}  // namespace postgate_cli

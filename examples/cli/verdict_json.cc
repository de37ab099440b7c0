// Verdicts as JSON Lines: the shape and the order of the keys are a contract.
#include "json_text.h"
#include "report.h"

namespace postgate_cli {
namespace {

void incomplete_json(std::uint32_t reasons, std::string& out) {
  json_key(out, "incomplete");
  out += '[';
  const auto add = [&](std::uint32_t bit, std::string_view name) {
    if ((reasons & bit) == 0) return;
    if (out.back() != '[') out += ',';
    json_string(out, name);
  };
  add(POSTGATE_INCOMPLETE_HITS, "hits");
  add(POSTGATE_INCOMPLETE_DEADLINE, "deadline");
  add(POSTGATE_INCOMPLETE_MATCHER, "matcher");
  add(POSTGATE_INCOMPLETE_STRUCTURE, "structure");
  out += ']';
}

class JsonReporter : public Reporter {
 public:
  explicit JsonReporter(const std::vector<PackFacts>& packs) : tail_(json_tail(packs)) {}

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    append_verdict_json(post, verdict, tail_, out);
    out += '\n';
  }
  void failure(const Post& post, std::string& out) override {
    if (!post.is_post) return;  // one line for each post, and only for posts
    append_failure_json(post, tail_, out);
    out += '\n';
  }
  void summary(const Counts& /*counts*/, std::string& /*out*/) override {}

 private:
  std::string tail_;
};

}  // namespace

void append_verdict_json(const Post& post, const postgate_verdict* verdict, std::string_view tail,
                         std::string& out) {
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  postgate_verdict_get_summary(verdict, &summary);
  out += '{';
  json_member(out, "id", post.id);
  json_member(out, "action", postgate_action_name(summary.action));
  json_key(out, "grade");
  json_number(out, std::uint64_t{summary.grade});
  json_key(out, "score");
  json_number(out, summary.score);
  json_key(out, "complete");
  out += summary.complete != 0 ? "true" : "false";
  if (summary.complete == 0) incomplete_json(summary.incomplete, out);
  if (summary.finding_total > summary.finding_count) {
    json_key(out, "findings_total");
    json_number(out, summary.finding_total);
  }
  json_key(out, "findings");
  out += '[';
  postgate_finding finding = POSTGATE_INIT(postgate_finding);
  for (std::size_t i = 0; i < summary.finding_count; ++i) {
    if (postgate_verdict_finding_at(verdict, i, &finding) != POSTGATE_OK) break;
    if (i > 0) out += ',';
    append_finding_json(post, verdict, i, finding, out);
  }
  out += ']';
  out += tail;
  out += '}';
}

void append_failure_json(const Post& post, std::string_view tail, std::string& out) {
  const Problem& problem = *post.problem;
  out += '{';
  json_member(out, "id", post.id);
  json_member(out, "action", postgate_action_name(POSTGATE_ACTION_NONE));
  out += ",\"grade\":0,\"score\":0.0,\"complete\":false";
  json_key(out, "error");
  out += '{';
  json_member(out, "status", problem.status);
  json_member(out, "message", problem.message);
  if (problem.field) append_field_json(post, *problem.field, out);
  if (problem.offset != POSTGATE_NO_OFFSET) {
    json_key(out, "offset");
    json_number(out, problem.offset);
  }
  json_member(out, "source", post.source);
  if (post.line != 0) {
    json_key(out, "line");
    json_number(out, post.line);
  }
  out += "},\"findings\":[]";
  out += tail;
  out += '}';
}

std::string json_tail(const std::vector<PackFacts>& packs) {
  std::string out = ",\"pack\":[";
  for (const PackFacts& pack : packs) {
    if (out.back() != '[') out += ',';
    out += '{';
    json_member(out, "name", pack.name);
    json_key(out, "version");
    json_number(out, pack.version);
    json_member(out, "digest", pack.digest);
    out += '}';
  }
  out += ']';
  json_member(out, "engine", postgate_version_string());
  return out;
}

std::unique_ptr<Reporter> json_reporter(const std::vector<PackFacts>& packs) {
  return std::make_unique<JsonReporter>(packs);
}

}  // namespace postgate_cli

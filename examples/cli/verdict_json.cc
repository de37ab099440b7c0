// Verdicts as JSON Lines: the shape and the order of the keys are a contract.
#include <algorithm>

#include "json_text.h"
#include "report.h"

namespace postgate_cli {
namespace {

void reasons_json(const char* name, std::uint32_t reasons, std::string& out) {
  json_key(out, name);
  out += '[';
  const auto add = [&](std::uint32_t bit, std::string_view reason) {
    if ((reasons & bit) == 0) return;
    if (out.back() != '[') out += ',';
    json_string(out, reason);
  };
  add(POSTGATE_INCOMPLETE_HITS, "hits");
  add(POSTGATE_INCOMPLETE_DEADLINE, "deadline");
  add(POSTGATE_INCOMPLETE_MATCHER, "matcher");
  add(POSTGATE_INCOMPLETE_STRUCTURE, "structure");
  out += ']';
}

// The fields that were not looked at as a whole; nothing without them.
void unseen_json(const Post& post, const postgate_verdict* verdict, std::string& out) {
  postgate_unseen unseen = POSTGATE_INIT(postgate_unseen);
  if (postgate_verdict_unseen_at(verdict, 0, &unseen) != POSTGATE_OK) return;
  json_key(out, "unseen");
  out += '[';
  for (std::size_t i = 0; postgate_verdict_unseen_at(verdict, i, &unseen) == POSTGATE_OK; ++i) {
    if (i > 0) out += ',';
    out += '{';
    append_field_json(post, unseen.field, out);
    reasons_json("reasons", unseen.reasons, out);
    out += '}';
  }
  out += ']';
}

// What the account and approvals had to say; nothing without them.
void owner_json(const postgate_verdict* verdict, const postgate_verdict_summary& summary, std::string& out) {
  if (summary.account.size != 0) json_member(out, "account", view(summary.account));
  const auto list = [&](const char* name, std::uint64_t count, const auto& item) {
    if (count == 0) return;
    json_key(out, name);
    out += '[';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += ',';
      out += '{';
      item(i);
      out += '}';
    }
    out += ']';
  };
  list("excused", summary.excused_count, [&](std::size_t i) {
    postgate_excused excused = POSTGATE_INIT(postgate_excused);
    postgate_verdict_excused_at(verdict, i, &excused);
    json_member(out, "rule", view(excused.rule));
    json_member(out, "by", view(excused.by_name));
    json_member(out, "what", view(excused.what));
    if (excused.reason.size != 0) json_member(out, "reason", view(excused.reason));
  });
  list("approvals", summary.approval_count, [&](std::size_t i) {
    postgate_approval_use use = POSTGATE_INIT(postgate_approval_use);
    postgate_verdict_approval_at(verdict, i, &use);
    json_member(out, "by", view(use.by));
    json_key(out, "rules");
    out += '[';
    std::string_view rules = view(use.rules);
    while (!rules.empty()) {
      if (out.back() != '[') out += ',';
      const std::size_t end = std::min(rules.find(' '), rules.size());
      json_string(out, rules.substr(0, end));
      rules.remove_prefix(std::min(end + 1, rules.size()));
    }
    out += ']';
    json_member(out, "status", view(use.state_name));
    json_member(out, "expires", view(use.expires));
    if (use.account.size != 0) json_member(out, "account", view(use.account));
    if (use.reason.size != 0) json_member(out, "reason", view(use.reason));
  });
}

// What the shadow would have done, if there is one.
void shadow_json(const postgate_verdict* verdict, std::string& out) {
  postgate_shadow_report report = POSTGATE_INIT(postgate_shadow_report);
  postgate_verdict_get_shadow(verdict, &report);
  if (report.state == POSTGATE_SHADOW_NONE) return;
  json_key(out, "shadow");
  out += '{';
  json_member(out, "action", postgate_action_name(report.action));
  if (report.state != POSTGATE_SHADOW_DONE) {
    json_member(out, "state",
                report.state == POSTGATE_SHADOW_CUT       ? "cut"
                : report.state == POSTGATE_SHADOW_SKIPPED ? "skipped"
                                                          : "failed");
  }
  for (const std::uint32_t gained : {1U, 0U}) {
    json_key(out, gained != 0 ? "gained" : "lost");
    out += '[';
    postgate_shadow_rule rule = POSTGATE_INIT(postgate_shadow_rule);
    for (std::size_t i = 0; postgate_verdict_shadow_rule_at(verdict, i, &rule) == POSTGATE_OK; ++i) {
      if (rule.gained != gained) continue;
      if (out.back() != '[') out += ',';
      json_string(out, view(rule.rule));
    }
    out += ']';
  }
  out += '}';
}

class JsonReporter : public Reporter {
 public:
  explicit JsonReporter(const std::vector<PackFacts>& packs) : tail_(json_tail(packs)) {}

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    if (summary.slot == POSTGATE_SLOT_LIVE) {
      append_verdict_json(post, verdict, tail_, out);
    } else {
      append_verdict_json(post, verdict, json_tail(packs_of(verdict)), out);
    }
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
  json_member(out, "grade", summary.grade);
  json_member(out, "score", summary.score);
  json_key(out, "complete");
  out += summary.complete != 0 ? "true" : "false";
  if (summary.complete == 0) reasons_json("incomplete", summary.incomplete, out);
  if (summary.finding_total > summary.finding_count) {
    json_member(out, "findings_total", summary.finding_total);
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
  owner_json(verdict, summary, out);
  if (summary.slot == POSTGATE_SLOT_CANARY) json_member(out, "slot", "canary");
  shadow_json(verdict, out);
  if (summary.stale != 0) out += ",\"stale\":true";
  if (summary.complete == 0) unseen_json(post, verdict, out);
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
    json_member(out, "offset", problem.offset);
  }
  json_member(out, "source", post.source);
  if (post.line != 0) {
    json_member(out, "line", post.line);
  }
  out += "},\"findings\":[]";
  out += tail;
  out += '}';
}

void append_packs_json(const std::vector<PackFacts>& packs, std::string& out) {
  out += '[';
  for (const PackFacts& pack : packs) {
    if (out.back() != '[') out += ',';
    out += '{';
    json_member(out, "name", pack.name);
    json_member(out, "version", pack.version);
    json_member(out, "digest", pack.digest);
    out += '}';
  }
  out += ']';
}

std::string json_tail(const std::vector<PackFacts>& packs, std::string_view engine) {
  std::string out = ",\"pack\":";
  append_packs_json(packs, out);
  json_member(out, "engine", engine);
  return out;
}

std::unique_ptr<Reporter> json_reporter(const std::vector<PackFacts>& packs) {
  return std::make_unique<JsonReporter>(packs);
}

}  // namespace postgate_cli

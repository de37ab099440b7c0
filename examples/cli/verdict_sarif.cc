// Verdicts as one SARIF 2.1.0 document (OASIS, 2020), for editors, code review and CI: a finding is a
// result. Results are written as they come; the rules they name follow at the end, where the format
// allows it, so that memory grows with the rules seen and not with the posts.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "json_text.h"
#include "report.h"
#include "sarif.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kLongestSnippet = 1024;
constexpr std::size_t kMostFailures = 1000;

const char* level_of(int32_t action) {
  switch (action) {
    case POSTGATE_ACTION_BLOCK:
      return "error";
    case POSTGATE_ACTION_HOLD:
      return "warning";
    default:
      return "note";
  }
}

// Line from 1, column from 1 in UTF-16 units, of the byte `at`.
Place utf16_place(std::string_view text, std::size_t at) {
  Place place;
  for (std::size_t i = 0; i < std::min(at, text.size());) {
    const Character character = character_at(text, i);
    i += character.bytes;
    if (character.code == U'\n') {
      ++place.line;
      place.column = 1;
    } else {
      place.column += character.code > 0xFFFF ? 2 : 1;
    }
  }
  return place;
}

std::string both(const postgate_string& zh, const postgate_string& en) { return in_both(view(zh), view(en)); }

// ": body, title", as far as it is single fields that were not looked at.
std::string unseen(const Post& post, const postgate_verdict* verdict) {
  std::string names;
  postgate_unseen field = POSTGATE_INIT(postgate_unseen);
  for (std::size_t i = 0; postgate_verdict_unseen_at(verdict, i, &field) == POSTGATE_OK; ++i) {
    if (field.field >= post.fields.size()) continue;
    names += (names.empty() ? ": " : ", ") + std::string(role_name(post.fields[field.field].role));
  }
  return names;
}

class SarifReporter : public Reporter {
 public:
  explicit SarifReporter(const std::vector<PackFacts>& packs) : packs_(packs) {}

  void begin(std::string& out) override {
    out += kSarifBegin;
    out += R"({"columnKind":"utf16CodeUnits","results":[)";
  }

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    for (std::size_t i = 0; i < summary.finding_count; ++i) {
      if (postgate_verdict_finding_at(verdict, i, &finding) != POSTGATE_OK) break;
      if (!first_) out += ",\n";
      first_ = false;
      result(post, view(summary.account), finding, out);
    }
    if (summary.complete == 0) note(post, "not everything was looked at" + unseen(post, verdict));
  }

  void failure(const Post& post, std::string& /*out*/) override { note(post, post.problem->message); }

  void summary(const Counts& counts, std::string& out) override {
    out += "],\n\"invocations\":[{\"executionSuccessful\":";
    out += counts.failures == 0 ? "true" : "false";
    json_key(out, "toolExecutionNotifications");
    out += '[' + notes_ + ']';
    if (lost_notes_ > 0) {
      out += ",\"properties\":{\"notificationsLeftOut\":" + std::to_string(lost_notes_) + "}";
    }
    out += "}],\n\"tool\":{\"driver\":{";
    json_member(out, "name", "postgate");
    json_member(out, "semanticVersion", postgate_version_string());
    json_key(out, "rules");
    out += '[' + rules_ + "]}},\n\"properties\":{\"packs\":";
    append_packs_json(packs_, out);
    out += "}}";
    out += kSarifEnd;
  }

 private:
  std::size_t rule_number(const postgate_finding& finding) {
    std::string key = std::string(view(finding.pack)) + "/" + std::string(view(finding.rule));
    const auto [known, is_new] = numbers_.try_emplace(std::move(key), numbers_.size());
    if (is_new) describe_rule(finding);
    return known->second;
  }

  void describe_rule(const postgate_finding& finding) {
    if (!rules_.empty()) rules_ += ",\n";
    rules_ += '{';
    json_member(rules_, "id", view(finding.rule));
    sarif_text(rules_, "shortDescription", both(finding.title_zh, finding.title_en));
    std::string clause(view(finding.clause_document));
    if (finding.clause_text.size != 0) clause += ": " + std::string(view(finding.clause_text));
    if (!clause.empty()) sarif_text(rules_, "fullDescription", clause);
    const std::string hint = both(finding.hint_zh, finding.hint_en);
    if (!hint.empty()) sarif_text(rules_, "help", hint);
    json_key(rules_, "properties");
    rules_ += '{';
    json_member(rules_, "pack", view(finding.pack));
    json_member(rules_, "category", view(finding.category));
    rules_ += "}}";
  }

  void result(const Post& post, std::string_view account, const postgate_finding& finding, std::string& out) {
    const postgate_spans where = in_source(post, finding.field, finding.where);
    std::string_view text = cut(post, finding.field, where.bytes);
    out += '{';
    json_member(out, "ruleId", view(finding.rule));
    json_member(out, "ruleIndex", rule_number(finding));
    json_member(out, "level", level_of(finding.action));
    std::string message = both(finding.title_zh, finding.title_en) + ": ";
    message += visible(text, 80);
    sarif_text(out, "message", message);
    location(post, finding.field, where, text.substr(0, kLongestSnippet), out);
    json_key(out, "properties");
    out += '{';
    json_member(out, "post", post.id);
    if (!account.empty()) json_member(out, "account", account);
    json_member(out, "action", postgate_action_name(finding.action));
    json_member(out, "grade", finding.grade);
    append_field_json(post, finding.field, out);
    json_key(out, "span");
    append_spans_json(where, out);
    json_key(out, "folds");
    append_folds_json(finding.folds, out);
    if ((finding.flags & POSTGATE_FINDING_HIDDEN) != 0) {
      json_key(out, "hidden");
      out += "true";
    }
    out += "}}";
  }

  // In a text the place itself; in JSON Lines the post's line, for the text is escaped there.
  static void location(const Post& post, std::uint32_t field, const postgate_spans& where,
                       std::string_view snippet, std::string& out) {
    json_key(out, "locations");
    out += "[{\"physicalLocation\":{\"artifactLocation\":{";
    json_member(out, "uri", uri_of(post.source));
    out += "},\"region\":{";
    if (post.in_json || field >= post.fields.size()) {
      json_member(out, "startLine", post.line);
    } else {
      const std::string_view text = post.fields[field].text;
      const std::size_t above = post.line == 0 ? 0 : post.line - 1;
      const Place begin = utf16_place(text, where.bytes.begin);
      const Place end = utf16_place(text, where.bytes.end);
      json_member(out, "startLine", above + begin.line);
      json_member(out, "startColumn", begin.column);
      json_member(out, "endLine", above + end.line);
      json_member(out, "endColumn", end.column);
    }
    sarif_text(out, "snippet", snippet);
    out += "}}}]";
  }

  void note(const Post& post, std::string_view what) {
    if (noted_ == kMostFailures) {
      ++lost_notes_;
      return;
    }
    ++noted_;
    if (!notes_.empty()) notes_ += ",\n";
    notes_ += "{\"level\":\"error\"";
    sarif_text(notes_, "message", post.where() + ": " + std::string(what));
    notes_ += '}';
  }

  std::vector<PackFacts> packs_;
  std::unordered_map<std::string, std::size_t> numbers_;  // "pack/rule" to its place in rules_
  std::string rules_;
  std::string notes_;
  std::size_t noted_ = 0;
  std::size_t lost_notes_ = 0;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> sarif_reporter(const std::vector<PackFacts>& packs) {
  return std::make_unique<SarifReporter>(packs);
}

}  // namespace postgate_cli

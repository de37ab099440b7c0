// Verdicts as one self-contained HTML page: each post with its offending parts marked, and why; filters
// by action and rule; counts per rule as a chart. Posts are written as they come; the overview, which
// needs all counts, stands behind them in the file and is moved to the top by the style.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "html_page.h"
#include "html_text.h"
#include "report.h"
#include "utf8.h"
#include "verdict_text.h"

namespace postgate_cli {
namespace {

struct RuleCount {
  std::string title;
  int32_t action = POSTGATE_ACTION_NONE;
  std::uint64_t findings = 0;
};

class HtmlReporter : public Reporter {
 public:
  HtmlReporter(const Style& style, const std::vector<PackFacts>& packs)
      : style_(style), words_(style), packs_(packs) {}

  void begin(std::string& out) override {
    out += "<!doctype html>\n<html lang=\"";
    out += style_.language == Language::kChinese ? "zh-CN" : "en";
    out += "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>";
    append_html(out, say(kReport));
    out += "</title><style>";
    out += kHtmlStyle;
    out += "</style></head><body>\n<main>\n";
  }

  void verdict(const Post& post, const postgate_verdict* verdict, std::string& out) override {
    postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
    postgate_verdict_get_summary(verdict, &summary);
    std::vector<postgate_finding> findings(summary.finding_count);
    std::string rules;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      findings[i] = POSTGATE_INIT(postgate_finding);
      postgate_verdict_finding_at(verdict, i, &findings[i]);
      count(findings[i]);
      rules += (rules.empty() ? "" : " ") + std::string(view(findings[i].rule));
    }
    open_post(post, summary.action, rules, out);
    if (summary.account.size != 0) {
      paragraph("label account", std::string(say(kOfAccount)) + " " + visible(view(summary.account), 200),
                out);
    }
    std::string owner;
    words_.owner_lines(verdict, summary, owner);
    if (!owner.empty()) owner.pop_back();  // its last line end
    if (!owner.empty()) paragraph("label owner", owner, out);
    if (summary.complete == 0)
      paragraph("label", std::string(say(kIncomplete)) + words_.unseen(post, verdict), out);
    for (std::uint32_t field = 0; field < post.fields.size(); ++field) {
      field_text(post, field, findings, out);
    }
    if (findings.empty()) {
      paragraph("label", say(kNoFinding), out);
    } else {
      out += "<ol class=\"findings\">\n";
      for (std::size_t i = 0; i < findings.size(); ++i) finding(post, i, findings[i], out);
      out += "</ol>";
    }
    out += "</article>\n";
  }

  void failure(const Post& post, std::string& out) override {
    open_post(post, POSTGATE_ACTION_NONE, "", out);
    paragraph("label", visible(post.problem->message, 2000), out);
    out += "</article>\n";
  }

  void summary(const Counts& counts, std::string& out) override {
    out += "</main>\n<header><h1>";
    append_html(out, say(kReport));
    out += "</h1></header>\n<section id=\"overview\"><div id=\"actions\">";
    action_button("", say(kAll), counts.posts + (counts.failures > counts.posts ? counts.failures : 0), out);
    for (std::size_t action = POSTGATE_ACTION_ALLOW; action < counts.by_action.size(); ++action) {
      const auto code = static_cast<int32_t>(action);
      if (counts.by_action[action] != 0)
        action_button(postgate_action_name(code), words_.badge(code), counts.by_action[action], out);
    }
    if (counts.failures != 0) {
      action_button(postgate_action_name(POSTGATE_ACTION_NONE), words_.badge(POSTGATE_ACTION_NONE),
                    counts.failures, out);
    }
    out += "</div><p id=\"shown\" class=\"label\" role=\"status\" data-text=\"";
    append_html(out, say(kShown));
    out += "\"></p>";
    chart(out);
    out += "</section>\n<footer>postgate ";
    append_html(out, postgate_version_string());
    for (const PackFacts& pack : packs_) {
      append_html(out, " \u00B7 " + pack.name + " " + std::to_string(pack.version) + " " + pack.digest);
    }
    out += "</footer>\n<script>";
    out += kHtmlScript;
    out += "</script></body></html>\n";
  }

 private:
  std::string_view say(const Phrase& phrase) const { return in(style_.language, phrase); }

  static void paragraph(const char* kind, std::string_view text, std::string& out) {
    out += "<p class=\"";
    out += kind;
    out += "\">";
    append_html(out, text);
    out += "</p>";
  }

  void count(const postgate_finding& finding) {
    RuleCount& rule = rules_[std::string(view(finding.rule))];
    if (rule.findings++ == 0) rule.title = words_.both(finding.title_zh, finding.title_en);
    rule.action = std::max(rule.action, finding.action);
  }

  void open_post(const Post& post, int32_t action, const std::string& rules, std::string& out) const {
    const std::string name = postgate_action_name(action);
    out += "<article class=\"post " + name + "\" data-action=\"" + name + "\" data-rules=\"";
    append_html(out, rules);
    out += "\"><h2><span class=\"badge\">";
    append_html(out, words_.badge(action));
    out += "</span>";
    append_html(out, visible(post.id, 200));
    out += "</h2>";
  }

  void field_text(const Post& post, std::uint32_t field, const std::vector<postgate_finding>& findings,
                  std::string& out) const {
    std::vector<HtmlMark> marks;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (findings[i].field != field) continue;
      const postgate_span bytes = in_source(post, field, findings[i].where).bytes;
      marks.push_back({bytes.begin, bytes.end, findings[i].action, i});
    }
    out += "<div class=\"text\">";
    if (post.fields.size() > 1) {
      out += "<span class=\"role\">";
      append_html(out, words_.field_name(post, field));
      out += "</span>";
    }
    append_marked_html(out, post.fields[field].text, marks);
    out += "</div>";
  }

  void finding(const Post& post, std::size_t number, const postgate_finding& finding,
               std::string& out) const {
    out += "<li class=\"" + std::string(postgate_action_name(finding.action)) + "\"><b>";
    std::string title = words_.both(finding.title_zh, finding.title_en);
    if (title.empty()) title = words_.both(finding.category_zh, finding.category_en);
    append_html(out, std::to_string(number + 1) + ". " + title);
    out += "</b> <code>";
    append_html(out, view(finding.rule));
    out += "</code> <span class=\"where\">";
    const postgate_spans where = in_source(post, finding.field, finding.where);
    append_html(out, words_.place(post, finding.field, where));
    out += "</span><dl>";
    const std::string_view text = cut(post, finding.field, where.bytes);
    if (finding.folds != 0) {
      row(kUndone, words_.folds(finding.folds), out);
      row(kFoldedText, folded(text), out);
    }
    if ((finding.flags & POSTGATE_FINDING_HIDDEN) != 0) row(kNote, say(kHiddenFromReaders), out);
    std::string clause(view(finding.clause_document));
    if (finding.clause_text.size != 0) {
      clause += std::string(say(kQuoteOpen)) + std::string(view(finding.clause_text)) +
                std::string(say(kQuoteClose));
      if (finding.verified == 0) clause += say(kUnverified);
    }
    if (!clause.empty()) row(kClause, clause, out);
    const std::string hint = words_.both(finding.hint_zh, finding.hint_en);
    if (!hint.empty()) row(kHint, hint, out);
    for (const PostFix& fix : post.fixes) {
      if (fix.finding == number) row(kFix, words_.fix_words(post, fix), out);
    }
    out += "</dl></li>\n";
  }

  void row(const Phrase& label, std::string_view text, std::string& out) const {
    out += "<dt>";
    append_html(out, say(label));
    out += "</dt><dd>";
    append_html(out, visible(text, 2000));
    out += "</dd>";
  }

  // How the matchers read the offending part: without what was put in to hide it.
  static std::string folded(std::string_view text) {
    std::string out(std::min<std::size_t>(text.size() * 3 + 64, 4096), '\0');
    std::size_t size = 0;
    if (postgate_fold_utf8(text.data(), text.size(), 1, out.data(), out.size(), &size, nullptr) !=
        POSTGATE_OK) {
      return std::string(text);
    }
    out.resize(std::min(size, out.size()));
    out.resize(out.find_last_not_of('\0') + 1);
    return out;
  }

  static void action_button(std::string_view name, std::string_view label, std::uint64_t number,
                            std::string& out) {
    out += "<button type=\"button\" class=\"action " + std::string(name) + "\" data-action=\"";
    out += name;
    out += "\" aria-pressed=\"false\">";
    append_html(out, std::string(label) + " " + std::to_string(number));
    out += "</button>";
  }

  void chart(std::string& out) const {
    std::vector<std::pair<std::string, const RuleCount*>> bars;
    std::uint64_t most = 1;
    for (const auto& [id, rule] : rules_) {
      bars.emplace_back(id, &rule);
      most = std::max(most, rule.findings);
    }
    std::stable_sort(bars.begin(), bars.end(),
                     [](const auto& a, const auto& b) { return a.second->findings > b.second->findings; });
    out += "<ol id=\"chart\" aria-label=\"";
    append_html(out, say(kRules));
    out += "\">";
    for (const auto& [id, rule] : bars) {
      out += "<li><button type=\"button\" class=\"" + std::string(postgate_action_name(rule->action)) +
             "\" data-rule=\"";
      append_html(out, id);
      out += "\" aria-pressed=\"false\"><span class=\"name\">";
      append_html(out, rule->title.empty() ? id : rule->title);
      const std::uint64_t share = rule->findings * 100 / most;
      out += "</span><span><span class=\"bar\" style=\"display:block;width:" + std::to_string(share) +
             "%\"></span></span><span class=\"count\">" + std::to_string(rule->findings) +
             "</span></button></li>\n";
    }
    out += "</ol>";
  }

  Style style_;
  VerdictText words_;
  std::vector<PackFacts> packs_;
  std::map<std::string, RuleCount> rules_;
};

}  // namespace

std::unique_ptr<Reporter> html_reporter(const Style& style, const std::vector<PackFacts>& packs) {
  Style plain = style;
  plain.screen = {};  // no colour codes and no wrapping in what goes into the page
  return std::make_unique<HtmlReporter>(plain, packs);
}

}  // namespace postgate_cli

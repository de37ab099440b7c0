// A pack diff as one page for the reviewer's browser: needs no other file and no network.
#include "html_page.h"
#include "html_text.h"
#include "pack_diff.h"
#include "quantity.h"

namespace postgate_cli {
namespace {

constexpr std::string_view kDiffStyle = R"css(
table{border-collapse:collapse;margin:.6rem 0}td,th{border:1px solid var(--line);padding:.2rem .7rem;text-align:right}
th{color:var(--dim);font-weight:400}ul.what{margin:.2rem 0;padding-left:1.2rem}
summary{cursor:pointer}.added{--tone:var(--allow)}.removed{--tone:var(--block)}.changed{--tone:var(--hold)}
)css";

std::string names_of(const std::vector<PackFacts>& packs) {
  std::string names;
  for (const PackFacts& pack : packs) {
    if (!names.empty()) names += ", ";
    names += pack.name + " " + std::to_string(pack.version) +
             (pack.release.empty() ? "" : " (" + pack.release + ")");
  }
  return names;
}

void element(const char* name, std::string_view text, std::string& out) {
  out += std::string("<") + name + ">";
  append_html(out, text);
  out += std::string("</") + name + ">";
}

void rule_article(const RuleChange& change, std::string& out) {
  const char* kind = change.kind == RuleChange::Kind::kAdded     ? "added"
                     : change.kind == RuleChange::Kind::kRemoved ? "removed"
                                                                 : "changed";
  out += std::string("<article class=\"") + kind + "\"><h2><span class=\"badge\">" + kind + "</span>";
  append_html(out, change.rule);
  out += "</h2>";
  element("p", change.title, out);
  if (!change.what.empty()) {
    out += "<ul class=\"what\">";
    for (const std::string& what : change.what) element("li", what, out);
    out += "</ul>";
  }
  out += "</article>\n";
}

void actions_table(const PackDiff& diff, std::string& out) {
  out += "<table><tr><th>old \\ new</th>";
  for (std::size_t to = POSTGATE_ACTION_ALLOW; to < diff.actions.size(); ++to) {
    element("th", postgate_action_name(static_cast<int32_t>(to)), out);
  }
  out += "</tr>";
  for (std::size_t from = POSTGATE_ACTION_ALLOW; from < diff.actions.size(); ++from) {
    out += "<tr>";
    element("th", postgate_action_name(static_cast<int32_t>(from)), out);
    for (std::size_t to = POSTGATE_ACTION_ALLOW; to < diff.actions.size(); ++to) {
      element("td", std::to_string(diff.actions[from][to]), out);
    }
    out += "</tr>";
  }
  out += "</table>\n";
}

void examples_list(const char* label, std::uint64_t count, const std::vector<DiffExample>& examples,
                   std::string& out) {
  if (count == 0) return;
  out += "<details open><summary>" + std::string(label) + " " + std::to_string(count) + "</summary><ul>";
  for (const DiffExample& example : examples) {
    element("li",
            example.post + ": " + postgate_action_name(example.old_action) + " \u2192 " +
                postgate_action_name(example.new_action) + "  " + example.text,
            out);
  }
  out += "</ul></details>";
}

}  // namespace

void append_diff_html(const PackDiff& diff, std::string& out) {
  const std::string title = names_of(diff.old_packs) + " \u2192 " + names_of(diff.new_packs);
  out +=
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>";
  append_html(out, title);
  out += "</title><style>";
  out += kHtmlStyle;
  out += kDiffStyle;
  out += "</style></head><body>\n<header>";
  element("h1", title, out);
  out += "</header><main>\n<h2>" + counted(diff.rules.size(), "rule differs", "rules differ") + "</h2>\n";
  for (const RuleChange& change : diff.rules) rule_article(change, out);
  if (diff.has_corpus) {
    out += "<h2>" + counted(diff.posts, "post") + ", " + std::to_string(diff.changed) +
           " with another action, " + std::to_string(diff.unscanned) + " not scanned</h2>\n";
    actions_table(diff, out);
    for (const auto& [rule, effect] : diff.effects) {
      out += "<article class=\"changed\"><h2>";
      append_html(out, rule);
      out += "</h2>";
      examples_list("found now:", effect.gained, effect.gained_examples, out);
      examples_list("no longer found:", effect.lost, effect.lost_examples, out);
      examples_list("with another action:", effect.changed, effect.changed_examples, out);
      out += "</article>\n";
    }
  }
  out += "</main></body></html>\n";
}

}  // namespace postgate_cli

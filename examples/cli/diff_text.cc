// A pack diff for people and for programs.
#include "json_text.h"
#include "pack_diff.h"
#include "quantity.h"
#include "report.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

std::string names_of(const std::vector<PackFacts>& packs) {
  std::string names;
  for (const PackFacts& pack : packs) {
    if (!names.empty()) names += ", ";
    names += visible(pack.name, 64) + " " + std::to_string(pack.version);
  }
  return names;
}

const char* kind_name(RuleChange::Kind kind) {
  switch (kind) {
    case RuleChange::Kind::kAdded:
      return "added";
    case RuleChange::Kind::kRemoved:
      return "removed";
    case RuleChange::Kind::kChanged:
      break;
  }
  return "changed";
}

void rule_text(const RuleChange& change, const Screen& screen, std::string& out) {
  const bool added = change.kind == RuleChange::Kind::kAdded;
  const bool removed = change.kind == RuleChange::Kind::kRemoved;
  out += added ? screen.paint(kGreen, "+") : removed ? screen.paint(kRed, "-") : screen.paint(kYellow, "~");
  out += " " + screen.paint(kBold, visible(change.rule, 200)) + "  " + visible(change.title, 200) + "\n";
  for (const std::string& what : change.what) out += "    " + visible(what, 200) + "\n";
}

void examples_text(const char* label, std::uint64_t count, const std::vector<DiffExample>& examples,
                   std::string& out) {
  if (count == 0) return;
  out += "    " + std::string(label) + " " + std::to_string(count) + "\n";
  for (const DiffExample& example : examples) {
    out += "      " + example.post + ": " + postgate_action_name(example.old_action) + " \u2192 " +
           postgate_action_name(example.new_action) + "  " + example.text + "\n";
  }
}

void corpus_text(const PackDiff& diff, const Screen& screen, std::string& out) {
  out += "\n" + counted(diff.posts, "post") + ", " + std::to_string(diff.changed) + " with another action";
  if (diff.unscanned > 0) out += ", " + std::to_string(diff.unscanned) + " not scanned";
  out += "\n";
  for (std::size_t from = 0; from < diff.actions.size(); ++from) {
    for (std::size_t to = 0; to < diff.actions.size(); ++to) {
      if (from == to || diff.actions[from][to] == 0) continue;
      out += "  " + std::string(postgate_action_name(static_cast<int32_t>(from))) + " \u2192 " +
             postgate_action_name(static_cast<int32_t>(to)) + ": " + std::to_string(diff.actions[from][to]) +
             "\n";
    }
  }
  for (const auto& [rule, effect] : diff.effects) {
    out += "  " + screen.paint(kBold, visible(rule, 200)) + "\n";
    examples_text("found now:", effect.gained, effect.gained_examples, out);
    examples_text("no longer found:", effect.lost, effect.lost_examples, out);
    examples_text("with another action:", effect.changed, effect.changed_examples, out);
  }
}

void examples_json(std::string_view name, const std::vector<DiffExample>& examples, std::string& out) {
  json_key(out, name);
  out += '[';
  for (const DiffExample& example : examples) {
    if (out.back() != '[') out += ',';
    out += '{';
    json_member(out, "id", example.post);
    json_member(out, "old", postgate_action_name(example.old_action));
    json_member(out, "new", postgate_action_name(example.new_action));
    json_member(out, "text", example.text);
    out += '}';
  }
  out += ']';
}

void corpus_json(const PackDiff& diff, std::string& out) {
  json_member(out, "posts", diff.posts);
  json_member(out, "changed", diff.changed);
  json_member(out, "unscanned", diff.unscanned);
  json_key(out, "actions");
  out += '[';
  for (std::size_t from = 0; from < diff.actions.size(); ++from) {
    for (std::size_t to = 0; to < diff.actions.size(); ++to) {
      if (from == to || diff.actions[from][to] == 0) continue;
      if (out.back() != '[') out += ',';
      out += '{';
      json_member(out, "old", postgate_action_name(static_cast<int32_t>(from)));
      json_member(out, "new", postgate_action_name(static_cast<int32_t>(to)));
      json_member(out, "posts", diff.actions[from][to]);
      out += '}';
    }
  }
  out += ']';
  json_key(out, "effects");
  out += '[';
  for (const auto& [rule, effect] : diff.effects) {
    if (out.back() != '[') out += ',';
    out += '{';
    json_member(out, "rule", rule);
    json_member(out, "gained", effect.gained);
    json_member(out, "lost", effect.lost);
    examples_json("gained_examples", effect.gained_examples, out);
    examples_json("lost_examples", effect.lost_examples, out);
    json_member(out, "changed", effect.changed);
    examples_json("changed_examples", effect.changed_examples, out);
    out += '}';
  }
  out += ']';
}

}  // namespace

void append_diff_text(const PackDiff& diff, const Screen& screen, std::string& out) {
  out += names_of(diff.old_packs) + " \u2192 " + names_of(diff.new_packs) + "\n";
  if (diff.rules.empty()) out += "  no rule differs\n";
  for (const RuleChange& change : diff.rules) rule_text(change, screen, out);
  if (diff.has_corpus) corpus_text(diff, screen, out);
}

void append_diff_json(const PackDiff& diff, std::string& out) {
  out += '{';
  json_key(out, "old");
  append_packs_json(diff.old_packs, out);
  json_key(out, "new");
  append_packs_json(diff.new_packs, out);
  json_key(out, "rules");
  out += '[';
  for (const RuleChange& change : diff.rules) {
    if (out.back() != '[') out += ',';
    out += '{';
    json_member(out, "rule", change.rule);
    json_member(out, "change", kind_name(change.kind));
    json_member(out, "title", change.title);
    json_key(out, "what");
    out += '[';
    for (const std::string& what : change.what) {
      if (out.back() != '[') out += ',';
      json_string(out, what);
    }
    out += "]}";
  }
  out += ']';
  if (diff.has_corpus) corpus_json(diff, out);
  out += "}\n";
}

}  // namespace postgate_cli

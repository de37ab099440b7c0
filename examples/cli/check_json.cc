// `pack check --format json`: everything that was found about a pack, on one line.
#include "json_text.h"
#include "pack_check.h"

namespace postgate_cli {
namespace {

template <typename List, typename Item>
void array(std::string& out, std::string_view name, const List& list, const Item& item) {
  json_key(out, name);
  out += '[';
  for (const auto& entry : list) {
    if (out.back() != '[') out += ',';
    out += '{';
    item(entry);
    out += '}';
  }
  out += ']';
}

void facts(const Built& built, std::string& out) {
  const postgate_ruleset_info info = pack_facts_json(built, out);
  json_member(out, "examples", info.example_count);
  json_member(out, "memory_bytes", info.memory_bytes);
  json_member(out, "compile_ms", built.milliseconds);
}

void costs(const std::vector<RuleCost>& list, std::string& out) {
  array(out, "cost", list, [&](const RuleCost& cost) {
    json_member(out, "rule", cost.rule);
    json_member(out, "file", cost.file);
    json_member(out, "line", cost.line);
    json_member(out, "compile_ms", static_cast<double>(cost.compile_ns) / 1e6);
    json_member(out, "database_bytes", cost.database_bytes);
    json_member(out, "hostile_ns_per_kib", cost.ns_per_kib);
    json_member(out, "hostile_hits_per_kib", cost.hits_per_kib);
    json_member(out, "hostile_text", cost.worst_text);
  });
}

void benign(const BenignResult& result, std::string& out) {
  json_key(out, "benign");
  out += '{';
  json_member(out, "posts", result.posts);
  json_member(out, "characters", result.characters);
  json_member(out, "stopped", result.stopped);
  json_member(out, "stopped_per_million", per_million(result.stopped, result.characters));
  json_key(out, "complete");
  out += result.whole ? "true" : "false";
  array(out, "rules", result.rules, [&](const BenignRule& rule) {
    json_member(out, "rule", rule.rule);
    json_member(out, "action", postgate_action_name(rule.action));
    json_member(out, "hits", rule.hits);
    json_member(out, "per_million", per_million(rule.hits, result.characters));
    array(out, "sentences", rule.sentences, [&](const BenignSentence& sentence) {
      json_member(out, "post", sentence.place);
      json_member(out, "text", sentence.text);
      json_member(out, "found", sentence.found);
    });
  });
  out += '}';
}

const char* severity(const Diagnostic& diagnostic) {
  if (diagnostic.is_error) return "error";
  return is_note(diagnostic) ? "note" : "warning";
}

}  // namespace

postgate_ruleset_info pack_facts_json(const Built& built, std::string& out) {
  postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
  postgate_ruleset_get_info(built.ruleset.get(), &info);
  for (const PackFacts& pack : packs_of(built.ruleset.get())) {
    json_member(out, "name", pack.name);
    json_member(out, "version", pack.version);
    json_member(out, "release", pack.release);
    json_member(out, "expires", pack.expires);
    json_member(out, "digest", pack.digest);
  }
  json_member(out, "rules", info.rule_count);
  json_member(out, "signals", info.signal_count);
  json_member(out, "words", info.word_count);
  json_member(out, "regexes", info.regex_count);
  return info;
}

void check_json(const Checked& checked, const PackCheckSettings& settings, std::string& out) {
  out += '{';
  json_member(out, "folder", checked.folder);
  json_key(out, "ok");
  out += failed(checked, settings) ? "false" : "true";
  json_member(out, "errors", checked.errors);
  json_member(out, "warnings", checked.warnings);
  json_member(out, "notes", checked.notes);
  if (!checked.built.message.empty()) json_member(out, "message", checked.built.message);
  array(out, "diagnostics", checked.built.diagnostics, [&](const Diagnostic& diagnostic) {
    json_member(out, "severity", severity(diagnostic));
    json_member(out, "code", diagnostic.code);
    json_member(out, "file", diagnostic.file);
    json_member(out, "line", diagnostic.line);
    json_member(out, "column", diagnostic.column);
    json_member(out, "rule", diagnostic.rule);
    json_member(out, "message", diagnostic.message);
  });
  if (checked.built.ruleset != nullptr) facts(checked.built, out);
  if (!checked.costs.empty()) costs(checked.costs, out);
  if (checked.benign) benign(*checked.benign, out);
  out += "}\n";
}

}  // namespace postgate_cli

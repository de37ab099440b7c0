// `pack diff`: what changed between two packs, in their rules and in their verdicts on a corpus.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gate.h"
#include "post_reader.h"
#include "terminal.h"

namespace postgate_cli {

enum class DiffFormat { kText, kJson, kHtml };

struct PackDiffSettings {
  std::string old_pack;
  std::string new_pack;
  std::vector<std::string> corpus;
  InputKind input = InputKind::kByName;
  std::string profile;
  DiffFormat format = DiffFormat::kText;
  ColourChoice colour = ColourChoice::kAuto;
};

int pack_diff(const PackDiffSettings& settings);

// A rule in one pack or both.
struct RuleChange {
  enum class Kind { kAdded, kRemoved, kChanged };
  Kind kind = Kind::kChanged;
  std::string rule;  // "pack/rule"
  std::string title;
  std::vector<std::string> what;  // "action block -> hold", "words 12 -> 14", ...
};

// One post that a rule finds in only one of the two packs, or with another action.
struct DiffExample {
  std::string post;                           // id
  std::string text;                           // what was found
  int32_t old_action = POSTGATE_ACTION_NONE;  // of the whole verdict
  int32_t new_action = POSTGATE_ACTION_NONE;
};

struct RuleEffect {
  std::uint64_t gained = 0;  // posts found by the new pack only
  std::uint64_t lost = 0;
  std::uint64_t changed = 0;                 // posts found by both, with another action of the rule
  std::vector<DiffExample> gained_examples;  // the first few
  std::vector<DiffExample> lost_examples;
  std::vector<DiffExample> changed_examples;
};

struct PackDiff {
  std::vector<PackFacts> old_packs;
  std::vector<PackFacts> new_packs;
  std::vector<RuleChange> rules;
  bool has_corpus = false;
  std::uint64_t posts = 0;
  std::uint64_t unscanned = 0;
  std::uint64_t changed = 0;                              // posts whose action changed
  std::array<std::array<std::uint64_t, 5>, 5> actions{};  // [old][new], POSTGATE_ACTION_*
  std::map<std::string, RuleEffect> effects;              // by "pack/rule"

  bool same() const { return rules.empty() && changed == 0 && effects.empty(); }
};

std::vector<RuleChange> compare_rules(const postgate_ruleset* old_rules, const postgate_ruleset* new_rules);

void append_diff_text(const PackDiff& diff, const Screen& screen, std::string& out);
void append_diff_json(const PackDiff& diff, std::string& out);
void append_diff_html(const PackDiff& diff, std::string& out);

}  // namespace postgate_cli

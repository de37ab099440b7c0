// Which rules two rulesets have, and in what they differ.
#include <map>

#include "pack_diff.h"

namespace postgate_cli {
namespace {

using Rules = std::map<std::string, postgate_rule_info>;

Rules rules_of(const postgate_ruleset* ruleset) {
  Rules rules;
  postgate_rule_info info = POSTGATE_INIT(postgate_rule_info);
  for (std::size_t i = 0; postgate_ruleset_rule_at(ruleset, i, &info) == POSTGATE_OK; ++i) {
    rules.emplace(std::string(view(info.pack)) + "/" + std::string(view(info.rule)), info);
  }
  return rules;
}

std::string title_of(const postgate_rule_info& info) {
  return in_both(view(info.title_zh), view(info.title_en));
}

class Differences {
 public:
  void text(const char* name, const postgate_string& before, const postgate_string& after) {
    if (view(before) != view(after)) add(name, std::string(view(before)), std::string(view(after)));
  }
  void number(const char* name, std::uint64_t before, std::uint64_t after) {
    if (before != after) add(name, std::to_string(before), std::to_string(after));
  }
  void action(const char* name, int32_t before, int32_t after) {
    if (before != after) add(name, postgate_action_name(before), postgate_action_name(after));
  }
  std::vector<std::string> take() { return std::move(list_); }

 private:
  void add(const char* name, const std::string& before, const std::string& after) {
    list_.push_back(std::string(name) + " " + (before.empty() ? "-" : before) + " \u2192 " +
                    (after.empty() ? "-" : after));
  }
  std::vector<std::string> list_;
};

std::vector<std::string> differences(const postgate_rule_info& before, const postgate_rule_info& after) {
  Differences found;
  found.action("action", before.action, after.action);
  found.number("grade", before.grade, after.grade);
  found.text("category", before.category, after.category);
  found.text("title", before.title_zh, after.title_zh);
  found.text("title (en)", before.title_en, after.title_en);
  found.text("hint", before.hint_zh, after.hint_zh);
  found.text("hint (en)", before.hint_en, after.hint_en);
  found.text("clause", before.clause_text, after.clause_text);
  found.number("words", before.word_count, after.word_count);
  found.number("regexes", before.regex_count, after.regex_count);
  found.number("examples", before.example_count, after.example_count);
  std::vector<std::string> list = found.take();
  if (list.empty()) list.emplace_back("content (words, signals or conditions)");
  return list;
}

}  // namespace

std::vector<RuleChange> compare_rules(const postgate_ruleset* old_rules, const postgate_ruleset* new_rules) {
  const Rules before = rules_of(old_rules);
  const Rules after = rules_of(new_rules);
  std::vector<RuleChange> changes;
  for (const auto& [rule, info] : before) {
    if (after.count(rule) == 0) changes.push_back({RuleChange::Kind::kRemoved, rule, title_of(info), {}});
  }
  for (const auto& [rule, info] : after) {
    const auto known = before.find(rule);
    if (known == before.end()) {
      changes.push_back({RuleChange::Kind::kAdded, rule, title_of(info), {}});
    } else if (view(known->second.digest) != view(info.digest)) {
      changes.push_back({RuleChange::Kind::kChanged, rule, title_of(info), differences(known->second, info)});
    }
  }
  return changes;
}

}  // namespace postgate_cli

// Reads rules/*.toml: [[rule]] tables, with their references left as names until all files are read.
#include <array>
#include <unordered_map>
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr double kHighestScore = 100;
constexpr std::size_t kFewestExamples = 2;
constexpr std::int64_t kMostAtLeast = 1000;
constexpr std::int64_t kWidestDistance = 1000;
constexpr std::array kPatternKeys = {"view", "near",       "folds",  "except", "except_file",
                                     "gap",  "weak_alone", "prefer", "fields"};

// Which texts were seen in a rule's examples and counterexamples, and where.
using SeenTexts = std::unordered_map<std::string, SourceRef>;

std::vector<Entry> read_examples(TableReader& table, std::string_view key, const char* missing_code,
                                 SeenTexts& seen) {
  std::vector<Entry> examples;
  for (Entry& entry : table.strings(key)) {
    if (entry.text.empty()) {
      table.error("bad-value", entry.at, "an example is empty; write a post, or remove it");
      continue;
    }
    const auto [known, fresh] = seen.emplace(entry.text, entry.at);
    if (fresh) {
      examples.push_back(std::move(entry));
      continue;
    }
    table.error("duplicate-example", entry.at,
                "the same text is already at " + table.report().name_of(known->second) + "; write another");
  }
  const TomlNode* node = table.node(key);
  const bool readable = node == nullptr || node->kind == TomlKind::kArray;
  if (readable && examples.size() < kFewestExamples) {
    table.error(missing_code, table.place_of(key),
                "`" + std::string(key) + "` has " + std::to_string(examples.size()) +
                    " different texts; write at least " + std::to_string(kFewestExamples));
  }
  return examples;
}

void read_decision(TableReader& table, RuleDraft& draft) {
  Rule& rule = draft.rule;
  draft.category = table.string("category", Need::kRequired);
  if (const auto action = table.choice("action", {"flag", "hold", "block"}, Need::kRequired)) {
    rule.action = static_cast<Action>(*action + static_cast<std::size_t>(Action::kFlag));
  }
  if (const auto grade = table.integer("grade", 1, 4)) rule.grade = static_cast<std::uint8_t>(*grade);
  rule.score = table.number("score", 0, kHighestScore);
  rule.fallback = table.boolean("fallback").value_or(false);
  rule.title = table.local_text("title");
  rule.hint = table.local_text("hint");
}

void read_scopes(TableReader& table, Rule& rule) {
  if (const auto within = table.choice("within", {"clause", "sentence", "field", "post"})) {
    rule.within = static_cast<Scope>(*within);
  }
  rule.none_within = rule.within;
  const auto none_within = table.choice("none_within", {"clause", "sentence", "field", "post"});
  if (!none_within) return;
  rule.none_within = static_cast<Scope>(*none_within);
  if (rule.none_within >= rule.within) return;
  table.error("bad-value", table.place_of("none_within"),
              "`none_within` is narrower than `within`; make it the same or wider");
  rule.none_within = rule.within;
}

// How the signals must lie to each other; whether there are enough of them is seen once they are resolved.
void read_arrangement(TableReader& table, RuleDraft& draft) {
  Rule& rule = draft.rule;
  if (const auto at_least = table.integer("at_least", 1, kMostAtLeast)) {
    rule.at_least = static_cast<std::uint32_t>(*at_least);
    draft.at_least = table.place_of("at_least");
  }
  rule.order = table.boolean("order").value_or(false);
  if (rule.order) draft.order = table.place_of("order");
  const auto distance = table.integer("distance", 0, kWidestDistance);
  if (!distance) return;
  rule.distance = static_cast<std::uint32_t>(*distance);
  draft.distance = table.place_of("distance");
  if (rule.within != Scope::kPost) return;
  table.error("bad-value", table.place_of("distance"),
              "`distance` counts characters of one field, and `within` is \"post\"; make it \"field\" or "
              "narrower, or remove `distance`");
}

void read_own_patterns(TableReader& table, LoadContext& context, RuleDraft& draft, bool entered) {
  if (!has_patterns(table)) {
    for (const char* key : kPatternKeys) {
      if (!table.has(key)) continue;
      table.error("missing-key", table.place_of(key),
                  "`" + std::string(key) +
                      "` works on words of the rule's own; add `words`, `regex` or `detect`, or "
                      "move it to a signal");
    }
    return;
  }
  Signal signal;
  SignalNote note;
  signal.id = draft.rule.id;
  signal.at = draft.rule.at;
  read_patterns(table, context, signal, note);
  if (!entered) return;
  draft.own_signal = static_cast<std::uint32_t>(context.pack.signals.size());
  context.pack.signals.push_back(std::move(signal));
  context.notes.push_back(std::move(note));
}

void check_has_signal(TableReader& table, const RuleDraft& draft) {
  if (has_patterns(table) || !draft.all.empty() || !draft.any.empty()) return;
  // A list of the wrong type has been reported as such.
  for (const char* key : {"all", "any"}) {
    const TomlNode* list = table.node(key);
    if (list != nullptr && (list->kind != TomlKind::kArray || !list->items.empty())) return;
  }
  table.error(
      "rule-without-signal", table.at(),
      "the rule can never fire; name signals in `all` or `any`, or give it `words`, `regex` or `detect`");
}

}  // namespace

void read_rule(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "a rule", context.report);
  table.allow_only({"id",       "category",    "action", "grade",       "title",    "all",      "any",
                    "none",     "within",      "hint",   "none_within", "examples", "counter",  "score",
                    "words",    "words_file",  "regex",  "view",        "detect",   "near",     "folds",
                    "except",   "except_file", "gap",    "weak_alone",  "links",    "at_least", "order",
                    "distance", "prefer",      "also",   "fields",      "evidence", "fallback"});
  const std::optional<std::string> id = take_id(table, {node.at, true, 0}, context);
  RuleDraft draft;
  draft.rule.id = id.value_or(std::string());
  draft.rule.at = node.at;
  read_decision(table, draft);
  read_scopes(table, draft.rule);
  read_arrangement(table, draft);
  draft.all = table.strings("all");
  draft.any = table.strings("any");
  draft.none = table.strings("none");
  read_own_patterns(table, context, draft, id.has_value());
  check_has_signal(table, draft);
  SeenTexts seen;
  draft.rule.examples = read_examples(table, "examples", "missing-examples", seen);
  draft.rule.counters = read_examples(table, "counter", "missing-counters", seen);
  draft.rule.also = table.strings("also");
  context.rules_kept = context.rules_kept && id.has_value();
  if (id) context.drafts.push_back(std::move(draft));
}

void read_rules(const TomlNode& root, LoadContext& context) {
  check_top_level(root, {"signal", "rule"}, context.report);
  const auto within_limit = [&](const std::vector<const TomlNode*>& tables, std::size_t already) {
    if (already + tables.size() <= context.limits.rules) return true;
    context.report.error("limit", tables.front()->at,
                         "the pack has more than " + std::to_string(context.limits.rules) +
                             " rules or signals; split it into several packs");
    context.rules_read = false;
    return false;
  };
  const auto signals = top_tables(root, "signal", context.report);
  if (within_limit(signals, context.pack.signals.size())) {
    for (const TomlNode* signal : signals) read_signal(*signal, context);
  }
  const auto rules = top_tables(root, "rule", context.report);
  if (within_limit(rules, context.drafts.size())) {
    for (const TomlNode* rule : rules) read_rule(*rule, context);
  }
}

}  // namespace postgate

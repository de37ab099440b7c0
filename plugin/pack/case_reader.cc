// Reads cases/*.toml: posts with the action they must get. Run by the engine's self-test.
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

void check_rules(TableReader& table, const std::vector<Entry>& rules, LoadContext& context,
                 const std::vector<std::string_view>& known) {
  if (!context.rules_read) return;
  for (const Entry& rule : rules) {
    const auto found = context.ids.find(rule.text);
    if (found != context.ids.end() && found->second.is_rule) continue;
    table.error("unknown-rule", rule.at,
                "there is no rule " + in_quotes(rule.text) + context.report.did_you_mean(rule.text, known));
  }
}

void read_case(const TomlNode& node, LoadContext& context, const std::vector<std::string_view>& known) {
  TableReader table(node, "a case", context.report, {});
  table.allow_only({"text", "action", "rules", "title", "profile"});
  Case item;
  item.at = node.at;
  const std::optional<Entry> text = table.string("text", Need::kRequired);
  const auto action = table.choice("action", {"allow", "flag", "hold", "block"}, Need::kRequired);
  if (auto title = table.string("title")) item.title = std::move(title->text);
  if (auto profile = table.string("profile")) item.profile = std::move(profile->text);
  item.rules_given = table.has("rules");
  item.rules = table.strings("rules");
  check_rules(table, item.rules, context, known);
  if (!text || !action) return;
  item.text = text->text;
  item.action = static_cast<Action>(*action + static_cast<std::size_t>(Action::kAllow));
  context.pack.cases.push_back(std::move(item));
}

}  // namespace

void read_cases(const TomlNode& root, LoadContext& context) {
  check_top_level(root, {"case"}, context.report);
  std::vector<std::string_view> known;
  for (const auto& [id, entry] : context.ids) {
    if (entry.is_rule) known.push_back(id);
  }
  for (const TomlNode* item : top_tables(root, "case", context.report)) read_case(*item, context, known);
}

}  // namespace postgate

// Reads the [[override]] tables of pack.toml: rules of packs before this one that it switches off or lowers.
#include <utility>

#include "pack/ids.h"
#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::size_t kMostOverrides = 10'000;

// "pack/rule"; false after reporting what is wrong with it.
bool take_target(TableReader& table, const Entry& target, LoadContext& context, Override& to) {
  const std::size_t slash = target.text.find('/');
  const std::string pack = target.text.substr(0, slash);
  const std::string rule = slash == std::string::npos ? std::string() : target.text.substr(slash + 1);
  if (!is_pack_name(pack) || !is_id(rule)) {
    table.error("bad-id", target.at,
                in_quotes(target.text) + " does not name a rule; write it as \"pack/rule\"");
    return false;
  }
  if (pack == context.pack.name) {
    table.error("bad-value", target.at,
                in_quotes(target.text) + " is a rule of this pack itself; change it where it stands");
    return false;
  }
  to.pack = pack;
  to.rule = rule;
  return true;
}

}  // namespace

void read_override(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "an override", context.report, {});
  table.allow_only({"rule", "action", "reason"});
  Override made;
  made.at = node.at;
  const auto target = table.string("rule", Need::kRequired);
  const auto action = table.choice("action", {"disable", "flag", "hold"}, Need::kRequired);
  const auto reason = table.string("reason", Need::kRequired);
  if (!target || !take_target(table, *target, context, made) || !action || !reason) return;
  if (reason->text.empty()) {
    return table.error("bad-value", reason->at,
                       "say why: the reason stands in every verdict that it changes");
  }
  made.action =
      *action == 0 ? Action::kAllow : static_cast<Action>(*action + static_cast<std::size_t>(Action::kAllow));
  made.reason = reason->text;
  for (const Override& other : context.pack.overrides) {
    if (other.pack != made.pack || other.rule != made.rule) continue;
    return table.error("duplicate-id", target->at, in_quotes(target->text) + " has an override already");
  }
  if (context.pack.overrides.size() >= kMostOverrides) {
    return table.error("limit", node.at, "a pack has at most 10,000 overrides");
  }
  context.pack.overrides.push_back(std::move(made));
}

}  // namespace postgate

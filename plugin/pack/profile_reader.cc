// Reads the [[profile]] tables of pack.toml, after its categories.
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr double kHighestThreshold = 1'000'000;

std::optional<Action> read_action(TableReader& table, std::string_view key, Need need) {
  const auto number = table.choice(key, {"allow", "flag", "hold", "block"}, need);
  if (!number) return std::nullopt;
  return static_cast<Action>(*number + static_cast<std::size_t>(Action::kAllow));
}

ProfileChange read_change(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "a change", context.report, {});
  table.allow_only({"category", "grade", "action"});
  ProfileChange change;
  if (const auto category = table.string("category")) {
    change.category = category->text;
    if (context.category_ids.count(category->text) == 0) {
      std::vector<std::string_view> known;
      for (const Category& item : context.pack.categories) {
        if (context.report.full()) break;
        known.push_back(item.id);
      }
      table.error("unknown-category", category->at,
                  "there is no category " + in_quotes(category->text) +
                      context.report.did_you_mean(category->text, known));
    }
  }
  if (const auto grade = table.integer("grade", 1, 4)) change.grade = static_cast<std::uint8_t>(*grade);
  change.action = read_action(table, "action", Need::kRequired).value_or(Action::kNone);
  return change;
}

}  // namespace

void read_profile(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "a profile", context.report, {});
  table.allow_only({"id", "changes", "at_least", "at_most", "flag_score", "hold_score", "block_score"});
  const auto id = take_own_id(table, context.profile_ids, context);
  Profile profile;
  profile.at = node.at;
  for (const TomlNode* change : table.tables("changes")) {
    profile.changes.push_back(read_change(*change, context));
  }
  profile.at_least = read_action(table, "at_least", Need::kOptional).value_or(Action::kNone);
  profile.at_most = read_action(table, "at_most", Need::kOptional).value_or(Action::kBlock);
  profile.flag_score = table.number("flag_score", 0, kHighestThreshold).value_or(0);
  profile.hold_score = table.number("hold_score", 0, kHighestThreshold).value_or(0);
  profile.block_score = table.number("block_score", 0, kHighestThreshold).value_or(0);
  if (!id) return;
  profile.id = *id;
  context.pack.profiles.push_back(std::move(profile));
}

}  // namespace postgate

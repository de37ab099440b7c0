#include "pack/load_context.h"

#include <algorithm>
#include <utility>

#include "pack/ids.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

bool is_table_like(const TomlNode& node) {
  if (node.kind == TomlKind::kTable) return true;
  return node.kind == TomlKind::kArray && !node.items.empty() && node.items.front().kind == TomlKind::kTable;
}

void check_id(TableReader& table, const Entry& id) {
  if (is_id(id.text)) return;
  table.error(
      "bad-id", id.at,
      in_quotes(id.text) + " is no id; use up to 100 of a-z, 0-9, '-' and '.', a letter or digit first");
}

// Where a table of that name belongs.
std::string_view home_of(std::string_view table) {
  if (table == "rule" || table == "signal") return "rules/*.toml";
  if (table == "case") return "cases/*.toml";
  if (table == "pack" || table == "category" || table == "profile" || table == "retired") return "pack.toml";
  return {};
}

}  // namespace

std::vector<const TomlNode*> top_tables(const TomlNode& root, std::string_view key, PackReport& report) {
  std::vector<const TomlNode*> tables;
  const TomlMember* member = root.find(key);
  if (member == nullptr) return tables;
  const std::string brackets = "[[" + std::string(key) + "]]";
  if (member->value.kind != TomlKind::kArray) {
    report.error("wrong-type", member->value.at,
                 brackets + " needs double brackets; this is " + std::string(kind_name(member->value.kind)));
    return tables;
  }
  for (const TomlNode& item : member->value.items) {
    if (item.kind == TomlKind::kTable) {
      tables.push_back(&item);
    } else {
      report.error("wrong-type", item.at, "write each as a table under its own " + brackets);
    }
  }
  return tables;
}

void check_top_level(const TomlNode& root, const std::vector<std::string_view>& tables, PackReport& report) {
  for (const TomlMember& member : root.members) {
    if (std::find(tables.begin(), tables.end(), member.key) != tables.end()) continue;
    const std::string_view home = home_of(member.key);
    if (!is_table_like(member.value) && home.empty()) {
      report.error("unknown-key", member.at,
                   in_quotes(member.key) + " stands outside of any table; put it under " + listed(tables));
      continue;
    }
    const SourceRef at = is_table_like(member.value) ? member.value.at : member.at;
    report.error("unknown-table", at,
                 home.empty()
                     ? "there is no table " + in_quotes(member.key) + report.did_you_mean(member.key, tables)
                     : in_quotes(member.key) + " belongs in " + std::string(home) + "; move it there");
  }
}

std::optional<std::string> take_id(TableReader& table, const KnownId& entry, LoadContext& context) {
  const std::optional<Entry> id = table.string("id", Need::kRequired);
  if (!id) return std::nullopt;
  check_id(table, *id);
  if (context.retired.count(id->text) != 0) {
    table.error("retired-id", id->at,
                in_quotes(id->text) + " is retired: old verdicts speak of it; give the new one another id");
  }
  const auto [known, fresh] = context.ids.emplace(id->text, entry);
  if (fresh) return id->text;
  table.error("duplicate-id", id->at,
              in_quotes(id->text) + " is already the id of the " +
                  (known->second.is_rule ? "rule" : "signal") + " at " +
                  context.report.name_of(known->second.at) +
                  "; rules and signals share their ids, rename one");
  return std::nullopt;
}

std::optional<std::string> take_own_id(TableReader& table, std::unordered_map<std::string, SourceRef>& known,
                                       LoadContext& context) {
  std::optional<Entry> id = table.string("id", Need::kRequired);
  if (!id) return std::nullopt;
  check_id(table, *id);
  const auto [before, fresh] = known.emplace(id->text, table.at());
  if (fresh) return std::move(id->text);
  table.error("duplicate-id", id->at,
              in_quotes(id->text) + " is already defined at " + context.report.name_of(before->second) +
                  "; rename or remove one");
  return std::nullopt;
}

}  // namespace postgate

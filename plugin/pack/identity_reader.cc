// Reads pack.toml: who the pack is, its categories with their clauses.
#include <utility>

#include "pack/ids.h"
#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr double kHighestScoreCap = 1000;

// Before anything can be reported, so that every report names the pack.
void take_name(const TomlNode& root, Pack& pack) {
  const TomlMember* identity = root.find("pack");
  const TomlMember* name = identity == nullptr ? nullptr : identity->value.find("name");
  if (name != nullptr && is_pack_name(name->value.text)) pack.name = name->value.text;
}

void read_expiry(TableReader& table, Pack& pack) {
  const TomlNode* node = table.node("expires");
  if (node == nullptr) return;
  const bool readable = node->kind == TomlKind::kDate || node->kind == TomlKind::kString;
  if (readable && is_date(node->text)) {
    pack.expires = node->text;
    return;
  }
  table.error(
      "bad-date", node->at,
      "`expires` must be a day that exists, such as 2027-11-30; this is " +
          (node->kind == TomlKind::kString ? in_quotes(node->text) : std::string(kind_name(node->kind))));
}

void read_requirement(TableReader& table, Pack& pack) {
  const std::optional<Entry> wanted = table.string("requires");
  if (!wanted) return;
  pack.requires_engine = wanted->text;
  const std::optional<ReleaseNumber> release = parse_release(wanted->text);
  if (!release) {
    table.error("bad-value", wanted->at,
                "`requires` is the lowest engine release, such as \"0.1\" or \"0.1.2\", not " +
                    in_quotes(wanted->text));
  } else if (*release > *parse_release(kEngineRelease)) {
    table.error("requires-newer-engine", wanted->at,
                "the pack needs engine " + wanted->text + ", this is " + std::string(kEngineRelease) +
                    "; update the engine or use an older release of the pack");
  }
}

void read_retired(TableReader& table, LoadContext& context) {
  for (Entry& id : table.strings("retired")) {
    if (!is_id(id.text)) {
      table.error("bad-id", id.at,
                  in_quotes(id.text) + " is no id, so it cannot be retired; mend or remove it");
      continue;
    }
    if (!context.retired.insert(id.text).second) continue;
    context.pack.retired.push_back(std::move(id.text));
  }
}

void read_pack_table(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "[pack]", context.report, {});
  table.allow_only({"name", "version", "release", "expires", "requires", "title", "retired"});
  Pack& pack = context.pack;
  if (const auto name = table.string("name", Need::kRequired)) {
    if (!is_pack_name(name->text)) {
      table.error("bad-id", name->at,
                  in_quotes(name->text) + " is no pack name; use up to 64 of a-z, 0-9 and '-'");
    }
  }
  if (const auto version = table.integer("version", 1, INT64_MAX, Need::kRequired)) {
    pack.version = static_cast<std::uint64_t>(*version);
  }
  if (auto release = table.string("release")) pack.release = std::move(release->text);
  read_expiry(table, pack);
  read_requirement(table, pack);
  pack.title = table.local_text("title");
  read_retired(table, context);
}

Clause read_clause(TableReader& outer, PackReport& report) {
  Clause clause;
  if (!outer.has("clause")) {
    outer.error("category-without-clause", outer.at(),
                "every category cites what it enforces; add clause = { document = \"...\", text = \"...\", "
                "verified = false }");
    return clause;
  }
  const TomlNode* node = outer.table("clause");
  if (node == nullptr) return clause;
  TableReader table(*node, "`clause`", report, {});
  table.allow_only({"document", "text", "url", "verified"});
  const auto read = [&](std::string_view key, std::string& to) {
    if (auto value = table.string(key)) to = std::move(value->text);
  };
  read("document", clause.document);
  read("text", clause.text);
  read("url", clause.url);
  clause.verified = table.boolean("verified").value_or(false);
  for (const char* key : {"document", "text"}) {
    if (!(key[0] == 'd' ? clause.document : clause.text).empty()) continue;
    if (table.has(key) && table.node(key)->kind != TomlKind::kString) continue;
    table.error("category-without-clause", table.place_of(key),
                "the clause has no `" + std::string(key) + "`; cite the document and quote its words");
  }
  return clause;
}

void read_category(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "a category", context.report, {});
  table.allow_only({"id", "title", "clause", "score_cap"});
  const auto id = take_own_id(table, context.category_ids, context);
  Category category;
  category.at = node.at;
  category.title = table.local_text("title");
  category.clause = read_clause(table, context.report);
  category.score_cap = table.number("score_cap", 0, kHighestScoreCap);
  if (!id) return;
  category.id = *id;
  context.pack.categories.push_back(std::move(category));
}

}  // namespace

void read_identity(const TomlNode& root, LoadContext& context) {
  take_name(root, context.pack);
  check_top_level(root, {"pack", "category", "profile", "override", "retired"}, context.report);
  TableReader top(root, "pack.toml", context.report, {});
  read_retired(top, context);
  if (const TomlNode* pack = top.table("pack", Need::kRequired)) read_pack_table(*pack, context);
  for (const TomlNode* category : top_tables(root, "category", context.report)) {
    read_category(*category, context);
  }
  for (const TomlNode* profile : top_tables(root, "profile", context.report)) read_profile(*profile, context);
  for (const TomlNode* item : top_tables(root, "override", context.report)) read_override(*item, context);
}

}  // namespace postgate

// Reads links = { ... } of a signal or a rule.
// What a domain, a category or a regex must look like is checked by the engine.
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

// "list.txt" stands for "lists/list.txt".
Entry in_lists(Entry name) {
  if (name.text.find('/') == std::string::npos) name.text = "lists/" + name.text;
  return name;
}

std::vector<Entry> read_lists(const std::vector<Entry>& names, TableReader& table, LoadContext& context) {
  std::vector<Entry> files;
  files.reserve(names.size());
  for (const Entry& name : names) files.push_back(in_lists(name));
  return context.lists.entries_of(files, table.owner());
}

void read_domains(TableReader& table, LoadContext& context, LinkCondition& condition) {
  condition.has_domains = table.has("domains") || table.has("list");
  condition.domains = table.string_or_strings("domains");
  std::vector<Entry> listed = read_lists(table.string_or_strings("list"), table, context);
  condition.domains.insert(condition.domains.end(), std::make_move_iterator(listed.begin()),
                           std::make_move_iterator(listed.end()));
  const auto match = table.choice("match", {"suffix", "exact", "registrable"});
  if (!match) return;
  condition.match = static_cast<DomainMatch>(*match);
  if (condition.has_domains) return;
  table.error("missing-key", table.place_of("match"),
              "`match` says how `domains` or `list` are compared; add one");
}

LinkCondition read_condition(const TomlNode& node, TableReader& outer, LoadContext& context) {
  TableReader table(node, "`links`", context.report, outer.owner());
  table.allow_only({"domains", "list", "match", "category", "scheme", "kind", "path", "query", "text", "file",
                    "poses_as", "shortener", "redirector", "affiliate", "repaired", "foreign",
                    "claims_other"});
  LinkCondition condition;
  condition.at = node.at;
  read_domains(table, context, condition);
  condition.categories = table.string_or_strings("category");
  condition.schemes = table.string_or_strings("scheme");
  condition.kinds = table.string_or_strings("kind");
  condition.path = context.words.take_regexes(table.string_or_strings("path"), table.owner());
  condition.query = context.words.take_regexes(table.string_or_strings("query"), table.owner());
  condition.text = context.words.take_regexes(table.string_or_strings("text"), table.owner());
  condition.files = table.string_or_strings("file");
  condition.poses_as = table.string_or_strings("poses_as");
  condition.shortener = table.boolean("shortener");
  condition.redirector = table.boolean("redirector");
  condition.affiliate = table.boolean("affiliate");
  condition.repaired = table.boolean("repaired");
  condition.foreign = table.boolean("foreign");
  condition.claims_other = table.boolean("claims_other");
  for (const Entry& kind : condition.kinds) {
    if (kind.text == "web" || kind.text == "app" || kind.text == "token" || kind.text == "email") continue;
    table.error("bad-value", kind.at,
                "there is no kind of link " + in_quotes(kind.text) +
                    "; write \"web\", \"app\", \"token\" or \"email\"");
  }
  return condition;
}

}  // namespace

void read_links(TableReader& table, LoadContext& context, Signal& signal) {
  const TomlNode* node = table.node("links");
  if (node != nullptr && node->kind == TomlKind::kTable) {
    signal.links.push_back(read_condition(*node, table, context));
  } else if (node != nullptr) {
    for (const TomlNode* each : table.tables("links")) {
      signal.links.push_back(read_condition(*each, table, context));
    }
  }
}

}  // namespace postgate

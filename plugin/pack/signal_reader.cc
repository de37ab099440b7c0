// Reads [[signal]] tables and the words that a rule may have of its own.
#include <algorithm>
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::int64_t kWidestNear = 200;
constexpr std::int64_t kWidestGap = 16;

std::vector<std::string_view> fold_names() {
  std::vector<std::string_view> names = {"raw"};
  for (int bit = 0; bit < kFoldCount; ++bit) names.push_back(fold_name(bit));
  return names;
}

void read_folds(TableReader& table, Signal& signal) {
  const std::vector<Entry> folds = table.strings("folds");
  for (const Entry& fold : folds) {
    if (fold.text == "raw") {
      signal.raw = true;
      continue;
    }
    const std::optional<Fold> known = fold_from_name(fold.text);
    if (known) {
      signal.extra_folds = static_cast<FoldSet>(signal.extra_folds | (*known & kExtraFolds));
      continue;
    }
    table.error("unknown-fold", fold.at,
                "there is no fold " + in_quotes(fold.text) +
                    "; write \"raw\" or some of \"repeat\", \"homophone\", \"fuzzy\", \"shape\", "
                    "\"emoji\", \"order\"" +
                    table.report().did_you_mean(fold.text, fold_names()));
  }
  // What sounds nearly alike includes what sounds alike.
  if ((signal.extra_folds & kFoldFuzzy) != 0) signal.extra_folds |= kFoldHomophone;
  if (!signal.raw || folds.size() == 1) return;
  table.error("bad-value", table.place_of("folds"),
              "\"raw\" switches all folds off; write it alone or leave it out");
}

void read_view(TableReader& table, Signal& signal) {
  const auto view = table.choice("view", {"text", "squeezed", "raw"}, Need::kOptional, "unknown-view");
  if (!view) return;
  signal.view = static_cast<RegexView>(*view);
  if (!signal.raw || signal.view == RegexView::kRaw) return;
  table.error("bad-value", table.place_of("view"),
              "folds = [\"raw\"] makes regexes see the raw view; remove `view`");
}

// fields = ["title", "body"]
void read_field_roles(TableReader& table, Signal& signal) {
  if (!table.has("fields")) return;
  signal.fields = 0;
  for (const Entry& name : table.strings("fields")) {
    const auto* const known = std::find(kRoleNames.begin(), kRoleNames.end(), name.text);
    if (known != kRoleNames.end()) {
      signal.fields |= role_bit(static_cast<std::uint32_t>(known - kRoleNames.begin()));
      continue;
    }
    table.error("unknown-field", name.at,
                "posts have no field " + in_quotes(name.text) +
                    "; write some of \"title\", \"body\", \"link\", \"alt\", \"author\", \"tag\"" +
                    table.report().did_you_mean(name.text, {kRoleNames.begin(), kRoleNames.end()}));
  }
  if (signal.fields != 0) return;
  signal.fields = kAllRoles;
  if (table.strings("fields").empty())
    table.error("bad-value", table.place_of("fields"), "`fields` is empty; name some fields, or remove it");
}

// The array `key` and the lists that `file_key` names.
std::vector<Entry> read_entries(TableReader& table, LoadContext& context, std::string_view key,
                                std::string_view file_key) {
  std::vector<Entry> entries = table.strings(key);
  const std::vector<Entry> files = table.string_or_strings(file_key);
  std::vector<Entry> listed = context.lists.entries_of(files, table.owner());
  entries.insert(entries.end(), std::make_move_iterator(listed.begin()),
                 std::make_move_iterator(listed.end()));
  return entries;
}

void read_near(TableReader& outer, LoadContext& context, Signal& signal) {
  const TomlNode* node = outer.table("near");
  if (node == nullptr) return;
  TableReader table(*node, "`near`", context.report, outer.owner());
  table.allow_only({"words", "words_file", "within"});
  if (!table.has("words") && !table.has("words_file")) {
    table.error("missing-key", node->at, "`near` needs `words` or `words_file`; add the words to look for");
  }
  Near near;
  near.words = context.words.take_words(read_entries(table, context, "words", "words_file"), {outer.owner()});
  if (const auto within = table.integer("within", 1, kWidestNear))
    near.within = static_cast<std::uint32_t>(*within);
  signal.near = std::move(near);
}

// "domain:x.txt" is short for "domain:lists/x.txt".
void name_whole_path(Entry& detector) {
  for (const std::string_view kind : {"domain:", "filter:"}) {
    if (detector.text.compare(0, kind.size(), kind) != 0) continue;
    if (detector.text.find('/') == std::string::npos) detector.text.insert(kind.size(), "lists/");
  }
}

// "domain:lists/x.txt" and "filter:lists/x.txt" name a list of the pack.
void take_link_list(const Entry& detector, std::string_view owner, LoadContext& context) {
  for (const std::string_view kind : {"domain:", "filter:"}) {
    if (detector.text.compare(0, kind.size(), kind) != 0) continue;
    const Entry path{detector.text.substr(kind.size()), detector.at};
    std::vector<LinkList>& lists = context.pack.link_lists;
    LinkList list;
    const std::string_view* const bytes = context.lists.bytes_of(path, owner, list.file);
    const bool known = std::any_of(lists.begin(), lists.end(),
                                   [&path](const LinkList& each) { return each.path == path.text; });
    if (bytes == nullptr || known) return;
    list.path = path.text;
    list.bytes = *bytes;
    lists.push_back(list);
  }
}

void read_preference(TableReader& table, Signal& signal) {
  const auto prefer = table.string("prefer");
  if (!prefer) return;
  signal.prefer = prefer->text;
  if (!prefer->text.empty()) return;
  table.error("bad-value", prefer->at,
              "`prefer` is what to write instead, and it is empty; fill or remove it");
}

void check_not_empty(TableReader& table, const Signal& signal, std::size_t errors_before) {
  // Words that were refused have been reported; another report would only distract.
  if (table.report().errors() != errors_before) return;
  if (!signal.words.empty() || !signal.regexes.empty() || !signal.detectors.empty() ||
      !signal.links.empty() || signal.evidence) {
    if (signal.extra_folds == 0 || !signal.words.empty()) return;
    table.warning("fold-without-words", table.place_of("folds"),
                  "these folds work on words only, and there are none; remove `folds`");
    return;
  }
  table.error("missing-key", table.at(),
              "nothing to look for; add `words`, `words_file`, `regex`, `detect`, `links` or `evidence`");
}

}  // namespace

bool has_patterns(const TableReader& table) {
  return table.has("words") || table.has("words_file") || table.has("regex") || table.has("detect") ||
         table.has("links") || table.has("evidence");
}

void read_patterns(TableReader& table, LoadContext& context, Signal& signal, SignalNote& note) {
  const std::size_t errors_before = table.report().errors();
  read_folds(table, signal);
  read_view(table, signal);
  signal.words = context.words.take_words(read_entries(table, context, "words", "words_file"),
                                          {table.owner(), signal.raw}, &note.single);
  signal.regexes = context.words.take_regexes(table.string_or_strings("regex"), table.owner());
  signal.detectors = table.strings("detect");
  for (Entry& detector : signal.detectors) {
    name_whole_path(detector);
    take_link_list(detector, table.owner(), context);
  }
  read_links(table, context, signal);
  read_evidence(table, context, signal);
  signal.except =
      context.words.take_words(read_entries(table, context, "except", "except_file"), {table.owner()});
  read_near(table, context, signal);
  if (const auto gap = table.integer("gap", 0, kWidestGap)) signal.gap = static_cast<std::uint32_t>(*gap);
  signal.weak_alone = table.boolean("weak_alone").value_or(false);
  read_preference(table, signal);
  read_field_roles(table, signal);
  check_not_empty(table, signal, errors_before);
}

void read_signal(const TomlNode& node, LoadContext& context) {
  TableReader table(node, "a signal", context.report);
  table.allow_only({"id", "words", "words_file", "regex", "view", "detect", "near", "folds", "except",
                    "except_file", "gap", "weak_alone", "links", "prefer", "fields", "evidence"});
  const auto index = static_cast<std::uint32_t>(context.pack.signals.size());
  const std::optional<std::string> id = take_id(table, {node.at, false, index}, context);
  Signal signal;
  SignalNote note;
  signal.id = id.value_or(std::string());
  signal.at = node.at;
  read_patterns(table, context, signal, note);
  if (!id) return;
  context.pack.signals.push_back(std::move(signal));
  context.notes.push_back(std::move(note));
}

}  // namespace postgate

// Reads `evidence = { list = "lists/offers.txt", at_least = 2.5 }` of a signal and the list it names: a word
// and its weight a line, and in one line "*" what a text weighs to begin with.
#include <charconv>
#include <unordered_set>
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"
#include "text/field_text.h"

namespace postgate {

namespace {

constexpr double kHeaviest = 100;
constexpr std::string_view kBias = "*";

std::optional<double> weight_of(std::string_view text) {
  double weight = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), weight);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  // Written so that NaN fails.
  return whole && weight >= -kHeaviest && weight <= kHeaviest ? std::optional<double>(weight) : std::nullopt;
}

using Known = std::unordered_set<std::u16string>;

void take_word(std::string_view word, double weight, const Entry& line, Known& known, EvidenceList& list,
               LoadContext& context) {
  std::u16string symbols = to_symbols(fold_word(word, 0));
  if (symbols.empty() || symbols.size() > EvidenceList::kLongestWord) {
    context.report.error("list-line", line.at,
                         in_quotes(word) + " has " + std::to_string(symbols.size()) +
                             " characters when it is folded; a word with a weight has 1 to " +
                             std::to_string(EvidenceList::kLongestWord));
  } else if (!known.insert(symbols).second) {
    context.report.error("duplicate-word", line.at, in_quotes(word) + " has a weight already; remove one");
  } else {
    list.words.push_back({std::move(symbols), weight});
  }
}

void read_line(const Entry& line, Known& known, EvidenceList& list, LoadContext& context) {
  const std::size_t blank = line.text.find_last_of(" \t");
  const std::optional<double> weight =
      blank == std::string::npos ? std::nullopt : weight_of(std::string_view(line.text).substr(blank + 1));
  if (!weight) {
    context.report.error("list-line", line.at,
                         "write a word, a blank and its weight from -100 to 100, such as \"word 1.5\"");
    return;
  }
  const std::string_view word(line.text.data(), line.text.find_last_not_of(" \t", blank) + 1);
  if (word == kBias) {
    list.bias = *weight;
  } else {
    take_word(word, *weight, line, known, list, context);
  }
}

// The number of the list in the pack.
std::optional<std::uint32_t> take_list(const Entry& name, std::string_view owner, LoadContext& context) {
  std::vector<EvidenceList>& lists = context.pack.evidence_lists;
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    if (lists[i].path == name.text) return i;
  }
  const std::vector<Entry> lines = context.lists.entries_of({name}, owner);
  if (lines.empty()) return std::nullopt;
  if (lines.size() > EvidenceList::kMostWords) {
    context.report.error("limit", lines[EvidenceList::kMostWords].at,
                         "the list has more than " + std::to_string(EvidenceList::kMostWords) +
                             " words; keep those that weigh most",
                         owner);
    return std::nullopt;
  }
  EvidenceList& list = lists.emplace_back();
  list.path = name.text;
  Known known;
  for (const Entry& line : lines) read_line(line, known, list, context);
  return static_cast<std::uint32_t>(lists.size() - 1);
}

}  // namespace

void read_evidence(TableReader& outer, LoadContext& context, Signal& signal) {
  const TomlNode* node = outer.table("evidence");
  if (node == nullptr) return;
  TableReader table(*node, "`evidence`", context.report, outer.owner());
  table.allow_only({"list", "at_least"});
  const std::optional<Entry> name = table.string("list", Need::kRequired);
  const std::optional<double> at_least = table.number("at_least", -kHeaviest, kHeaviest);
  if (!table.has("at_least")) {
    table.error("missing-key", node->at, "`evidence` needs `at_least`, the weight from which a text counts");
  }
  if (!name || !at_least) return;
  if (const auto list = take_list(*name, outer.owner(), context)) signal.evidence = {*list, *at_least};
}

}  // namespace postgate

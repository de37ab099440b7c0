#include "import_wording.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <map>
#include <utility>

#include "wording_list.h"

namespace postgate_cli {
namespace {

// One TOML file may not grow beyond what the reader of packs accepts.
constexpr std::size_t kRulesAFile = 4000;

// Neutral posts for `counter`; those that hold a term of the rule are passed over. English: "The
// library opens at nine tomorrow.", "Rain is expected this afternoon.", "Please arrive on time.",
// "Thank you for reading."
constexpr std::array<const char*, 4> kNeutral = {
    "\u56FE\u4E66\u9986\u660E\u5929\u4E5D\u70B9\u5F00\u9986\u3002",
    "\u9884\u8BA1\u4ECA\u5929\u4E0B\u5348\u6709\u96E8\u3002", "\u8BF7\u6309\u65F6\u5230\u573A\u3002",
    "Thank you for reading."};

struct Group {
  std::string preferred;
  std::string action;
  std::vector<WordingEntry> entries;
};

// FNV-1a: an id that stays the same when the list grows.
std::string stable_id(const Group& group) {
  std::uint64_t hash = 14695981039346656037ULL;
  const std::string& key = group.preferred.empty() ? group.action : group.preferred;
  for (const char c : key + "\n" + group.action) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%012llx",
                static_cast<unsigned long long>(hash & 0xFFFFFFFFFFFFULL));
  return std::string(group.preferred.empty() ? "wording.list-" + group.action : "wording.") +
         (group.preferred.empty() ? "" : text.data());
}

bool holds_a_term(const Group& group, const std::string& text) {
  return std::any_of(group.entries.begin(), group.entries.end(),
                     [&](const WordingEntry& entry) { return text.find(entry.term) != std::string::npos; });
}

std::string list_of(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() > 1 ? ", " : "") + toml_string(item);
  return out + "]";
}

std::vector<std::string> exceptions_of(const Group& group) {
  std::vector<std::string> phrases;
  for (const WordingEntry& entry : group.entries) {
    phrases.insert(phrases.end(), entry.except.begin(), entry.except.end());
  }
  // The preferred form may hold the term: "the former tax office" for "tax office".
  if (!group.preferred.empty() && holds_a_term(group, group.preferred)) phrases.push_back(group.preferred);
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  return phrases;
}

std::vector<std::string> examples_of(const Group& group) {
  std::vector<std::string> examples{group.entries.front().term};
  // "The text says: ..."
  examples.push_back("\u6587\u4E2D\u5199\u4F5C\uFF1A" + group.entries.back().term + "\u3002");
  return examples;
}

std::vector<std::string> counters_of(const Group& group) {
  std::vector<std::string> counters;
  for (const char* text : kNeutral) {
    if (counters.size() < 2 && !holds_a_term(group, text)) counters.emplace_back(text);
  }
  if (!group.preferred.empty()) counters.push_back(group.preferred);
  for (const WordingEntry& entry : group.entries) {
    if (!entry.except.empty() && counters.size() < 6) counters.push_back(entry.except.front());
  }
  return counters;
}

// "should be written ...": the title and the hint of a rule.
std::string words_for_people(const Group& group) {
  if (group.preferred.empty()) {
    return "title    = { zh = \"\u672C\u5355\u4F4D\u8BCD\u8868\u4E2D\u7684\u8868\u8FF0\", en = \"a term of "
           "the "
           "agency's own list\" }\n"
           "hint     = { zh = \"\u6309\u672C\u5355\u4F4D\u8BCD\u8868\u6539\u5199\u6216\u5220\u53BB\", en = "
           "\"rewrite or remove it as the list says\" }\n";
  }
  const std::string quoted = "\u201C" + group.preferred + "\u201D";
  return "title    = { zh = " + toml_string("\u5E94\u5199\u4F5C" + quoted) +
         ", en = " + toml_string("write " + quoted) +
         " }\nhint     = { zh = " + toml_string("\u6539\u4E3A" + quoted) +
         ", en = " + toml_string("change it to " + quoted) + " }\n";
}

std::string rule_of(const Group& group, std::vector<PackPart>& parts) {
  const std::string id = stable_id(group);
  std::string rule = "\n[[rule]]\nid       = " + toml_string(id) +
                     "\ncategory = \"unapproved-wording\"\naction   = " + toml_string(group.action) +
                     "\ngrade    = " +
                     (group.action == "flag"   ? "4"
                      : group.action == "hold" ? "3"
                                               : "2") +
                     "\n" + words_for_people(group);
  std::vector<std::string> terms;
  for (const WordingEntry& entry : group.entries) terms.push_back(entry.term);
  // A list knows comments, so a term with a '#' stays out of it.
  const bool has_hash = std::any_of(terms.begin(), terms.end(), [](const std::string& term) {
    return term.find('#') != std::string::npos;
  });
  if (group.preferred.empty() && !has_hash) {
    const std::string path = "lists/" + group.action + ".txt";
    std::string list;
    for (const std::string& term : terms) list += term + "\n";
    parts.push_back({path, std::move(list)});
    rule += "words_file = " + toml_string(path) + "\n";
  } else {
    rule += "words    = " + list_of(terms) + "\n";
  }
  if (!group.preferred.empty()) rule += "prefer   = " + toml_string(group.preferred) + "\n";
  const std::vector<std::string> exceptions = exceptions_of(group);
  if (!exceptions.empty()) rule += "except   = " + list_of(exceptions) + "\n";
  rule += "none     = [\"speaking-of-wording\"]\nwithin   = \"clause\"\n";
  return rule + "examples = " + list_of(examples_of(group)) + "\ncounter  = " + list_of(counters_of(group)) +
         "\n";
}

// "must not be used", "is written as", "should be changed to", "standard wording".
constexpr const char* kGuard =
    "# A sentence about wording is no use of it.\n[[signal]]\nid    = \"speaking-of-wording\"\nwords = "
    "[\"\u4E0D\u5F97\u4F7F\u7528\", "
    "\"\u4E0D\u4F7F\u7528\", \"\u7981\u7528\", \"\u5E94\u6539\u4E3A\", \"\u5E94\u5199\u4F5C\", "
    "\"\u89C4\u8303\u8868\u8FF0\u4E3A\", \"must not be used\"]\n";

std::string identity_of(const WordingOptions& options) {
  return "[pack]\nname     = " + toml_string(options.name) +
         "\nversion  = " + std::to_string(options.version) + "\nrelease  = " + toml_string(options.date) +
         "\nrequires = \"0.1\"\ntitle    = { zh = \"\u672C\u5355\u4F4D\u8BCD\u8868\", en = \"the agency's "
         "own "
         "wording\" }\n\n[[category]]\nid     = \"unapproved-wording\"\ntitle  = { zh = "
         "\"\u4E0D\u89C4\u8303\u8868\u8FF0\", en = \"wording that was not approved\" }\nclause = { document "
         "= "
         "\"\u56FD\u529E\u53D1\u30142018\u3015123\u53F7\", text = "
         "\"\u4E25\u628A\u653F\u6CBB\u5173\u3001\u6CD5\u5F8B\u5173\u3001\u653F\u7B56\u5173\u3001\u4FDD\u5BC6"
         "\u5173\u3001\u6587\u5B57\u5173\", "
         "verified = false }\n";
}

// Entries by preferred form and action, in the order of the lists.
std::vector<Group> grouped(std::vector<WordingEntry> entries, const WordingOptions& options,
                           WordingPack& pack) {
  std::vector<Group> groups;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::map<std::string, std::pair<std::string, std::string>> seen;  // term: preferred form, place
  for (WordingEntry& entry : entries) {
    if (!entry.from.empty() && entry.from > options.date) {
      ++pack.not_yet;
      continue;
    }
    const auto [known, is_new] = seen.try_emplace(entry.term, entry.preferred, entry.place);
    if (!is_new && known->second.first == entry.preferred) ++pack.repeated;
    if (!is_new && known->second.first != entry.preferred) {
      pack.complaints.push_back(entry.place + ": the term has another preferred form at " +
                                known->second.second);
    }
    if (!is_new) continue;
    if (entry.action.empty()) entry.action = options.action;
    const auto key = std::make_pair(entry.preferred, entry.action);
    const auto [place, added] = places.try_emplace(key, groups.size());
    if (added) groups.push_back({entry.preferred, entry.action, {}});
    groups[place->second].entries.push_back(std::move(entry));
    ++pack.terms;
  }
  return groups;
}

}  // namespace

WordingPack import_wording(const std::vector<std::string>& files, const WordingOptions& options) {
  WordingPack pack;
  std::vector<WordingEntry> entries;
  for (const std::string& file : files) {
    std::vector<WordingEntry> more = read_wording(file, pack.complaints);
    std::move(more.begin(), more.end(), std::back_inserter(entries));
  }
  const std::vector<Group> groups = grouped(std::move(entries), options, pack);
  if (pack.complaints.empty() && groups.empty()) pack.complaints.emplace_back("the lists have no entry");
  if (!pack.complaints.empty()) return pack;
  pack.rules = groups.size();
  pack.parts.push_back({"pack.toml", identity_of(options)});
  pack.parts.push_back({"rules/guard.toml", kGuard});
  for (std::size_t first = 0; first < groups.size(); first += kRulesAFile) {
    std::string rules = "# Made from a list of wording; change the list and import again.\n";
    for (std::size_t i = first; i < std::min(groups.size(), first + kRulesAFile); ++i) {
      rules += rule_of(groups[i], pack.parts);
    }
    pack.parts.push_back({"rules/wording-" + std::to_string(first / kRulesAFile + 1) + ".toml", rules});
  }
  return pack;
}

}  // namespace postgate_cli

// What the readers of one pack share while load_pack() runs: the model that fills up, the report,
// and what is known of ids. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pack/loader.h"
#include "pack/model.h"
#include "pack/pack_report.h"
#include "pack/table_reader.h"
#include "pack/toml_document.h"
#include "pack/word_list.h"
#include "pack/words.h"

namespace postgate {

// Beside each of Pack::signals.
struct SignalNote {
  bool used = false;          // by a rule
  std::vector<Entry> single;  // its words of one character
};

// A rule whose references are names still.
struct RuleDraft {
  Rule rule;
  std::optional<Entry> category;
  std::vector<Entry> all;
  std::vector<Entry> any;
  std::vector<Entry> none;
  std::optional<std::uint32_t> own_signal;  // index into Pack::signals
  std::optional<SourceRef> at_least;        // where these keys stand, if they do
  std::optional<SourceRef> order;
  std::optional<SourceRef> distance;
};

struct KnownId {
  SourceRef at;
  bool is_rule = false;
  std::uint32_t signal = 0;  // index into Pack::signals, unless a rule
};

struct LoadContext {
  LoadContext(const PackLimits& pack_limits, Pack& filled, PackReport& reported)
      : limits(pack_limits), pack(filled), report(reported), lists(limits, report), words(limits, report) {}

  const PackLimits& limits;
  Pack& pack;
  PackReport& report;
  WordLists lists;
  WordTaker words;
  std::vector<SignalNote> notes;
  std::vector<RuleDraft> drafts;
  std::unordered_map<std::string, KnownId> ids;  // of signals and rules
  std::unordered_map<std::string, SourceRef> category_ids;
  std::unordered_map<std::string, SourceRef> profile_ids;
  std::unordered_set<std::string> retired;
  // Whether every file of the kind could be read: only then is what is missing really missing.
  bool identity_read = false;
  bool rules_read = true;
  // Whether every rule could be entered: only then is what nothing names really unused.
  bool rules_kept = true;
};

// The tables [[key]] of a file.
std::vector<const TomlNode*> top_tables(const TomlNode& root, std::string_view key, PackReport& report);

// Reports what a file of this kind may not hold; `tables` are what it may.
void check_top_level(const TomlNode& root, const std::vector<std::string_view>& tables, PackReport& report);

// The id of a signal or rule, reported if it is missing, malformed, retired or taken. Nothing if
// the table cannot be entered under it.
std::optional<std::string> take_id(TableReader& table, const KnownId& entry, LoadContext& context);

// The same for tables that share their ids with no other kind.
std::optional<std::string> take_own_id(TableReader& table, std::unordered_map<std::string, SourceRef>& known,
                                       LoadContext& context);

// Each fills the context from one parsed file.
void read_identity(const TomlNode& root, LoadContext& context);
void read_rules(const TomlNode& root, LoadContext& context);
void read_cases(const TomlNode& root, LoadContext& context);

// The parts of read_identity() and read_rules().
void read_profile(const TomlNode& table, LoadContext& context);
void read_override(const TomlNode& table, LoadContext& context);
void read_signal(const TomlNode& table, LoadContext& context);
void read_rule(const TomlNode& table, LoadContext& context);
// Reads words, regexes and detectors of a signal, or of a rule that has its own.
void read_patterns(TableReader& table, LoadContext& context, Signal& signal, SignalNote& note);
bool has_patterns(const TableReader& table);
void read_links(TableReader& table, LoadContext& context, Signal& signal);
void read_evidence(TableReader& table, LoadContext& context, Signal& signal);

// After all rule files: turns drafts into Pack::rules.
void resolve_rules(LoadContext& context);
void report_unused(LoadContext& context);

}  // namespace postgate

// Compiled: the matchers and rulebook of a ruleset. Built by engine/compile.cc,
// immutable afterwards, any thread may read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/match_plan.h"
#include "engine/regex_gates.h"
#include "link/detector.h"
#include "link/link_list.h"
#include "link/link_rule.h"
#include "match/evidence_table.h"
#include "match/pattern_db.h"
#include "match/regex.h"
#include "match/word_matcher.h"
#include "policy/rulebook.h"
#include "text/fold.h"

namespace postgate {

enum class ViewKind : std::uint8_t { kRaw, kText, kSqueezed, kExtra };

// Why a pattern is in a view: what it is to which signal.
enum class UseRole : std::uint8_t { kWord, kNear, kExcept };
struct PatternUse {
  std::uint32_t signal = 0;
  UseRole role = UseRole::kWord;
  std::int32_t plain = -1;  // in an extra view: the word without the extra folds, in CompiledView::plain
  std::uint32_t word = 0;   // of kWord: the number of the word in Signal::words
  FoldSet folds = 0;        // of a variant of the word: what writing it this way is
};

// A distinct literal or regex of a view; its number is the id of its hits.
struct Pattern {
  std::string text;             // the literal as the view shows it, or the regex
  std::uint32_t length = 0;     // of a literal, in the units of its hits
  std::int32_t regex = -1;      // index into Compiled::regexes, -1 for a literal
  std::uint32_t first_use = 0;  // into CompiledView::uses
  std::uint32_t use_count = 0;
};

struct CompiledView {
  ViewKind kind = ViewKind::kText;
  FoldSet extra = 0;  // of kExtra
  WordMatcher words;  // words of the squeezed view and of extra views
  // Regexes by the groups of RegexGates, and in the first one the words of the other views.
  std::vector<PatternDb> databases;
  std::vector<Pattern> patterns;
  std::vector<PatternUse> uses;
  std::vector<std::string> plain;
  // Of kExtra: what is found here by weak folds counts only beside a signal that was seen as it is written.
  // Per signal, whether it is one of those; empty if the view is needed whatever was seen. A view that undoes
  // repeats is needed for a text with repeats, too.
  std::vector<bool> witnesses;
};

// Sizes the scratch space for all databases of a view.
inline Result<void> grow_for(const CompiledView& view, Scratch& scratch) {
  for (const PatternDb& db : view.databases) {
    if (Result<void> grown = scratch.grow_for(db); !grown.ok()) return grown;
  }
  return {};
}

// A list of a pack, and the signals that ask it.
struct CompiledList {
  const Pack* pack = nullptr;
  std::unique_ptr<const link::LinkList> list;
  std::vector<std::uint32_t> signals;
};

// A signal that is seen where the words of an evidence list weigh enough.
struct EvidenceSignal {
  std::uint32_t signal = 0;
  std::uint32_t list = 0;     // of Compiled::evidence
  std::int32_t at_least = 0;  // of the sum, the list's bias taken off
};

struct Compiled {
  Rulebook book;
  std::vector<CompiledView> views;
  std::size_t squeezed_view = 0;  // its number; it is always there
  RegexGates gates;               // in front of the databases of the views
  std::uint32_t always_open = 0;  // one bit a view: its database has words of its own and is always run
  MatchPlan plan;
  std::vector<Regex> regexes;
  CpuLevel cpu = CpuLevel::kBest;  // what it was compiled for
  bool joins_fields = false;       // some rule looks for its signals in the whole post
  DetectorSet detectors = 0;       // wanted by any signal
  std::vector<std::vector<std::uint32_t>> detector_signals;  // per detector, who wants it
  std::vector<CompiledList> lists;                           // domain lists and filter lists
  std::vector<const link::LinkList*> list_pointers;          // the same, to be asked
  EvidenceTable evidence;                                    // of all lists of all packs
  std::vector<EvidenceSignal> evidence_signals;
  struct LinkSignal {
    std::uint32_t signal = 0;
    std::vector<LinkRule> rules;  // one of them must hold
  };
  std::vector<LinkSignal> link_signals;
};

}  // namespace postgate

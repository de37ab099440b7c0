// The rule model: what a pattern pack says, after reading and before compiling.
// Plain data, built by pack/loader.h, immutable afterwards, any thread may read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/entry.h"
#include "pack/link_condition.h"
#include "text/fold.h"

namespace postgate {

// Chinese and English wording of the same thing; either may be empty.
struct LocalText {
  std::string zh;
  std::string en;
};

enum class Action : std::uint8_t { kNone = 0, kAllow = 1, kFlag = 2, kHold = 3, kBlock = 4 };
enum class Scope : std::uint8_t { kClause, kSentence, kField, kPost };
// Which fields of a post a signal is looked for in, one bit for each POSTGATE_ROLE_*.
using FieldRoles = std::uint32_t;
inline constexpr std::array<std::string_view, 6> kRoleNames = {"body", "title",  "link",
                                                               "alt",  "author", "tag"};
inline constexpr FieldRoles kAllRoles = (1U << kRoleNames.size()) - 1;
constexpr FieldRoles role_bit(std::uint32_t role) { return 1U << role; }
// Which view the regexes of a signal see; words are always squeezed, except raw.
enum class RegexView : std::uint8_t { kText, kSqueezed, kRaw };

struct Near {
  std::vector<Entry> words;
  std::uint32_t within = 12;  // characters of the squeezed view between the two, either side
};

// The words of a text weigh so much that it counts.
struct Evidence {
  std::uint32_t list = 0;  // index into Pack::evidence_lists
  double at_least = 0;
};

struct Signal {
  std::string id;
  SourceRef at;
  std::vector<Entry> words;  // words and the lines of words_file
  std::vector<Entry> regexes;
  std::vector<Entry> detectors;      // names; checked against link/detector.h by the engine
  std::vector<LinkCondition> links;  // one of them must hold
  std::vector<Entry> except;         // phrases that cover and cancel a hit; with except_file
  std::optional<Near> near;
  std::optional<Evidence> evidence;
  RegexView view = RegexView::kText;
  FoldSet extra_folds = 0;  // subset of kExtraFolds
  bool raw = false;         // folds = ["raw"]: words and regexes see the text as written
  std::string prefer;       // what may be written in place of a hit; empty: nothing
  bool weak_alone = false;  // a weakly folded hit counts without a second signal
  std::uint32_t gap = 3;    // separators allowed between two characters of a word
  FieldRoles fields = kAllRoles;
};

struct Rule {
  std::string id;
  SourceRef at;
  std::uint32_t category = 0;  // index into Pack::categories
  Action action = Action::kHold;
  std::uint8_t grade = 2;  // 1 most serious .. 4
  LocalText title;
  LocalText hint;
  // Indices into Pack::signals. A rule with words of its own has them as a signal
  // of the same id, listed in `all`.
  std::vector<std::uint32_t> all;
  std::vector<std::uint32_t> any;
  std::vector<std::uint32_t> none;
  Scope within = Scope::kClause;
  Scope none_within = Scope::kClause;  // where `none` is looked for; never narrower than within
  std::uint32_t at_least = 1;          // so many different signals of `any`
  bool order = false;                  // the signals of `all` stand one after the other, as written
  std::optional<std::uint32_t>
      distance;           // at most so many characters of the squeezed view from one to the next
  bool fallback = false;  // counts only where no other rule of the pack stops the post
  std::optional<double> score;
  std::vector<Entry> examples;
  std::vector<Entry> counters;
  std::vector<Entry> also;  // rules of the pack that may find its examples and counterexamples, too
  std::string digest;       // of all it says, see pack/rule_digest.h
};

struct Clause {
  std::string document;
  std::string text;
  std::string url;
  bool verified = false;
};

struct Category {
  std::string id;
  SourceRef at;
  LocalText title;
  Clause clause;
  std::optional<double> score_cap;  // of all its rules together
};

// A case of cases/*.toml: one post, the action it must get, rules that must be
// among its findings (when given, exactly these).
struct Case {
  SourceRef at;
  std::string title;
  std::string text;
  std::string profile = "standard";
  Action action = Action::kNone;
  std::vector<Entry> rules;
  bool rules_given = false;
};

// How a profile changes what rules ask for. Built-in profiles are in policy/profile.h;
// a pack may add or replace one.
struct ProfileChange {
  std::string category;    // empty: all
  std::uint8_t grade = 0;  // 0: all
  Action action = Action::kNone;
};
struct Profile {
  std::string id;
  SourceRef at;
  std::vector<ProfileChange> changes;  // the last that fits wins
  Action at_least = Action::kNone;     // findings get no less than this
  Action at_most = Action::kBlock;     // ... and no more than this; wins over at_least
  double flag_score = 0;               // 0: off
  double hold_score = 0;
  double block_score = 0;
};

// A rule of a pack before this one that this pack switches off or lowers.
struct Override {
  SourceRef at;
  std::string pack;
  std::string rule;
  Action action = Action::kAllow;  // the most the rule may ask for; kAllow: switched off
  std::string reason;              // shown with every verdict that it changes
};

// A list of lists/ that a detector reads: detect = ["domain:lists/x.txt"] or ["filter:lists/x.txt"].
struct LinkList {
  std::string path;
  std::uint32_t file = 0;  // index into Pack::files
  std::string_view bytes;  // of the pack's source; gone once the pack is compiled
};

// A list of lists/ with words and weights: evidence = { list = "lists/x.txt", at_least = 2.5 }.
struct EvidenceList {
  static constexpr std::size_t kLongestWord = 4;     // symbols
  static constexpr std::size_t kMostWords = 20'000;  // with the heaviest weights their sum fits in 31 bits
  struct Word {
    std::u16string symbols;
    double weight;
  };
  std::string path;
  double bias = 0;  // what a text weighs without any of the words
  std::vector<Word> words;
};

struct PackFile {
  std::string path;  // relative to the pack, '/' separated
  std::string bytes;
};

struct Pack {
  std::string name;
  std::uint64_t version = 0;
  std::string release;
  std::string expires;  // YYYY-MM-DD, empty if not given
  std::string requires_engine;
  LocalText title;
  std::string digest;                // "sha256:" + hex over paths and contents in path order
  std::string date;                  // of the release, from a pack file; else empty
  std::string key_id;                // who signed the pack file; empty if nobody did
  bool from_file = false;            // it came as a pack file
  bool built_in = false;             // it came with the library
  std::vector<std::string> retired;  // rule ids that must not come back
  std::vector<Category> categories;
  std::vector<Signal> signals;
  std::vector<Rule> rules;
  std::vector<LinkList> link_lists;          // that signals name, each once
  std::vector<EvidenceList> evidence_lists;  // likewise
  std::vector<Case> cases;
  std::vector<Profile> profiles;
  std::vector<Override> overrides;
  std::vector<std::string> files;  // SourceRef::file points here
};

// The file of a place in the pack; empty if it has none.
inline std::string_view file_of(const Pack& pack, SourceRef at) {
  return at.file < pack.files.size() ? std::string_view(pack.files[at.file]) : std::string_view();
}

}  // namespace postgate

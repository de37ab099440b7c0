// FieldScan: one field of a post on its way through the matchers. match() is the quick pass
// every field takes; resolve() is for fields whose hits could make a rule fire: it finds exact
// spans, checks words, exceptions and neighbours. Buffers are reused; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/deadline.h"
#include "base/inline.h"
#include "base/result.h"
#include "engine/compiled.h"
#include "engine/post_link.h"
#include "link/detector.h"
#include "link/found_link.h"
#include "link/resolver.h"
#include "match/pattern_db.h"
#include "policy/finding.h"
#include "policy/signal_hit.h"
#include "policy/signal_set.h"
#include "text/boundary.h"
#include "text/field_text.h"

namespace postgate {

// Why a field was not looked at as a whole; bits as in POSTGATE_INCOMPLETE_*.
inline constexpr std::uint32_t kIncompleteHits = 1;
inline constexpr std::uint32_t kIncompleteDeadline = 2;
inline constexpr std::uint32_t kIncompleteMatcher = 4;
inline constexpr std::uint32_t kIncompleteStructure = 8;

class FieldScan {
 public:
  // Sizes the buffers for a ruleset; call again when it changes.
  void bind(const Compiled& compiled, std::uint32_t max_hits);

  // Runs the views of the folded field and the detectors, and adds what was seen to `seen`. `hidden` are
  // stretches of the raw text that its structure hides from readers. Views whose hits would need a witness
  // are run only where there is one, here or `elsewhere` in the post. `text` is borrowed until the next
  // match(); it must still hold the field when resolve() comes.
  Result<void> match(FieldText& text, const std::vector<Range>& hidden, const Deadline& deadline,
                     Scratch& scratch, const SignalSet& elsewhere, SignalSet& seen,
                     std::uint32_t& incomplete);

  // Whether the last match() left a view out, and whether some view that may be left out is not, once
  // `seen` is known.
  [[nodiscard]] bool left_something_out() const;
  [[nodiscard]] bool wants_another_look(const SignalSet& seen) const;
  // Makes match() run everything that can find something, as a trace wants to show.
  void look_everywhere(bool always) { everywhere_ = always; }
  // Makes match() find signals of rules, too, that cannot fire with what the field has by itself: what one
  // field lacks another may have. So does looking everywhere.
  void look_for_everything(bool always) { everything_ = always || everywhere_; }

  // Of the field of the last match().
  [[nodiscard]] std::string_view raw() const { return text_->raw(); }

  // After match() of a post of one field: the regexes of signals that can only guard against rules, of those
  // that are `relevant` now.
  Result<void> match_guards(const SignalSet& relevant, const Deadline& deadline, Scratch& scratch,
                            std::uint32_t& incomplete);

  // For the field of the last match(): confirmed hits of the `relevant` signals. `trace` may be nullptr.
  Result<void> resolve(std::uint32_t field, std::uint32_t role, const SignalSet& relevant, HitBook& book,
                       std::vector<TraceStep>* trace, std::uint32_t& incomplete);

  // Matcher hits of the last match().
  [[nodiscard]] std::uint64_t hit_count() const {
    std::uint64_t count = detected_.size();
    for (const HitList& list : hits_) count += list.hits().size();
    return count;
  }

  // The text that stands for the link whose target is resolved next; empty for other texts.
  void set_claim(std::string_view text) { claim_ = text; }

  // Whom to ask about short links, and where to keep what was answered; both may be nullptr.
  void set_resolving(Resolving* resolving, std::vector<PostLink>* resolved) {
    resolving_ = resolving;
    resolved_ = resolved;
  }

 private:
  struct Mark {
    std::uint32_t signal;
    Range squeezed;
  };
  // As written, text and squeezed; they come first.
  static constexpr std::size_t kPlainViews = 3;
  using Doors = std::array<std::uint32_t, kPlainViews>;  // databases by view, one bit each

  Result<void> scan_database(std::size_t number, std::size_t group, const Deadline& deadline,
                             Scratch& scratch);
  void note_seen(std::size_t number, std::size_t from, SignalSet& seen);
  void see(std::uint32_t signal, SignalSet& set) const;
  [[nodiscard]] std::string_view view_bytes(const CompiledView& view);
  [[nodiscard]] Range to_text(const CompiledView& view, Range found) const;
  POSTGATE_INLINE void match_words(SignalSet& seen);
  POSTGATE_INLINE Result<void> match_regexes(const Deadline& deadline, Scratch& scratch, SignalSet& seen,
                                             std::uint32_t& incomplete);
  Result<void> open_doors(const Doors& open, const Deadline& deadline, Scratch& scratch,
                          std::uint32_t& incomplete);
  void find_possible(const SignalSet& seen);
  [[nodiscard]] bool is_possible(std::uint32_t signal) const;
  [[nodiscard]] bool helps(std::uint32_t signal);
  [[nodiscard]] bool is_wanted(std::uint32_t signal);
  void close_unwanted();
  [[nodiscard]] bool holds_repeats();
  [[nodiscard]] bool calls_for(const CompiledView& view, const SignalSet& seen);
  [[nodiscard]] std::uint64_t wanted_views(const SignalSet& seen);
  [[nodiscard]] DetectorSet able_detectors(bool hides) const;
  [[nodiscard]] DetectorSet wanted_detectors();
  Result<void> match_extra_views(const Deadline& deadline, const SignalSet& elsewhere, SignalSet& seen,
                                 std::uint32_t& incomplete);
  Result<void> match_detectors(const std::vector<Range>& hidden, const Deadline& deadline, SignalSet& seen);
  [[nodiscard]] static bool has_witness(const CompiledView& view, const SignalSet& seen);
  void add_word_hit(const CompiledView& view, const PatternUse& use, Range found, Range range, FoldSet folds);
  [[nodiscard]] bool stands_as_word(const CompiledView& view, Range found, Range range,
                                    std::uint32_t gap) const;
  [[nodiscard]] bool is_relevant(const CompiledView& view, const Pattern& pattern) const;
  void resolve_literal(const CompiledView& view, const Pattern& pattern, std::uint32_t end);
  Status resolve_regex(const CompiledView& view, const Pattern& pattern);
  void resolve_detected(const DetectorHit& hit);
  void match_evidence(SignalSet& seen);
  void resolve_evidence();
  void match_lists(SignalSet& seen);
  void resolve_listed(const link::ListedLink& found);
  Result<void> resolve_links();
  void add_candidate(std::uint32_t signal, Range text_range, FoldSet folds,
                     const std::string* word = nullptr);
  void add_raw_candidate(std::uint32_t signal, Range text_range, Range raw_bytes,
                         const std::string* word = nullptr);
  void accept_candidates(HitBook& book);
  [[nodiscard]] bool excepted(const SignalHit& hit) const;
  [[nodiscard]] bool near_enough(const SignalHit& hit) const;
  void trace(TraceKind kind, const SignalHit& hit);
  void note_broken_word(std::uint32_t length, SignalHit& hit) const;
  SignalHit make_hit(std::uint32_t signal, Range text_range, FoldSet folds) const;

  const Compiled* compiled_ = nullptr;
  FieldText* text_ = nullptr;   // of the last match()
  std::vector<HitList> hits_;   // per view
  std::vector<bool> left_out_;  // per view: not run, for want of a witness
  bool has_extra_views_ = false;
  bool everywhere_ = false;
  bool everything_ = false;
  DetectorSet able_ = 0;               // detectors that may find something
  std::vector<std::uint32_t> doors_;   // regexes that may match
  std::vector<std::uint32_t> closed_;  // that may match but matter only once a rule could fire
  Doors opened_{};                     // databases that were run
  std::size_t word_hits_ = 0;          // of the squeezed view; the rest are those of its regexes
  SignalSet beside_;                   // signals that have a near word
  SignalSet lonely_;                   // signals that want one
  SignalSet possible_;                 // that may be found as they are written
  SignalSet helping_;                  // of those that were asked about, the ones that a rule can use,
  SignalSet useless_;                  // and the others
  std::optional<bool> repeats_;        // looked up when something asks
  std::vector<DetectorHit> detected_;
  std::vector<link::ListedLink> listed_;
  EvidenceTable::Notes evidence_;
  // of resolve():
  std::uint32_t field_ = 0;
  std::uint32_t role_ = 0;
  std::uint8_t source_ = kHitWord;  // of the hit that is being resolved
  const SignalSet* relevant_ = nullptr;
  std::vector<TraceStep>* trace_ = nullptr;
  Boundaries boundaries_;
  std::vector<FoundLink> links_;
  std::string_view claim_;
  Resolving* resolving_ = nullptr;
  std::vector<PostLink>* resolved_ = nullptr;
  std::vector<SignalHit> candidates_;
  std::vector<Mark> excepts_;
  std::vector<std::uint32_t>
      except_reach_;  // per except the furthest end of it and those before, same signal
  std::vector<Mark> nears_;
};

}  // namespace postgate

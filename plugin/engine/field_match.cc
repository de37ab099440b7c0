// FieldScan::match(): the quick pass of one field through every view, the detectors and the lists.
#include <algorithm>
#include <optional>
#include <tuple>

#include "engine/extra_folds.h"
#include "engine/field_scan.h"
#include "engine/scan_unit.h"
#include "policy/confirm.h"
#include "policy/evaluate.h"

namespace postgate {

namespace {

// Folding and pictures that become words make a text longer; positions are 31 bits.
constexpr std::size_t kLongestExtraText = 200'000'000;

// Whether two of the same character may stand together, so that undoing repeats may find something. Beyond
// the basic plane a character is two symbols, and the second halves tell enough.
bool may_repeat(std::u16string_view symbols) {
  for (std::size_t i = 1; i < symbols.size(); ++i) {
    if (symbols[i] == symbols[i - 1]) return true;
    const bool second_half = symbols[i] >= 0xDC00 && symbols[i] <= 0xDFFF;
    if (second_half && i >= 3 && symbols[i] == symbols[i - 2]) return true;
  }
  return false;
}

}  // namespace

Result<void> FieldScan::match(FieldText& text, const std::vector<Range>& hidden, const Deadline& deadline,
                              Scratch& scratch, const SignalSet& elsewhere, SignalSet& seen,
                              std::uint32_t& incomplete) {
  text_ = &text;
  if (Result<void> done = match_plain_views(deadline, scratch, seen, incomplete); !done.ok()) return done;
  listed_.clear();
  if (!compiled_->lists.empty()) match_lists(seen);
  detected_.clear();
  if (compiled_->detectors != 0) {
    if (Result<void> done = match_detectors(hidden, deadline, seen); !done.ok()) return done;
  }
  if (!has_extra_views_) return {};
  return match_extra_views(deadline, scratch, elsewhere, seen, incomplete);
}

Result<void> FieldScan::match_plain_views(const Deadline& deadline, Scratch& scratch, SignalSet& seen,
                                          std::uint32_t& incomplete) {
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const CompiledView& view = compiled_->views[i];
    hits_[i].clear();
    if (view.words.empty()) continue;
    view.words.scan(text_->symbols(), hits_[i]);
    if (hits_[i].size() > 0) note_seen(i, 0, seen);
  }
  const std::uint32_t open =
      compiled_->gates.open_views(*text_, hits_[compiled_->squeezed_view], late_marks_);
  for (std::size_t i = 0; i < hits_.size() && compiled_->views[i].kind != ViewKind::kExtra; ++i) {
    if ((open >> i & 1U) != 0) {
      const std::size_t before = hits_[i].size();
      if (Result<void> scanned = scan_database(i, deadline, scratch); !scanned.ok()) return scanned;
      note_seen(i, before, seen);
    }
    if (hits_[i].overflow()) incomplete |= kIncompleteHits;
    if (deadline.expired())
      return make_error(Status::kDeadline, "the time budget was used up while matching");
  }
  return {};
}

// Last, when it is known whether there is a witness.
Result<void> FieldScan::match_extra_views(const Deadline& deadline, Scratch& scratch,
                                          const SignalSet& elsewhere, SignalSet& seen,
                                          std::uint32_t& incomplete) {
  std::optional<bool> repeats;  // looked up when a view asks
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const CompiledView& view = compiled_->views[i];
    if (view.kind != ViewKind::kExtra) continue;
    left_out_[i] = !everywhere_ && !has_witness(view, seen) && !has_witness(view, elsewhere);
    if (left_out_[i] && (view.extra & kFoldRepeat) != 0) {
      if (!repeats) repeats = may_repeat(text_->symbols());
      left_out_[i] = !*repeats;
    }
    if (left_out_[i]) continue;
    if (text_->raw().size() > kLongestExtraText) {
      return make_error(Status::kTooLarge, "the field is too long for the folds that the rules ask for");
    }
    if (Result<void> scanned = scan_database(i, deadline, scratch); !scanned.ok()) return scanned;
    note_seen(i, 0, seen);
    if (hits_[i].overflow()) incomplete |= kIncompleteHits;
    if (deadline.expired())
      return make_error(Status::kDeadline, "the time budget was used up while matching");
  }
  return {};
}

bool FieldScan::has_witness(const CompiledView& view, const SignalSet& seen) {
  if (view.witnesses.empty()) return true;
  return std::any_of(seen.members().begin(), seen.members().end(),
                     [&](std::uint32_t signal) { return view.witnesses[signal]; });
}

bool FieldScan::left_something_out() const {
  return std::find(left_out_.begin(), left_out_.end(), true) != left_out_.end();
}

bool FieldScan::wants_another_look(const SignalSet& seen) const {
  return std::any_of(compiled_->views.begin(), compiled_->views.end(), [&](const CompiledView& view) {
    return !view.witnesses.empty() && has_witness(view, seen);
  });
}

Result<void> FieldScan::match_detectors(const std::vector<Range>& hidden, const Deadline& deadline,
                                        SignalSet& seen) {
  const bool by_trait = (compiled_->detectors & ~kTraitDetectors) == 0;
  if (!by_trait || (text_->traits() & kDetectorTraits) != 0) {
    if (Result<void> viewed = text_->prepare_views(deadline); !viewed.ok()) return viewed;
    detect(*text_, compiled_->detectors, detected_);
  }
  if ((compiled_->detectors & detector_bit(Detector::kHiddenText)) != 0) {
    for (const Range& range : hidden) detected_.push_back({Detector::kHiddenText, true, range});
  }
  for (const DetectorHit& hit : detected_) {
    for (const std::uint32_t signal : compiled_->detector_signals[static_cast<std::size_t>(hit.detector)]) {
      seen.add(signal);
    }
    if ((detector_bit(hit.detector) & kLinkDetectors) == 0) continue;
    for (const Compiled::LinkSignal& asked : compiled_->link_signals) seen.add(asked.signal);
  }
  return {};
}

Result<void> FieldScan::scan_database(std::size_t number, const Deadline& deadline, Scratch& scratch) {
  const CompiledView& view = compiled_->views[number];
  if (view.kind != ViewKind::kRaw) {
    if (Result<void> viewed = text_->prepare_views(deadline); !viewed.ok()) return viewed;
  }
  const Status status = view.db.scan(view_bytes(view), scratch, hits_[number]);
  if (status != Status::kOk) return make_error(status, "the pattern matcher gave up");
  return {};
}

// The signals of a view's hits from number `from` on.
void FieldScan::note_seen(std::size_t number, std::size_t from, SignalSet& seen) const {
  const CompiledView& view = compiled_->views[number];
  const std::vector<PatternHit>& hits = hits_[number].hits();
  for (std::size_t i = from; i < hits.size(); ++i) {
    const Pattern& pattern = view.patterns[hits[i].id];
    for (std::uint32_t use = 0; use < pattern.use_count; ++use) {
      const PatternUse& found = view.uses[pattern.first_use + use];
      if (found.role == UseRole::kWord) seen.add(found.signal);
    }
  }
}

void FieldScan::match_lists(SignalSet& seen) {
  link::find_listed(*text_, compiled_->list_pointers, listed_);
  for (const link::ListedLink& found : listed_) {
    for (const std::uint32_t signal : compiled_->lists[found.list].signals) seen.add(signal);
  }
}

}  // namespace postgate

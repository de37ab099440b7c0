// FieldScan::match(): the quick pass of one field through every view, the detectors and the lists.
#include <algorithm>
#include <array>
#include <bit>

#include "engine/field_scan.h"
#include "link/finders.h"

namespace postgate {

namespace {

// Folding and pictures that become words make a text longer; positions are 31 bits.
constexpr std::size_t kLongestExtraText = 200'000'000;

// As written, text and squeezed; they come first.
constexpr std::size_t kPlainViews = 3;

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
  repeats_.reset();
  able_ = able_detectors(!hidden.empty());
  match_words(seen);
  if (Result<void> done = match_regexes(deadline, scratch, seen, incomplete); !done.ok()) return done;
  listed_.clear();
  detected_.clear();
  if (!compiled_->lists.empty() || able_ != 0) {
    doors_.clear();  // what the regexes find is known now
    find_wanted(seen);
    if (!compiled_->lists.empty()) match_lists(seen);
    if (Result<void> done = match_detectors(hidden, deadline, seen); !done.ok()) return done;
  }
  if (!has_extra_views_) return {};
  return match_extra_views(deadline, elsewhere, seen, incomplete);
}

void FieldScan::match_words(SignalSet& seen) {
  for (HitList& list : hits_) list.clear();
  beside_.clear();
  lonely_.clear();
  HitList& hits = hits_[compiled_->squeezed_view];
  compiled_->views[compiled_->squeezed_view].words.scan(text_->symbols(), hits);
  if (hits.size() == 0) return;
  note_seen(compiled_->squeezed_view, 0, seen);
  for (const std::uint32_t signal : lonely_.members()) see(signal, seen);
}

// Asks the gates which regexes may match, leaves out those that no rule can use, and runs the others.
Result<void> FieldScan::match_regexes(const Deadline& deadline, Scratch& scratch, SignalSet& seen,
                                      std::uint32_t& incomplete) {
  const RegexGates& gates = compiled_->gates;
  gates.ask(*text_, hits_[compiled_->squeezed_view], doors_);
  if (!doors_.empty()) {
    find_wanted(seen);
    drop_unwanted();
  }
  std::array<std::uint32_t, kPlainViews> open{};  // databases by view, one bit each
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = compiled_->always_open >> i & 1U;
  for (const std::uint32_t door : doors_) open[gates.doors()[door].view] |= 1U << gates.doors()[door].group;
  for (std::size_t i = 0; i < hits_.size() && compiled_->views[i].kind != ViewKind::kExtra; ++i) {
    const std::size_t before = hits_[i].size();
    for (std::uint32_t left = open[i]; left != 0; left &= left - 1) {
      const auto group = static_cast<std::size_t>(std::countr_zero(left));
      if (Result<void> scanned = scan_database(i, group, deadline, scratch); !scanned.ok()) return scanned;
    }
    if ((open[i] & (open[i] - 1)) != 0) hits_[i].sort_from(before);
    if (open[i] != 0) note_seen(i, before, seen);
    if (hits_[i].overflow()) incomplete |= kIncompleteHits;
    if (deadline.expired())
      return make_error(Status::kDeadline, "the time budget was used up while matching");
  }
  return {};
}

// The detectors that may find something; `hides` if the structure of the text hides a part of it.
DetectorSet FieldScan::able_detectors(bool hides) const {
  if (compiled_->detectors == 0) return 0;  // the digits of the text need not be counted
  DetectorSet able = possible_detectors(text_->traits());
  if (hides) able |= detector_bit(Detector::kHiddenText);
  return able & compiled_->detectors;
}

// Makes `wanted_` the signals of rules that can still fire: with what was seen, what the regexes of `doors_`
// may find, and what comes after them.
void FieldScan::find_wanted(const SignalSet& seen) {
  if (everything_) return;
  const MatchPlan& plan = compiled_->plan;
  possible_.clear();
  wanted_.clear();
  for (const std::uint32_t signal : seen.members()) possible_.add(signal);
  for (const std::uint32_t signal : plan.always) see(signal, possible_);
  for (const std::uint32_t door : doors_) {
    for (const std::uint32_t signal : compiled_->gates.doors()[door].signals) see(signal, possible_);
  }
  for (const CompiledList& list : compiled_->lists) {
    for (const std::uint32_t signal : list.signals) see(signal, possible_);
  }
  for (DetectorSet left = able_; left != 0; left &= left - 1) {
    for (const std::uint32_t signal :
         compiled_->detector_signals[static_cast<std::size_t>(std::countr_zero(left))])
      see(signal, possible_);
  }
  if ((able_ & kLinkDetectors) != 0) {
    for (const Compiled::LinkSignal& asked : compiled_->link_signals) see(asked.signal, possible_);
  }
  if (has_extra_views_) add_extra_signals();
  plan.needs.add_wanted(possible_, wanted_);
}

// The signals of the extra views that will be run; they may be witnesses for others.
void FieldScan::add_extra_signals() {
  const std::vector<std::vector<std::uint32_t>>& extra = compiled_->plan.extra;
  for (std::size_t before = 0; before != possible_.members().size();) {
    before = possible_.members().size();
    for (std::size_t i = 0; i < extra.size(); ++i) {
      const CompiledView& view = compiled_->views[i];
      if (extra[i].empty() || !calls_for(view, possible_)) continue;
      for (const std::uint32_t signal : extra[i]) see(signal, possible_);
    }
  }
}

void FieldScan::drop_unwanted() {
  if (everything_) return;
  const auto unwanted = [&](std::uint32_t door) {
    return std::none_of(compiled_->gates.doors()[door].signals.begin(),
                        compiled_->gates.doors()[door].signals.end(),
                        [&](std::uint32_t signal) { return wanted_.has(signal); });
  };
  doors_.erase(std::remove_if(doors_.begin(), doors_.end(), unwanted), doors_.end());
}

// Whether an extra view may find something: there is a witness, or a repeat to undo.
bool FieldScan::calls_for(const CompiledView& view, const SignalSet& seen) {
  if (has_witness(view, seen)) return true;
  if ((view.extra & kFoldRepeat) == 0) return false;
  if (!repeats_) repeats_ = may_repeat(text_->symbols());
  return *repeats_;
}

// What counts only beside a near word is not seen where there is none.
void FieldScan::see(std::uint32_t signal, SignalSet& set) const {
  if (everywhere_ || !compiled_->plan.near[signal] || beside_.has(signal)) set.add(signal);
}

// Last, when it is known whether there is a witness.
Result<void> FieldScan::match_extra_views(const Deadline& deadline, const SignalSet& elsewhere,
                                          SignalSet& seen, std::uint32_t& incomplete) {
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const CompiledView& view = compiled_->views[i];
    if (view.kind != ViewKind::kExtra) continue;
    left_out_[i] = !everywhere_ && !has_witness(view, elsewhere) && !calls_for(view, seen);
    if (left_out_[i]) continue;
    if (text_->raw().size() > kLongestExtraText) {
      return make_error(Status::kTooLarge, "the field is too long for the folds that the rules ask for");
    }
    if (text_->extra_reads_text(view.extra)) {
      if (Result<void> viewed = text_->prepare_views(deadline); !viewed.ok()) return viewed;
    }
    view.words.scan(text_->extra_view(view.extra), hits_[i]);
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

// The detectors that some signal asks for that is wanted still.
DetectorSet FieldScan::wanted_detectors() const {
  if (everything_) return compiled_->detectors;
  DetectorSet detectors = 0;
  const auto is_wanted = [&](std::uint32_t signal) { return wanted_.has(signal); };
  for (DetectorSet left = compiled_->detectors; left != 0; left &= left - 1) {
    const auto number = static_cast<std::size_t>(std::countr_zero(left));
    const std::vector<std::uint32_t>& signals = compiled_->detector_signals[number];
    if (std::any_of(signals.begin(), signals.end(), is_wanted)) detectors |= DetectorSet{1} << number;
  }
  const auto asks = [&](const Compiled::LinkSignal& asked) { return wanted_.has(asked.signal); };
  if (std::any_of(compiled_->link_signals.begin(), compiled_->link_signals.end(), asks))
    detectors |= kLinkDetectors & compiled_->detectors;
  return detectors;
}

Result<void> FieldScan::match_detectors(const std::vector<Range>& hidden, const Deadline& deadline,
                                        SignalSet& seen) {
  const DetectorSet wanted = wanted_detectors();
  if ((wanted & able_) != 0) {
    if (Result<void> viewed = text_->prepare_views(deadline); !viewed.ok()) return viewed;
    detect(*text_, wanted, detected_);
  }
  if (link::wants(wanted, Detector::kHiddenText)) {
    for (const Range& range : hidden) detected_.push_back({Detector::kHiddenText, true, range});
  }
  for (const DetectorHit& hit : detected_) {
    for (const std::uint32_t signal : compiled_->detector_signals[static_cast<std::size_t>(hit.detector)]) {
      see(signal, seen);
    }
    if ((detector_bit(hit.detector) & kLinkDetectors) == 0) continue;
    for (const Compiled::LinkSignal& asked : compiled_->link_signals) see(asked.signal, seen);
  }
  return {};
}

Result<void> FieldScan::scan_database(std::size_t number, std::size_t group, const Deadline& deadline,
                                      Scratch& scratch) {
  const CompiledView& view = compiled_->views[number];
  if (view.kind != ViewKind::kRaw) {
    if (Result<void> viewed = text_->prepare_views(deadline); !viewed.ok()) return viewed;
  }
  const Status status = view.databases[group].scan(view_bytes(view), scratch, hits_[number]);
  if (status != Status::kOk) return make_error(status, "the pattern matcher gave up");
  return {};
}

// The signals of a view's hits from number `from` on.
void FieldScan::note_seen(std::size_t number, std::size_t from, SignalSet& seen) {
  const CompiledView& view = compiled_->views[number];
  const std::vector<PatternHit>& hits = hits_[number].hits();
  for (std::size_t i = from; i < hits.size(); ++i) {
    const Pattern& pattern = view.patterns[hits[i].id];
    for (std::uint32_t use = 0; use < pattern.use_count; ++use) {
      const PatternUse& found = view.uses[pattern.first_use + use];
      if (found.role == UseRole::kExcept) continue;
      if (found.role == UseRole::kNear) {
        beside_.add(found.signal);
      } else if (number == compiled_->squeezed_view && pattern.regex < 0 &&
                 compiled_->plan.near[found.signal]) {
        lonely_.add(found.signal);  // its near word may come yet
      } else {
        see(found.signal, seen);
      }
    }
  }
}

void FieldScan::match_lists(SignalSet& seen) {
  const auto is_wanted = [&](std::uint32_t signal) { return everything_ || wanted_.has(signal); };
  const auto asks = [&](const CompiledList& list) {
    return std::any_of(list.signals.begin(), list.signals.end(), is_wanted);
  };
  if (std::none_of(compiled_->lists.begin(), compiled_->lists.end(), asks)) return;
  link::find_listed(*text_, compiled_->list_pointers, listed_);
  for (const link::ListedLink& found : listed_) {
    for (const std::uint32_t signal : compiled_->lists[found.list].signals) see(signal, seen);
  }
}

}  // namespace postgate

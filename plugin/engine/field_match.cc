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

// Whether there is a second line whose beginning may be read after that of the first.
bool has_lines(std::string_view raw) {
  if (raw.find_first_of("\n\r\v\f") != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 3> kWide = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
  return std::any_of(kWide.begin(), kWide.end(),
                     [raw](std::string_view end) { return raw.find(end) != std::string_view::npos; });
}

}  // namespace

Result<void> FieldScan::match(FieldText& text, const std::vector<Range>& hidden, const Deadline& deadline,
                              Scratch& scratch, const SignalSet& elsewhere, SignalSet& seen,
                              std::uint32_t& incomplete) {
  text_ = &text;
  repeats_.reset();
  able_ = able_detectors(!hidden.empty());
  match_words(seen);
  match_evidence(seen);
  if (Result<void> done = match_regexes(deadline, scratch, seen, incomplete); !done.ok()) return done;
  listed_.clear();
  detected_.clear();
  if (!compiled_->lists.empty() || able_ != 0) {
    doors_.clear();  // what the regexes find is known now
    if (!everything_) find_possible(seen);
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
  word_hits_ = 0;
  HitList& hits = hits_[compiled_->squeezed_view];
  compiled_->views[compiled_->squeezed_view].words.scan(text_->symbols(), hits);
  word_hits_ = hits.size();
  if (hits.size() == 0) return;
  note_seen(compiled_->squeezed_view, 0, seen);
  for (const std::uint32_t signal : lonely_.members()) see(signal, seen);
}

void FieldScan::match_evidence(SignalSet& seen) {
  if (compiled_->evidence.empty()) return;
  compiled_->evidence.weigh(text_->symbols(), evidence_);
  for (const EvidenceSignal& asked : compiled_->evidence_signals) {
    if (evidence_.sums[asked.list] >= asked.at_least) see(asked.signal, seen);
  }
}

// Asks the gates which regexes may match, leaves out those that no rule can use, and runs the others.
Result<void> FieldScan::match_regexes(const Deadline& deadline, Scratch& scratch, SignalSet& seen,
                                      std::uint32_t& incomplete) {
  const RegexGates& gates = compiled_->gates;
  gates.ask(*text_, hits_[compiled_->squeezed_view], doors_);
  closed_.clear();
  if (!doors_.empty() && !everything_) {
    find_possible(seen);
    close_unwanted();
  }
  for (std::size_t i = 0; i < opened_.size(); ++i) opened_[i] = compiled_->always_open >> i & 1U;
  for (const std::uint32_t door : doors_)
    opened_[gates.doors()[door].view] |= 1U << gates.doors()[door].group;
  if (Result<void> opened = open_doors(opened_, deadline, scratch, incomplete); !opened.ok()) return opened;
  for (std::size_t i = 0; i < opened_.size(); ++i) {
    if (opened_[i] != 0) note_seen(i, i == compiled_->squeezed_view ? word_hits_ : 0, seen);
  }
  if (hits_[compiled_->squeezed_view].overflow()) incomplete |= kIncompleteHits;
  if (deadline.expired()) return make_error(Status::kDeadline, "the time budget was used up while matching");
  return {};
}

Result<void> FieldScan::open_doors(const Doors& open, const Deadline& deadline, Scratch& scratch,
                                   std::uint32_t& incomplete) {
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (open[i] == 0) continue;
    for (std::uint32_t left = open[i]; left != 0; left &= left - 1) {
      const auto group = static_cast<std::size_t>(std::countr_zero(left));
      if (Result<void> scanned = scan_database(i, group, deadline, scratch); !scanned.ok()) return scanned;
    }
    if ((opened_[i] & (opened_[i] - 1)) != 0)
      hits_[i].sort_from(i == compiled_->squeezed_view ? word_hits_ : 0);
    if (hits_[i].overflow()) incomplete |= kIncompleteHits;
    if (deadline.expired())
      return make_error(Status::kDeadline, "the time budget was used up while matching");
  }
  return {};
}

Result<void> FieldScan::match_guards(const SignalSet& relevant, const Deadline& deadline, Scratch& scratch,
                                     std::uint32_t& incomplete) {
  Doors open{};
  for (const std::uint32_t number : closed_) {
    const RegexGates::Door& door = compiled_->gates.doors()[number];
    const auto is_relevant = [&](std::uint32_t signal) { return relevant.has(signal); };
    if (std::any_of(door.signals.begin(), door.signals.end(), is_relevant))
      open[door.view] |= 1U << door.group;
  }
  closed_.clear();
  for (std::size_t i = 0; i < open.size(); ++i) {
    open[i] &= ~opened_[i];
    opened_[i] |= open[i];
  }
  return open_doors(open, deadline, scratch, incomplete);
}

// The detectors that may find something; `hides` if the structure of the text hides a part of it.
DetectorSet FieldScan::able_detectors(bool hides) const {
  if (compiled_->detectors == 0) return 0;  // the digits of the text need not be counted
  DetectorSet able = possible_detectors(text_->traits());
  if (hides) able |= detector_bit(Detector::kHiddenText);
  return able & compiled_->detectors;
}

// Makes `possible_` the signals that may be found as they are written: what was seen, what the regexes of
// `doors_` may find, and what comes after them.
void FieldScan::find_possible(const SignalSet& seen) {
  possible_.clear();
  helping_.clear();
  useless_.clear();
  for (const std::uint32_t signal : seen.members()) possible_.add(signal);
  for (const std::uint32_t signal : compiled_->plan.always) see(signal, possible_);
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
}

// In an extra view it may be found in any text.
bool FieldScan::is_possible(std::uint32_t signal) const {
  return possible_.has(signal) || compiled_->plan.is_extra[signal];
}

// Whether some rule can fire that is made of the signal.
bool FieldScan::helps(std::uint32_t signal) {
  if (helping_.has(signal)) return true;
  if (useless_.has(signal)) return false;
  const bool used =
      compiled_->plan.needs.helps(signal, [&](std::uint32_t each) { return is_possible(each); });
  (used ? helping_ : useless_).add(signal);
  return used;
}

// The same, or that is guarded by it.
bool FieldScan::is_wanted(std::uint32_t signal) {
  return helps(signal) ||
         compiled_->plan.needs.guards(signal, [&](std::uint32_t each) { return is_possible(each); });
}

// Leaves the regexes that some rule needs to fire, and puts aside those that may keep it from that.
void FieldScan::close_unwanted() {
  const RuleNeeds& needs = compiled_->plan.needs;
  auto kept = doors_.begin();
  for (const std::uint32_t door : doors_) {
    const std::vector<std::uint32_t>& signals = compiled_->gates.doors()[door].signals;
    if (std::any_of(signals.begin(), signals.end(), [&](std::uint32_t signal) { return helps(signal); })) {
      *kept++ = door;
    } else if (std::any_of(signals.begin(), signals.end(),
                           [&](std::uint32_t signal) { return needs.is_guard(signal); })) {
      closed_.push_back(door);
    }
  }
  doors_.erase(kept, doors_.end());
}

bool FieldScan::holds_repeats() {
  if (!repeats_) repeats_ = may_repeat(text_->symbols());
  return *repeats_;
}

// Whether an extra view may find something: there is a witness, or a repeat to undo.
bool FieldScan::calls_for(const CompiledView& view, const SignalSet& seen) {
  return has_witness(view, seen) || ((view.extra & kFoldRepeat) != 0 && holds_repeats());
}

// The extra views, one bit each by their place among them, that may find a signal of a rule that can fire.
// What they find by weak folds alone does not make it fire; repeats are no weak fold.
std::uint64_t FieldScan::wanted_views(const SignalSet& seen) {
  const MatchPlan& plan = compiled_->plan;
  const auto is_seen = [&](std::uint32_t signal) { return seen.has(signal); };
  const auto has = [&](std::uint32_t signal) { return seen.has(signal) || plan.is_extra[signal]; };
  std::uint64_t views = 0;
  const auto note = [&](std::uint32_t rule) {
    if ((plan.rule_views[rule] & ~views) == 0) return;
    if (plan.fires_weak[rule] || plan.needs.has_part(rule, is_seen) || holds_repeats())
      views |= plan.rule_views[rule];
  };
  for (const std::uint32_t signal : seen.members()) plan.needs.each_rule_by(signal, has, note);
  for (const std::uint32_t signal : plan.extra) {
    if (!seen.has(signal)) plan.needs.each_rule_by(signal, has, note);
  }
  return views;
}

// What counts only beside a near word is not seen where there is none.
void FieldScan::see(std::uint32_t signal, SignalSet& set) const {
  if (everywhere_ || !compiled_->plan.near[signal] || beside_.has(signal)) set.add(signal);
}

// Last, when it is known whether there is a witness.
Result<void> FieldScan::match_extra_views(const Deadline& deadline, const SignalSet& elsewhere,
                                          SignalSet& seen, std::uint32_t& incomplete) {
  std::uint64_t wanted = everything_ ? ~std::uint64_t{0} : wanted_views(seen);
  for (std::size_t i = 0; i < hits_.size() && wanted != 0; ++i) {
    const CompiledView& view = compiled_->views[i];
    if (view.kind != ViewKind::kExtra) continue;
    const bool is_wanted = (wanted & 1U) != 0;
    wanted >>= 1U;
    if (!is_wanted) continue;
    left_out_[i] = everything_ && !everywhere_ && !has_witness(view, elsewhere) && !calls_for(view, seen);
    if (left_out_[i]) continue;
    if ((view.extra & kFoldOrder) != 0 && !has_lines(text_->raw())) continue;
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
DetectorSet FieldScan::wanted_detectors() {
  if (everything_) return compiled_->detectors;
  DetectorSet detectors = 0;
  const auto wants = [&](std::uint32_t signal) { return is_wanted(signal); };
  for (DetectorSet left = compiled_->detectors; left != 0; left &= left - 1) {
    const auto number = static_cast<std::size_t>(std::countr_zero(left));
    const std::vector<std::uint32_t>& signals = compiled_->detector_signals[number];
    if (std::any_of(signals.begin(), signals.end(), wants)) detectors |= DetectorSet{1} << number;
  }
  const auto asks = [&](const Compiled::LinkSignal& asked) { return is_wanted(asked.signal); };
  if (std::any_of(compiled_->link_signals.begin(), compiled_->link_signals.end(), asks))
    detectors |= kLinkDetectors & compiled_->detectors;
  return detectors;
}

Result<void> FieldScan::match_detectors(const std::vector<Range>& hidden, const Deadline& deadline,
                                        SignalSet& seen) {
  const DetectorSet wanted = wanted_detectors();
  if ((wanted & able_ & ~kRawDetectors) != 0) {
    if (Result<void> viewed = text_->prepare_views(deadline); !viewed.ok()) return viewed;
  }
  if ((wanted & able_) != 0) detect(*text_, wanted, detected_);
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
  const Sightings& sightings = compiled_->plan.sightings[number];
  const std::vector<PatternHit>& hits = hits_[number].hits();
  for (std::size_t i = from; i < hits.size(); ++i) {
    const std::uint32_t end = sightings.begins[hits[i].id + 1];
    for (std::uint32_t at = sightings.begins[hits[i].id]; at < end; ++at) {
      const Sightings::Sighting& found = sightings.list[at];
      if (found.kind == Sightings::kSeen) {
        see(found.signal, seen);
      } else {
        (found.kind == Sightings::kNear ? beside_ : lonely_).add(found.signal);
      }
    }
  }
}

void FieldScan::match_lists(SignalSet& seen) {
  const auto wants = [&](std::uint32_t signal) { return everything_ || is_wanted(signal); };
  const auto asks = [&](const CompiledList& list) {
    return std::any_of(list.signals.begin(), list.signals.end(), wants);
  };
  if (std::none_of(compiled_->lists.begin(), compiled_->lists.end(), asks)) return;
  link::find_listed(*text_, compiled_->list_pointers, listed_);
  for (const link::ListedLink& found : listed_) {
    for (const std::uint32_t signal : compiled_->lists[found.list].signals) see(signal, seen);
  }
}

}  // namespace postgate

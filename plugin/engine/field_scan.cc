#include "engine/field_scan.h"

#include <algorithm>
#include <tuple>

#include "engine/extra_folds.h"
#include "engine/scan_unit.h"
#include "policy/confirm.h"
#include "policy/evaluate.h"

namespace postgate {

namespace {

// Matches of one regex kept per field; a post that holds more is not fully looked at.
constexpr std::uint32_t kMostRegexMatches = 1024;
constexpr std::uint32_t kDefaultGap = 3;

// Where the line of the text view ends that the character before `at` is in.
std::uint32_t end_of_line(const FieldText& text, std::uint32_t at) {
  const std::size_t end = text.text().find('\n', text.map()[at].text_byte);
  while (at < text.text_length() && text.map()[at].text_byte < end) ++at;
  return at;
}

}  // namespace

void FieldScan::bind(const Compiled& compiled, std::uint32_t max_hits) {
  compiled_ = &compiled;
  hits_.assign(compiled.views.size(), HitList(max_hits));
  left_out_.assign(compiled.views.size(), false);
  for (SignalSet* const set : {&beside_, &lonely_, &possible_, &helping_, &useless_})
    set->resize(compiled.book.signals.size());
  doors_.reserve(compiled.gates.doors().size());
  closed_.reserve(compiled.gates.doors().size());
  has_extra_views_ = std::any_of(compiled.views.begin(), compiled.views.end(),
                                 [](const CompiledView& view) { return view.kind == ViewKind::kExtra; });
}

std::string_view FieldScan::view_bytes(const CompiledView& view) {
  switch (view.kind) {
    case ViewKind::kRaw:
      return text_->raw();
    case ViewKind::kText:
      return text_->text();
    case ViewKind::kSqueezed:
    case ViewKind::kExtra:  // has words only
      break;
  }
  return text_->squeezed();
}

Result<void> FieldScan::resolve(std::uint32_t field, std::uint32_t role, const SignalSet& relevant,
                                HitBook& book, std::vector<TraceStep>* trace, std::uint32_t& incomplete) {
  if (Result<void> mapped = text_->build_map(); !mapped.ok()) return mapped;
  field_ = field;
  role_ = role;
  relevant_ = &relevant;
  trace_ = trace;
  candidates_.clear();
  excepts_.clear();
  nears_.clear();
  find_boundaries(*text_, boundaries_);
  for (std::size_t i = 0; i < hits_.size(); ++i) {
    const CompiledView& view = compiled_->views[i];
    for (const PatternHit& hit : hits_[i].hits()) {
      const Pattern& pattern = view.patterns[hit.id];
      source_ = pattern.regex < 0 ? kHitWord : kHitRegex;
      if (pattern.regex < 0) {
        resolve_literal(view, pattern, hit.end);
        continue;
      }
      const Status status = resolve_regex(view, pattern);
      if (status == Status::kTooLarge) incomplete |= kIncompleteHits;
      if (status == Status::kMatcherLimit)
        return make_error(status, "a regex exceeded its memory: " + pattern.text);
    }
  }
  for (const DetectorHit& hit : detected_) resolve_detected(hit);
  for (const link::ListedLink& found : listed_) resolve_listed(found);
  if (!compiled_->evidence.empty()) resolve_evidence();
  if (Result<void> asked = resolve_links(); !asked.ok()) return asked;
  accept_candidates(book);
  return {};
}

Range FieldScan::to_text(const CompiledView& view, Range found) const {
  switch (view.kind) {
    case ViewKind::kRaw:
      return text_->text_range_of_raw_bytes(found);
    case ViewKind::kText:
      return text_->text_range_of_text_bytes(found);
    case ViewKind::kSqueezed:
      return text_->text_range_of_squeezed_bytes(found);
    case ViewKind::kExtra:
      break;
  }
  return text_->text_range_of_extra(view.extra, found);
}

// In an extra view letters that are something else (an account) may stand right behind a syllable in letters;
// what ends with one is a word all the same.
bool FieldScan::stands_as_word(const CompiledView& view, Range found, Range range, std::uint32_t gap) const {
  if ((view.extra & kFoldOrder) != 0) return true;  // scattered over the beginnings of lines
  if (is_word_at(*text_, range, gap)) return true;
  if (view.kind != ViewKind::kExtra || (view.extra & kFoldHomophone) == 0 || found.end - found.begin < 2)
    return false;
  constexpr std::ptrdiff_t kTelling = 5;  // letters that are no word by chance
  const std::span<const ViewPlace> places = text_->extra_places(view.extra, found);
  const auto is_letter = [](const ViewPlace& place) {
    return place.codepoint >= 'a' && place.codepoint <= 'z';
  };
  const auto letters = std::count_if(places.begin(), places.end(), is_letter);
  const bool open_right = is_letter(places.back()) && !places.back().tail;
  if (!begins_a_word(*text_, range.begin) || open_right ||
      (letters < kTelling && letters == std::ssize(places)))
    return false;
  return has_narrow_gaps(*text_, range, gap);
}

bool FieldScan::is_relevant(const CompiledView& view, const Pattern& pattern) const {
  const auto first = view.uses.begin() + pattern.first_use;
  return std::any_of(first, first + pattern.use_count,
                     [&](const PatternUse& use) { return relevant_->has(use.signal); });
}

void FieldScan::resolve_literal(const CompiledView& view, const Pattern& pattern, std::uint32_t end) {
  if (!is_relevant(view, pattern)) return;
  const Range found = {end - pattern.length, end};
  const Range range =
      view.kind == ViewKind::kSqueezed ? text_->text_range_of_symbols(found) : to_text(view, found);
  for (std::uint32_t i = 0; i < pattern.use_count; ++i) {
    const PatternUse& use = view.uses[pattern.first_use + i];
    if (!relevant_->has(use.signal)) continue;
    const Signal& signal = *compiled_->book.signals[use.signal].signal;
    const bool word = use.role == UseRole::kWord;
    const bool scattered = (view.extra & kFoldOrder) != 0;  // over the beginnings of lines
    const FoldSet folds = scattered ? FoldSet{0} : folds_in(*text_, range, true);
    if (!stands_as_word(view, found, range, word ? signal.gap : kDefaultGap)) {
      if (word && trace_ != nullptr) trace(TraceKind::kRefused, make_hit(use.signal, range, folds));
      continue;
    }
    if (word) {
      add_word_hit(view, use, found, range, folds);
    } else {
      const SignalHit hit = make_hit(use.signal, range, 0);
      (use.role == UseRole::kNear ? nears_ : excepts_).push_back({use.signal, hit.squeezed});
    }
  }
}

void FieldScan::add_word_hit(const CompiledView& view, const PatternUse& use, Range found, Range range,
                             FoldSet folds) {
  const std::string* const word = &compiled_->book.signals[use.signal].signal->words[use.word].text;
  if (view.kind == ViewKind::kRaw) {
    add_raw_candidate(use.signal, range, found, word);
    return;
  }
  FoldSet needed = use.folds;
  if (view.kind == ViewKind::kExtra) {
    const std::string& plain = view.plain[static_cast<std::size_t>(use.plain)];
    const auto extras = needed_extra_folds(text_->extra_places(view.extra, found), plain, view.extra);
    if (!extras) return;
    needed = static_cast<FoldSet>(needed | *extras | (view.extra & kFoldOrder));
    // The squeezed view has it already.
    if (needed == 0) return;
  }
  add_candidate(use.signal, range, static_cast<FoldSet>(folds | needed), word);
  // What is scattered over the beginnings of lines takes up the lines: what follows is near.
  if ((view.extra & kFoldOrder) != 0)
    candidates_.back().squeezed.end = text_->map()[end_of_line(*text_, range.end)].squeezed_index;
}

Status FieldScan::resolve_regex(const CompiledView& view, const Pattern& pattern) {
  if (!is_relevant(view, pattern)) return Status::kOk;
  const std::string_view bytes = view_bytes(view);
  const Regex& regex = compiled_->regexes[static_cast<std::size_t>(pattern.regex)];
  std::size_t from = 0;
  for (std::uint32_t count = 0; from < bytes.size(); ++count) {
    if (count == kMostRegexMatches) return Status::kTooLarge;
    std::size_t begin = 0;
    std::size_t end = 0;
    const Regex::Outcome outcome = regex.find(bytes, from, begin, end);
    if (outcome == Regex::Outcome::kLimit) return Status::kMatcherLimit;
    if (outcome == Regex::Outcome::kNoHit) return Status::kOk;
    const Range found = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    const Range range = to_text(view, found);
    const FoldSet folds = folds_in(*text_, range, view.kind == ViewKind::kSqueezed);
    for (std::uint32_t i = 0; i < pattern.use_count; ++i) {
      const std::uint32_t signal = view.uses[pattern.first_use + i].signal;
      if (view.kind == ViewKind::kRaw)
        add_raw_candidate(signal, range, found);
      else
        add_candidate(signal, range, folds);
    }
    from = std::max(end, begin + 1);
  }
  return Status::kOk;
}

void FieldScan::resolve_detected(const DetectorHit& hit) {
  const Range range =
      hit.on_raw ? text_->text_range_of_raw_bytes(hit.bytes) : text_->text_range_of_text_bytes(hit.bytes);
  const auto folds = static_cast<FoldSet>(folds_in(*text_, range, false) | hit.folds);
  source_ = static_cast<std::uint8_t>(kHitDetector + static_cast<unsigned>(hit.detector));
  for (const std::uint32_t signal : compiled_->detector_signals[static_cast<std::size_t>(hit.detector)]) {
    if (hit.on_raw)
      add_raw_candidate(signal, range, hit.bytes);
    else
      add_candidate(signal, range, folds);
  }
}

void FieldScan::resolve_listed(const link::ListedLink& found) {
  const Range range = text_->text_range_of_text_bytes(found.text);
  const FoldSet folds = folds_in(*text_, range, false);
  const CompiledList& list = compiled_->lists[found.list];
  source_ = static_cast<std::uint8_t>(kHitDetector + static_cast<unsigned>(Detector::kUrl));
  for (const std::uint32_t signal : list.signals) {
    if (!relevant_->has(signal)) continue;
    candidates_.push_back(make_hit(signal, range, folds));
    candidates_.back().list = &list.list->path();
    candidates_.back().entry = found.hit.entry;
    candidates_.back().line = found.hit.line;
  }
}

// The hit is the part of the field that speaks most for it.
void FieldScan::resolve_evidence() {
  source_ = kHitRegex;
  for (const EvidenceSignal& asked : compiled_->evidence_signals) {
    if (!relevant_->has(asked.signal) || evidence_.sums[asked.list] < asked.at_least) continue;
    const auto [begin, end] = compiled_->evidence.heaviest(text_->symbols(), asked.list, evidence_);
    if (begin == end) continue;  // it weighs so much without any word
    const Range range = text_->text_range_of_symbols({begin, end});
    add_candidate(asked.signal, range, folds_in(*text_, range, true));
  }
}

// What the signals ask of links; the links are read only for them.
Result<void> FieldScan::resolve_links() {
  const auto& signals = compiled_->link_signals;
  const bool wanted = std::any_of(signals.begin(), signals.end(), [&](const Compiled::LinkSignal& asked) {
    return relevant_->has(asked.signal);
  });
  if (!wanted) return {};
  links_.clear();
  if (Result<void> read = read_links(*text_, role_ == kRoleAlt, links_); !read.ok()) return read;
  if (Result<void> claims = note_claims(claim_, links_); !claims.ok()) return claims;
  for (FoundLink& link : links_) {
    if (resolving_ != nullptr) resolving_->resolve(link);
    if (!link.resolved.empty() && resolved_ != nullptr) resolved_->push_back({link, field_, role_, {}});
    const Range range = text_->text_range_of_raw_bytes(link.raw);
    for (const Compiled::LinkSignal& asked : signals) {
      if (!relevant_->has(asked.signal)) continue;
      for (const LinkRule& rule : asked.rules) {
        const LinkRule::Answer answer = rule.holds(link);
        if (answer == LinkRule::Answer::kLimit) {
          return make_error(Status::kMatcherLimit, "a regex about links exceeded its memory");
        }
        if (answer == LinkRule::Answer::kNo) continue;
        add_candidate(asked.signal, range, link.folds);
        break;
      }
    }
  }
  return {};
}

// What a word runs over. Where the first characters of lines make the word, the last line goes on in the next
// one.
void FieldScan::note_broken_word(std::uint32_t length, SignalHit& hit) const {
  if (hit.text.end <= hit.text.begin || hit.text.end > length) return;
  const auto last = [&](Range (Boundaries::*scope_at)(std::uint32_t, std::uint32_t) const,
                        std::uint32_t first) {
    const Range scope = (boundaries_.*scope_at)(hit.text.end - 1, length);
    const bool goes_on = scope.begin > first && (hit.folds & kFoldOrder) != 0 && scope.end < length;
    return goes_on ? scope.end : scope.begin;
  };
  hit.last_clause = last(&Boundaries::clause_at, hit.clause);
  hit.last_sentence = last(&Boundaries::sentence_at, hit.sentence);
}

SignalHit FieldScan::make_hit(std::uint32_t signal, Range text_range, FoldSet folds) const {
  SignalHit hit;
  hit.signal = signal;
  hit.field = field_;
  hit.role = role_;
  hit.text = text_range;
  hit.squeezed = {text_->map()[text_range.begin].squeezed_index, text_->map()[text_range.end].squeezed_index};
  const std::uint32_t length = text_->text_length();
  const std::uint32_t at = length == 0 ? 0 : std::min(text_range.begin, length - 1);
  hit.clause = boundaries_.clause_at(at, length).begin;
  hit.sentence = boundaries_.sentence_at(at, length).begin;
  hit.folds = folds;
  hit.raw = text_->raw_range(text_range);
  hit.source = source_;
  if (source_ == kHitWord) note_broken_word(length, hit);
  return hit;
}

void FieldScan::add_candidate(std::uint32_t signal, Range text_range, FoldSet folds,
                              const std::string* word) {
  if (!relevant_->has(signal)) return;
  candidates_.push_back(make_hit(signal, text_range, folds));
  candidates_.back().word = word;
}

// What was found in the raw view needed no fold, and may hold nothing but dropped characters.
void FieldScan::add_raw_candidate(std::uint32_t signal, Range text_range, Range raw_bytes,
                                  const std::string* word) {
  if (!relevant_->has(signal)) return;
  candidates_.push_back(make_hit(signal, text_range, 0));
  candidates_.back().word = word;
  candidates_.back().raw = raw_bytes;
}

void FieldScan::accept_candidates(HitBook& book) {
  const auto by_place = [](const Mark& a, const Mark& b) {
    return std::tie(a.signal, a.squeezed.begin, a.squeezed.end) <
           std::tie(b.signal, b.squeezed.begin, b.squeezed.end);
  };
  std::sort(excepts_.begin(), excepts_.end(), by_place);
  std::sort(nears_.begin(), nears_.end(), by_place);
  except_reach_.resize(excepts_.size());
  for (std::size_t i = 0; i < excepts_.size(); ++i) {
    const bool continues = i > 0 && excepts_[i - 1].signal == excepts_[i].signal;
    except_reach_[i] = std::max(excepts_[i].squeezed.end, continues ? except_reach_[i - 1] : 0U);
  }
  for (const SignalHit& hit : candidates_) {
    if ((compiled_->book.signals[hit.signal].signal->fields & role_bit(role_)) == 0) continue;
    if (excepted(hit)) {
      trace(TraceKind::kExcepted, hit);
    } else if (!near_enough(hit)) {
      trace(TraceKind::kNotNear, hit);
    } else {
      trace(TraceKind::kSignal, hit);
      book.add(hit);
    }
  }
}

// True if one phrase covers all of the hit: of those that begin at or before it, one reaches its end.
bool FieldScan::excepted(const SignalHit& hit) const {
  const auto after = std::partition_point(excepts_.begin(), excepts_.end(), [&](const Mark& mark) {
    return mark.signal < hit.signal ||
           (mark.signal == hit.signal && mark.squeezed.begin <= hit.squeezed.begin);
  });
  if (after == excepts_.begin() || std::prev(after)->signal != hit.signal) return false;
  const auto last = static_cast<std::size_t>(std::prev(after) - excepts_.begin());
  return except_reach_[last] >= hit.squeezed.end;
}

bool FieldScan::near_enough(const SignalHit& hit) const {
  const Signal& signal = *compiled_->book.signals[hit.signal].signal;
  if (!signal.near) return true;
  const std::uint32_t within = signal.near->within;
  // How far back a near word that is close enough can begin.
  const std::uint32_t reach = within + compiled_->book.signals[hit.signal].longest_near;
  const std::uint32_t from = hit.squeezed.begin > reach ? hit.squeezed.begin - reach : 0;
  auto mark = std::partition_point(nears_.begin(), nears_.end(), [&](const Mark& m) {
    return m.signal < hit.signal || (m.signal == hit.signal && m.squeezed.begin < from);
  });
  for (; mark != nears_.end() && mark->signal == hit.signal; ++mark) {
    if (mark->squeezed.begin > hit.squeezed.end + within) return false;
    if (mark->squeezed.end + within >= hit.squeezed.begin) return true;
  }
  return false;
}

void FieldScan::trace(TraceKind kind, const SignalHit& hit) {
  if (trace_ == nullptr || trace_->size() >= kMostTraceSteps) return;
  TraceStep step;
  step.kind = kind;
  step.signal = compiled_->book.signals[hit.signal].signal;
  step.field = hit.field;
  step.folds = hit.folds;
  step.raw = hit.raw;
  step.word = hit.word;
  trace_->push_back(step);
}

}  // namespace postgate

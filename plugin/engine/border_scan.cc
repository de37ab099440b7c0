#include "engine/border_scan.h"

#include <algorithm>

#include "policy/evaluate.h"

namespace postgate {

namespace {

const std::vector<Range> kNothingHidden;

}  // namespace

BorderScan::BorderScan(const Compiled& compiled, std::uint32_t max_hits) : compiled_(compiled) {
  scan_.bind(compiled, max_hits);
  scan_.look_for_everything(true);
  piece_seen_.resize(compiled.book.signals.size());
}

void BorderScan::clear() {
  fields_.clear();
  roles_.clear();
  with_hits_.clear();
}

void BorderScan::add(std::uint32_t field, std::uint32_t role, std::string_view raw) {
  roles_.resize(field + 1);
  roles_[field] = role;
  fields_.add(field, raw);
}

Result<void> BorderScan::match(const Deadline& deadline, Scratch& scratch, SignalSet& seen,
                               std::uint32_t& incomplete) {
  fields_.finish();
  for (std::size_t piece = 0; piece < fields_.count(); ++piece) {
    if (Result<void> matched = match_piece(piece, deadline, scratch, seen, incomplete); !matched.ok())
      return matched;
    if (piece_seen_.empty()) continue;
    with_hits_.push_back(static_cast<std::uint32_t>(piece));
    for (const std::uint32_t signal : piece_seen_.members()) seen.add(signal);
  }
  return {};
}

Result<void> BorderScan::match_piece(std::size_t piece, const Deadline& deadline, Scratch& scratch,
                                     const SignalSet& seen, std::uint32_t& incomplete) {
  FieldInput input;
  input.utf8 = fields_.text(piece);
  if (Result<void> folded = text_.assign(input, deadline); !folded.ok()) return folded;
  piece_seen_.clear();
  return scan_.match(text_, kNothingHidden, deadline, scratch, seen, piece_seen_, incomplete);
}

Result<void> BorderScan::resolve(const Deadline& deadline, Scratch& scratch, const SignalSet& seen,
                                 const SignalSet& relevant, HitBook& book, std::vector<TraceStep>* trace,
                                 std::uint32_t& incomplete) {
  if (with_hits_.empty()) return {};
  in_fields_.clear();
  for (const SignalHit& hit : book.list()) in_fields_.insert(std::uint64_t{hit.signal} << 32U | hit.field);
  for (const std::uint32_t piece : with_hits_) {
    if (Result<void> matched = match_piece(piece, deadline, scratch, seen, incomplete); !matched.ok())
      return matched;
    found_.clear();
    Result<void> resolved = scan_.resolve(0, 0, relevant, found_, nullptr, incomplete);
    if (!resolved.ok()) return resolved;
    for (const SignalHit& hit : found_.list()) take(piece, hit, book, trace);
  }
  return {};
}

void BorderScan::take(std::size_t piece, const SignalHit& hit, HitBook& book, std::vector<TraceStep>* trace) {
  fields_.parts_of(piece, hit.raw, parts_);
  if (parts_.empty()) return;
  const FieldRoles allowed = compiled_.book.signals[hit.signal].signal->fields;
  for (const JoinedPart& part : parts_) {
    if ((allowed & role_bit(roles_[part.field])) == 0) return;
  }
  if (parts_.size() == 1) {
    // A detector may see by the field before what this one holds; a word may only be cut out of a longer one.
    // Where a word needs another one near, that one may be behind the border.
    const bool lone = hit.word != nullptr && !compiled_.book.signals[hit.signal].signal->near;
    if (lone || !parts_.front().whole) return;
    const bool known = in_fields_.count(std::uint64_t{hit.signal} << 32U | parts_.front().field) != 0;
    if (known) return;
  }
  SignalHit joined = hit;
  joined.field = parts_.front().field;
  joined.role = roles_[joined.field];
  joined.raw = parts_.front().raw;
  joined.text = {kJoinedPlace | joined.raw.begin, kJoinedPlace | joined.raw.end};
  joined.squeezed = joined.text;
  joined.clause = joined.text.begin;
  joined.sentence = joined.text.begin;
  joined.last_clause = 0;
  joined.last_sentence = 0;
  joined.folds = static_cast<FoldSet>(hit.folds | kFoldJoined);
  joined.rest_begin = static_cast<std::uint32_t>(book.rests().size());
  for (std::size_t i = 1; i < parts_.size(); ++i) book.rests().push_back({parts_[i].field, parts_[i].raw});
  joined.rest_count = static_cast<std::uint32_t>(parts_.size()) - 1;
  book.add(joined);
  if (trace == nullptr || trace->size() >= kMostTraceSteps) return;
  TraceStep step;
  step.kind = TraceKind::kSignal;
  step.signal = compiled_.book.signals[joined.signal].signal;
  step.field = joined.field;
  step.folds = joined.folds;
  step.raw = joined.raw;
  step.word = joined.word;
  trace->push_back(step);
}

}  // namespace postgate

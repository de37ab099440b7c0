#include "engine/scanner.h"

#include <algorithm>
#include <new>
#include <span>
#include <string_view>
#include <utility>

#include "engine/account_scan.h"
#include "engine/compiled.h"
#include "engine/field_scan.h"
#include "engine/scan_unit.h"
#include "engine/source_spans.h"
#include "policy/evaluate.h"

namespace postgate {

namespace {

std::uint64_t size_at_least(const FieldInput& input) {
  return input.is_utf16 ? input.utf16_units : input.utf8.size();
}

// What the host asks for comes before what the account does.
std::string_view profile_name(const ScanOptions& options, const Account* account) {
  if (!options.profile.empty()) return options.profile;
  return account != nullptr && !account->profile().empty() ? account->profile() : "standard";
}

bool is_partial(Status status) { return status == Status::kDeadline || status == Status::kMatcherLimit; }

}  // namespace

struct Scanner::Impl {
  explicit Impl(std::shared_ptr<Engine> owner) : engine(std::move(owner)) {}

  Result<void> pin();
  Result<const Verdict*> scan(const Post& post, const ScanOptions& options, const Deadline& deadline);
  Result<void> take_apart(const Post& post, const ScanOptions& options, const Deadline& deadline);
  Result<void> match_units(const Deadline& deadline);
  Result<void> match_unit(std::size_t index, const Deadline& deadline);
  [[nodiscard]] Error post_too_large(std::size_t field) const;
  Result<void> judge(const ScanOptions& options, const Deadline& deadline);
  void choose_candidates(bool everything);
  Result<void> resolve_units(const ScanOptions& options, const Deadline& deadline);
  void evaluate(const ScanOptions& options, const Deadline& deadline);
  Result<void> finish(const Post& post, const ScanOptions& options, Result<void> outcome);

  std::shared_ptr<Engine> engine;
  Installed pinned;
  Scratch scratch;
  const Profile* profile = nullptr;
  FieldTexts own_texts;
  FieldTexts* texts = nullptr;  // of the post being scanned
  FieldScan field_scan;
  ScanUnits units;               // of the post
  std::size_t matched_unit = 0;  // the one that field_scan holds
  const FieldText* matched_text = nullptr;
  std::size_t matched_bytes = 0;  // its size as UTF-8
  bool replace_ill_formed = false;
  SignalSet seen;       // by any field of the post
  SignalSet unit_seen;  // by the unit being matched
  SignalSet relevant;   // to a rule that could fire
  std::vector<std::uint32_t> hit_units;
  std::vector<std::uint32_t> candidates;  // rules
  HitBook hits;
  AccountScan account;
  Verdict verdict;
};

// Takes over the engine's current ruleset if it has changed.
Result<void> Scanner::Impl::pin() {
  if (pinned.generation == engine->generation() && pinned.ruleset) return {};
  Installed current = engine->current();
  if (!current.ruleset) return make_error(Status::kState, "no ruleset is installed in the engine");
  const Compiled& compiled = current.ruleset->compiled();
  for (const CompiledView& view : compiled.views) {
    if (Result<void> grown = scratch.grow_for(view.db); !grown.ok()) return grown;
  }
  field_scan.bind(compiled, engine->options().max_hits);
  seen.resize(compiled.book.signals.size());
  unit_seen.resize(compiled.book.signals.size());
  relevant.resize(compiled.book.signals.size());
  verdict.clear();
  pinned = std::move(current);
  verdict.ruleset = pinned.ruleset;
  return {};
}

Result<const Verdict*> Scanner::Impl::scan(const Post& post, const ScanOptions& options,
                                           const Deadline& deadline) {
  verdict.clear();
  if (Result<void> ready = pin(); !ready.ok()) return ready.error();
  const Rulebook& book = pinned.ruleset->compiled().book;
  account.begin(options.account, options.now, options.approvals, verdict);
  const std::string_view wanted = profile_name(options, account.account());
  profile = book.profile(wanted);
  if (profile == nullptr) {
    return make_error(Status::kArgument, "there is no profile \"" + std::string(wanted) + "\"");
  }
  Result<void> outcome = take_apart(post, options, deadline);
  if (outcome.ok()) outcome = match_units(deadline);
  if (outcome.ok()) outcome = account.know(post, replace_ill_formed);
  if (outcome.ok()) outcome = judge(options, deadline);
  if (Result<void> done = finish(post, options, std::move(outcome)); !done.ok()) {
    verdict.clear();
    return done.error();
  }
  return &verdict;
}

// Checks the sizes and makes the units to scan.
Result<void> Scanner::Impl::take_apart(const Post& post, const ScanOptions& options,
                                       const Deadline& deadline) {
  units.clear();
  const EngineOptions& limits = engine->options();
  if (post.count > limits.max_fields) {
    return make_error(Status::kTooLarge, "the post has " + std::to_string(post.count) +
                                             " fields, the limit is " + std::to_string(limits.max_fields));
  }
  std::uint64_t bytes = 0;
  bool cut = false;
  for (std::size_t i = 0; i < post.count; ++i) {
    // UTF-16 is measured again once it is UTF-8, which has no fewer bytes than units.
    if (size_at_least(post.fields[i].input) > limits.max_post_bytes - bytes) return post_too_large(i);
    bytes += size_at_least(post.fields[i].input);
    PostField field = post.fields[i];
    field.input.replace_ill_formed = replace_ill_formed;
    Result<void> added =
        units.add(field, static_cast<std::uint32_t>(i), options.accept_partial, deadline, cut);
    if (!added.ok()) return added;
  }
  if (cut) verdict.incomplete |= kIncompleteStructure;
  return {};
}

// The quick pass over every unit; a clean post ends here.
Result<void> Scanner::Impl::match_units(const Deadline& deadline) {
  seen.clear();
  hit_units.clear();
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (Result<void> matched = match_unit(i, deadline); !matched.ok()) return matched;
    if (matched_bytes > engine->options().max_post_bytes - bytes) return post_too_large(units[i].field);
    bytes += matched_bytes;
    const bool has_term = account.look(static_cast<std::uint32_t>(i), *matched_text, verdict.incomplete);
    if (unit_seen.empty() && !has_term) continue;
    hit_units.push_back(static_cast<std::uint32_t>(i));
    for (const std::uint32_t signal : unit_seen.members()) seen.add(signal);
  }
  return {};
}

Error Scanner::Impl::post_too_large(std::size_t field) const {
  Error error =
      make_error(Status::kTooLarge, "the post has more text than the limit of " +
                                        std::to_string(engine->options().max_post_bytes) + " bytes");
  error.field = static_cast<std::uint32_t>(field);
  return error;
}

Result<void> Scanner::Impl::match_unit(std::size_t index, const Deadline& deadline) {
  const ScanUnit& unit = units[index];
  FieldInput input = unit.input;
  input.replace_ill_formed = replace_ill_formed;
  unit_seen.clear();
  Result<FieldText*> folded = texts->fold(index, input, deadline);
  Result<void> matched = folded.ok() ? field_scan.match(*folded.value(), units.hidden_ranges(index), deadline,
                                                        scratch, unit_seen, verdict.incomplete)
                                     : folded.error();
  if (!matched.ok()) {
    matched.error().field = unit.field;
    return matched;
  }
  matched_unit = index;
  matched_bytes = folded.value()->raw().size();
  verdict.matcher_hits += field_scan.hit_count();
  matched_text = folded.value();
  return matched;
}

Result<void> Scanner::Impl::judge(const ScanOptions& options, const Deadline& deadline) {
  candidates.clear();
  const bool whole = options.trace || account.saw_terms() || options.approvals != nullptr;
  if (seen.empty() && !whole) return {};
  choose_candidates(options.trace);
  if (candidates.empty() && !whole) return {};
  if (Result<void> resolved = resolve_units(options, deadline); !resolved.ok()) return resolved;
  evaluate(options, deadline);
  return {};
}

// Rules whose signals were all seen somewhere in the post, and the signals they ask about. With a
// trace every rule and signal is followed.
void Scanner::Impl::choose_candidates(bool everything) {
  const Rulebook& book = pinned.ruleset->compiled().book;
  relevant.clear();
  const auto possible = [&](const BookRule& rule) {
    const auto was_seen = [&](std::uint32_t signal) { return seen.has(signal); };
    return std::all_of(rule.all.begin(), rule.all.end(), was_seen) &&
           (rule.any.empty() || std::count_if(rule.any.begin(), rule.any.end(), was_seen) >=
                                    static_cast<std::ptrdiff_t>(rule.rule->at_least));
  };
  for (const std::uint32_t signal : seen.members()) {
    if (everything) relevant.add(signal);
    for (const std::uint32_t number : book.rules_by_anchor[signal]) {
      if (possible(book.rules[number])) candidates.push_back(number);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  for (const std::uint32_t number : candidates) {
    const BookRule& rule = book.rules[number];
    for (const std::uint32_t signal : rule.all) relevant.add(signal);
    for (const std::uint32_t signal : rule.any) relevant.add(signal);
    for (const std::uint32_t signal : rule.none) relevant.add(signal);
  }
}

Result<void> Scanner::Impl::resolve_units(const ScanOptions& options, const Deadline& deadline) {
  hits.clear();
  for (const std::uint32_t index : hit_units) {
    // A post of one unit still has its matches; others are matched again rather than all kept.
    if (matched_unit != index) {
      if (Result<void> matched = match_unit(index, deadline); !matched.ok()) return matched;
    }
    const std::size_t before = hits.list().size();
    Result<void> resolved = field_scan.resolve(index, units[index].role, relevant, hits,
                                               options.trace ? &verdict.trace : nullptr, verdict.incomplete);
    if (!resolved.ok()) return resolved;
    account.resolve(index, units[index].role, *matched_text, std::span(hits.list()).subspan(before));
    if (deadline.expired())
      return make_error(Status::kDeadline, "the time budget was used up while locating hits");
  }
  hits.sort();
  return {};
}

void Scanner::Impl::evaluate(const ScanOptions& options, const Deadline& deadline) {
  Evaluation evaluation;
  evaluation.findings = std::move(verdict.findings);
  if (options.trace) evaluation.trace = &verdict.trace;
  account.before(evaluation);
  evaluate_rules(pinned.ruleset->compiled().book, candidates, hits, *profile, deadline, evaluation);
  account.after(*profile, evaluation, verdict);
  verdict.findings = std::move(evaluation.findings);
  verdict.action = evaluation.action;
  verdict.grade = evaluation.grade;
  verdict.score = evaluation.score;
  verdict.finding_total = evaluation.total;
  if (evaluation.deadline_passed) verdict.incomplete |= kIncompleteDeadline;
}

// What was not looked at is never allowed: an error, or, where the host accepts partial
// verdicts, at least HOLD.
Result<void> Scanner::Impl::finish(const Post& post, const ScanOptions& options, Result<void> outcome) {
  if (!outcome.ok()) {
    const Status status = outcome.error().status;
    if (!options.accept_partial || !is_partial(status)) return outcome;
    verdict.incomplete |= status == Status::kDeadline ? kIncompleteDeadline : kIncompleteMatcher;
  }
  if ((verdict.incomplete & kIncompleteDeadline) != 0 && !options.accept_partial) {
    return make_error(Status::kDeadline, "the time budget was used up while judging");
  }
  if (!verdict.findings.empty() || !verdict.trace.empty()) {
    const std::uint32_t most =
        options.max_findings != 0 ? options.max_findings : engine->options().max_findings;
    if (units.structured()) units.to_fields(verdict.findings, verdict.trace);
    arrange_findings(verdict.findings, most);
    fill_source_spans(post, replace_ill_formed, verdict.findings, verdict.trace);
  }
  verdict.complete = verdict.incomplete == 0;
  verdict.action = std::max(verdict.action, verdict.complete ? Action::kAllow : Action::kHold);
  const std::uint64_t end = pinned.ruleset->expires_at();
  verdict.stale = end != 0 && options.now >= end;
  verdict.generation = pinned.generation;
  return {};
}

Scanner::Scanner(std::shared_ptr<Engine> engine) : impl_(std::make_unique<Impl>(std::move(engine))) {}
Scanner::~Scanner() = default;

Result<void> Scanner::prepare() { return impl_->pin(); }

void Scanner::reset() { impl_ = std::make_unique<Impl>(impl_->engine); }

Result<const Verdict*> Scanner::scan(const Post& post, const ScanOptions& options) {
  impl_->own_texts.begin(false);
  const std::uint64_t budget =
      options.deadline_ns != 0 ? options.deadline_ns : impl_->engine->options().deadline_ns;
  return scan(post, options, impl_->own_texts, Deadline::after_ns(budget));
}

Result<const Verdict*> Scanner::scan(const Post& post, const ScanOptions& options, FieldTexts& texts,
                                     const Deadline& deadline) {
  impl_->replace_ill_formed = options.replace_ill_formed;
  impl_->texts = &texts;
  return impl_->scan(post, options, deadline);
}

}  // namespace postgate

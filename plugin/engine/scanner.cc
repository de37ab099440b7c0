#include "engine/scanner.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "base/inline.h"
#include "engine/account_scan.h"
#include "engine/border_scan.h"
#include "engine/candidates.h"
#include "engine/compiled.h"
#include "engine/field_scan.h"
#include "engine/scan_unit.h"
#include "engine/source_spans.h"
#include "policy/evaluate.h"

namespace postgate {

namespace {

constexpr std::string_view kUsualProfile = "standard";
constexpr std::uint32_t kNoField = UINT32_MAX;

bool is_partial(Status status) { return status == Status::kDeadline || status == Status::kMatcherLimit; }

}  // namespace

struct Scanner::Impl {
  explicit Impl(std::shared_ptr<Engine> owner) : engine(std::move(owner)) {}

  [[nodiscard]] bool is_pinned() const {
    return pinned.ruleset && pinned.generation == (given.ruleset ? given.generation : engine->generation());
  }
  Result<void> pin();
  POSTGATE_INLINE Result<const Verdict*> scan(const Post& post, const ScanOptions& options,
                                              const Deadline& deadline);
  Result<void> choose_profile(std::string_view name);
  Result<void> meet_account(const ScanOptions& options);
  POSTGATE_INLINE Result<void> look_at(const Post& post, const ScanOptions& options,
                                       const Deadline& deadline);
  POSTGATE_INLINE Result<void> take_apart(const Post& post, const ScanOptions& options,
                                          const Deadline& deadline);
  POSTGATE_INLINE Result<void> match_units(const ScanOptions& options, const Deadline& deadline);
  Result<void> match_unit(std::size_t index, const Deadline& deadline);
  void note_seen(std::size_t unit);
  Result<void> look_again(const Deadline& deadline);
  Result<void> match_borders(const Deadline& deadline);
  Result<void> resolve_borders(const Deadline& deadline, bool traced);
  [[nodiscard]] Error post_too_large(std::size_t field) const;
  Result<void> judge(const ScanOptions& options, const Deadline& deadline);
  Result<void> resolve_units(const ScanOptions& options, const Deadline& deadline);
  [[nodiscard]] bool can_wait_for_account(const ScanOptions& options) const;
  Evaluation run_rules(const ScanOptions& options, const Deadline& deadline, std::vector<Finding> room);
  void evaluate(const ScanOptions& options, const Deadline& deadline);
  Result<void> finish(const Post& post, const ScanOptions& options, Result<void>& outcome);

  std::shared_ptr<Engine> engine;
  Installed given;  // empty: the engine's live ruleset
  Installed pinned;
  Scratch scratch;
  const Profile* usual_profile = nullptr;  // of the pinned rules
  const Profile* profile = nullptr;
  FieldTexts own_texts;
  FieldTexts* texts = nullptr;  // of the post being scanned
  FieldScan field_scan;
  Resolver resolver;
  Resolving resolving;
  std::unique_ptr<BorderScan> borders;  // where rules join fields
  ScanUnits units;                      // of the post
  std::size_t matched_unit = 0;         // the one that field_scan holds
  const FieldText* matched_text = nullptr;
  std::size_t matched_bytes = 0;  // its size as UTF-8
  std::uint32_t next_field = 0;   // the first that the quick pass did not get through
  bool replace_ill_formed = false;
  SignalSet seen;       // by any field of the post
  SignalSet unit_seen;  // by the unit being matched
  SignalSet relevant;   // to a rule that could fire
  std::vector<std::uint32_t> hit_units;
  std::vector<std::uint32_t> partly_matched;  // units of which a view was left out
  std::vector<std::uint32_t> candidates;      // rules
  HitBook hits;
  AccountScan account;
  Verdict verdict;
};

// Takes over the engine's current ruleset if it has changed.
Result<void> Scanner::Impl::pin() {
  if (is_pinned()) return {};
  Installed current = given.ruleset ? given : engine->current();
  if (!current.ruleset) return make_error(Status::kState, "no ruleset is installed in the engine");
  const Compiled& compiled = current.ruleset->compiled();
  for (const CompiledView& view : compiled.views) {
    if (Result<void> grown = grow_for(view, scratch); !grown.ok()) return grown;
  }
  field_scan.bind(compiled, engine->options().max_hits);
  borders.reset();
  if (compiled.joins_fields) borders = std::make_unique<BorderScan>(compiled, engine->options().max_hits);
  seen.resize(compiled.book.signals.size());
  unit_seen.resize(compiled.book.signals.size());
  relevant.resize(compiled.book.signals.size());
  verdict.clear();
  usual_profile = compiled.book.profile(kUsualProfile);
  pinned = std::move(current);
  verdict.ruleset = pinned.ruleset;
  return {};
}

Result<const Verdict*> Scanner::Impl::scan(const Post& post, const ScanOptions& options,
                                           const Deadline& deadline) {
  verdict.clear();
  if (!is_pinned()) {
    if (Result<void> ready = pin(); !ready.ok()) return ready.error();
  }
  if (verdict.ruleset != pinned.ruleset) verdict.ruleset = pinned.ruleset;  // one was given away
  account.begin(options.now, options.approvals);
  if (Result<void> chosen = choose_profile(options.profile); !chosen.ok()) return chosen.error();
  next_field = 0;
  field_scan.look_everywhere(options.trace);
  Result<void> outcome = look_at(post, options, deadline);
  if (Result<void> met = meet_account(options); !met.ok()) outcome = std::move(met);
  if (Result<void> done = finish(post, options, outcome); !done.ok()) {
    verdict.clear();
    return done.error();
  }
  return &verdict;
}

// Empty: the usual one.
Result<void> Scanner::Impl::choose_profile(std::string_view name) {
  profile = name.empty() ? usual_profile : pinned.ruleset->compiled().book.profile(name);
  if (profile != nullptr) return {};
  return make_error(Status::kArgument,
                    "there is no profile \"" + std::string(name.empty() ? kUsualProfile : name) + "\"");
}

// As late as can be: by then it has come from the memory.
Result<void> Scanner::Impl::meet_account(const ScanOptions& options) {
  if (options.account == nullptr || account.account() != nullptr) return {};
  Result<void> met = account.meet(*options.account, verdict);
  // What the host asks for comes before what the account does.
  return met.ok() && options.profile.empty() ? choose_profile(options.account->profile()) : met;
}

Result<void> Scanner::Impl::look_at(const Post& post, const ScanOptions& options, const Deadline& deadline) {
  if (Result<void> taken = take_apart(post, options, deadline); !taken.ok()) return taken;
  if (Result<void> matched = match_units(options, deadline); !matched.ok()) return matched;
  if (Result<void> known = account.know(post, replace_ill_formed); !known.ok()) return known;
  return judge(options, deadline);
}

// Checks the sizes and makes the units to scan.
Result<void> Scanner::Impl::take_apart(const Post& post, const ScanOptions& options,
                                       const Deadline& deadline) {
  units.begin(replace_ill_formed, pinned.ruleset->compiled().cpu);
  const EngineOptions& limits = engine->options();
  if (post.count > limits.max_fields) {
    return make_error(Status::kTooLarge, "the post has " + std::to_string(post.count) +
                                             " fields, the limit is " + std::to_string(limits.max_fields));
  }
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < post.count; ++i) {
    // UTF-16 is measured again once it is UTF-8, which has no fewer bytes than units.
    const PostField& field = post.fields[i];
    if (size_at_least(field.input) > limits.max_post_bytes - bytes) return post_too_large(i);
    bytes += size_at_least(field.input);
    bool cut = false;
    Result<void> added =
        units.add(field, static_cast<std::uint32_t>(i), options.accept_partial, deadline, cut);
    if (!added.ok()) return added;
    if (cut) verdict.note_unseen(static_cast<std::uint32_t>(i), kIncompleteStructure);
  }
  return {};
}

// The quick pass over every unit; a clean post ends here.
Result<void> Scanner::Impl::match_units(const ScanOptions& options, const Deadline& deadline) {
  seen.clear();
  hit_units.clear();
  partly_matched.clear();
  if (borders) borders->clear();
  field_scan.look_for_everything(units.size() != 1);
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    next_field = units[i].field;
    if (Result<void> matched = match_unit(i, deadline); !matched.ok()) return matched;
    if (matched_bytes > engine->options().max_post_bytes - bytes) return post_too_large(units[i].field);
    bytes += matched_bytes;
    if (Result<void> met = meet_account(options); !met.ok()) return met;
    std::uint32_t unseen = 0;
    const bool has_term = account.look(static_cast<std::uint32_t>(i), *matched_text, unseen);
    verdict.note_unseen(units[i].field, unseen);
    if (has_term || !unit_seen.empty()) note_seen(i);
    if (units.size() == 1) break;
    if (field_scan.left_something_out()) partly_matched.push_back(static_cast<std::uint32_t>(i));
    // An address is no part of what is read.
    if (borders && units[i].role != kRoleLink)
      borders->add(static_cast<std::uint32_t>(i), units[i].role, field_scan.raw());
  }
  next_field = kNoField;
  if (seen.empty()) return {};
  if (Result<void> looked = look_again(deadline); !looked.ok()) return looked;
  return match_borders(deadline);
}

void Scanner::Impl::note_seen(std::size_t unit) {
  hit_units.push_back(static_cast<std::uint32_t>(unit));
  for (const std::uint32_t signal : unit_seen.members()) seen.add(signal);
}

// A unit whose weakly folded words had no witness may have one in a later unit.
Result<void> Scanner::Impl::look_again(const Deadline& deadline) {
  if (partly_matched.empty() || !field_scan.wants_another_look(seen)) return {};
  for (const std::uint32_t index : partly_matched) {
    if (Result<void> matched = match_unit(index, deadline); !matched.ok()) return matched;
    if (!unit_seen.empty()) note_seen(index);
  }
  std::sort(hit_units.begin(), hit_units.end());
  hit_units.erase(std::unique(hit_units.begin(), hit_units.end()), hit_units.end());
  return {};
}

// A signal that is split over fields counts only beside one that is not, so there must be one.
Result<void> Scanner::Impl::match_borders(const Deadline& deadline) {
  return borders ? borders->match(deadline, scratch, seen, verdict.incomplete) : Result<void>();
}

Result<void> Scanner::Impl::resolve_borders(const Deadline& deadline, bool traced) {
  if (!borders) return {};
  return borders->resolve(deadline, scratch, seen, relevant, hits, traced ? &verdict.trace : nullptr,
                          verdict.incomplete);
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
  unit_seen.clear();
  FieldText* folded = nullptr;
  if (Result<void> done = texts->fold(index, unit.input, deadline, folded); !done.ok()) {
    done.error().field = unit.field;
    return done;
  }
  FieldText& text = *folded;
  std::uint32_t unseen = 0;
  Result<void> matched =
      field_scan.match(text, units.hidden_ranges(index), deadline, scratch, seen, unit_seen, unseen);
  verdict.note_unseen(unit.field, unseen);
  if (!matched.ok()) {
    matched.error().field = unit.field;
    return matched;
  }
  matched_unit = index;
  matched_bytes = text.raw().size();
  verdict.matcher_hits += field_scan.hit_count();
  matched_text = &text;
  return matched;
}

Result<void> Scanner::Impl::judge(const ScanOptions& options, const Deadline& deadline) {
  candidates.clear();
  const bool whole = options.trace || account.saw_terms() || options.approvals != nullptr;
  if (seen.empty() && !whole) return {};
  choose_candidates(pinned.ruleset->compiled().plan.needs, seen, options.trace, candidates, relevant);
  if (candidates.empty() && !whole) return {};
  if (Result<void> resolved = resolve_units(options, deadline); !resolved.ok()) return resolved;
  evaluate(options, deadline);
  return {};
}

Result<void> Scanner::Impl::resolve_units(const ScanOptions& options, const Deadline& deadline) {
  hits.clear();
  resolving.begin(resolver);
  field_scan.set_resolving(&resolving, &verdict.links);
  for (const std::uint32_t index : hit_units) {
    // A post of one unit still has its matches; others are matched again rather than all kept.
    if (matched_unit != index) {
      if (Result<void> matched = match_unit(index, deadline); !matched.ok()) return matched;
    }
    std::uint32_t unseen = 0;
    Result<void> resolved = field_scan.match_guards(relevant, deadline, scratch, unseen);
    const std::size_t before = hits.list().size();
    field_scan.set_claim(units.anchor_text(index));
    if (resolved.ok())
      resolved = field_scan.resolve(index, units[index].role, relevant, hits,
                                    options.trace ? &verdict.trace : nullptr, unseen);
    verdict.note_unseen(units[index].field, unseen);
    if (!resolved.ok()) return resolved;
    if (!can_wait_for_account(options)) {
      account.resolve(index, units[index].role, *matched_text, std::span(hits.list()).subspan(before));
    }
    if (deadline.expired())
      return make_error(Status::kDeadline, "the time budget was used up while locating hits");
  }
  if (Result<void> resolved = resolve_borders(deadline, options.trace); !resolved.ok()) return resolved;
  hits.sort();
  return {};
}

// What is the account's own matters only once a rule fires, which is seldom: a post of one unit, which is
// still at hand then, need not be searched for it before.
bool Scanner::Impl::can_wait_for_account(const ScanOptions& options) const {
  return units.size() == 1 && !options.trace && options.approvals == nullptr && !account.saw_terms();
}

// `room` is memory for findings; what it holds is of no interest.
Evaluation Scanner::Impl::run_rules(const ScanOptions& options, const Deadline& deadline,
                                    std::vector<Finding> room) {
  Evaluation evaluation;
  evaluation.findings = std::move(room);
  evaluation.findings.clear();
  if (options.trace) evaluation.trace = &verdict.trace;
  evaluation.without_overrides = options.without_overrides;
  account.before(evaluation, verdict);
  evaluate_rules(pinned.ruleset->compiled().book, candidates, hits, *profile, deadline, evaluation);
  return evaluation;
}

void Scanner::Impl::evaluate(const ScanOptions& options, const Deadline& deadline) {
  Evaluation evaluation = run_rules(options, deadline, std::move(verdict.findings));
  const bool fired = evaluation.total != 0 || !evaluation.excused.empty();
  if (fired && account.account() != nullptr && can_wait_for_account(options)) {
    account.resolve(0, units[0].role, *matched_text, hits.list());
    if (account.concerns(hits.list(), evaluation))
      evaluation = run_rules(options, deadline, std::move(evaluation.findings));
  }
  account.after(*profile, evaluation, verdict);
  verdict.take(std::move(evaluation));
}

// What was not looked at is never allowed: an error, or, where the host accepts partial
// verdicts, at least HOLD.
Result<void> Scanner::Impl::finish(const Post& post, const ScanOptions& options, Result<void>& outcome) {
  if (!outcome.ok()) {
    const Status status = outcome.error().status;
    if (!options.accept_partial || !is_partial(status)) return outcome;
    const std::uint32_t reason = status == Status::kDeadline ? kIncompleteDeadline : kIncompleteMatcher;
    verdict.incomplete |= reason;
    for (std::uint32_t i = next_field; i < post.count && verdict.unseen.size() < kMostUnseen; ++i) {
      verdict.note_unseen(i, reason);
    }
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
  if (!verdict.links.empty()) place_links(post, replace_ill_formed, units, verdict.links);
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
void Scanner::judge_with(Installed rules) { impl_->given = std::move(rules); }
const Installed& Scanner::pinned() const { return impl_->pinned; }
Verdict& Scanner::verdict() { return impl_->verdict; }
void Scanner::give_verdict(Verdict& to) { std::swap(impl_->verdict, to); }

void Scanner::reset() {
  auto fresh = std::make_unique<Impl>(impl_->engine);
  fresh->given = std::move(impl_->given);
  fresh->resolver = impl_->resolver;
  impl_ = std::move(fresh);
}

void Scanner::set_resolver(const Resolver& resolver) { impl_->resolver = resolver; }

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

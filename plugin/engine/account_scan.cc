#include "engine/account_scan.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/field_scan.h"
#include "engine/scanner.h"
#include "policy/account_text.h"
#include "policy/confirm.h"
#include "policy/profile.h"
#include "policy/rule_name.h"

namespace postgate {

namespace {

constexpr std::uint32_t kTermGap = 3;

// The term is part of the form that is preferred to it, and that is what stands there.
bool is_preferred(const Wording& wording, const Wording::Term& term, std::u16string_view symbols,
                  std::size_t at) {
  const std::u16string_view prefer = wording.symbols(term.prefer_symbols);
  const std::u16string_view word = symbols.substr(at, term.length);
  for (std::size_t offset = prefer.find(word); offset != std::u16string_view::npos;
       offset = prefer.find(word, offset + 1)) {
    if (offset <= at && symbols.substr(at - offset, prefer.size()) == prefer) return true;
  }
  return false;
}

}  // namespace

void AccountScan::begin(std::uint64_t now, const ApprovalList* approvals) {
  case_.account = nullptr;
  case_.now = now;
  case_.waivers.clear();
  approvals_ = approvals;
  terms_.clear();
  found_.clear();
}

Result<void> AccountScan::meet(const Account& account, Verdict& verdict) {
  if (!account.is_lent()) return make_error(Status::kArgument, "account is no account");
  case_.account = &account;
  verdict.account_id.assign(account.id());
  return {};
}

bool AccountScan::look_for_terms(std::uint32_t field, const FieldText& text, std::uint32_t& incomplete) {
  if (!case_.account->has_wordings()) return false;
  const std::size_t before = terms_.size();
  for (const auto& wording : case_.account->wordings()) {
    look_for(*wording, field, text.symbols(), incomplete);
  }
  return terms_.size() != before;
}

void AccountScan::look_for(const Wording& wording, std::uint32_t field, std::u16string_view symbols,
                           std::uint32_t& incomplete) {
  term_hits_.clear();
  wording.words().scan(symbols, term_hits_);
  if (term_hits_.overflow()) incomplete |= kIncompleteHits;
  for (const PatternHit& hit : term_hits_.hits()) {
    const Wording::Term& term = wording.terms()[hit.id];
    const std::uint32_t at = hit.end - term.length;
    if (is_preferred(wording, term, symbols, at)) continue;
    if (terms_.size() >= kMostTermHits) {
      incomplete |= kIncompleteHits;
      return;
    }
    terms_.push_back({&wording, &term, field, at});
  }
}

void AccountScan::resolve(std::uint32_t field, std::uint32_t role, const FieldText& text,
                          std::span<SignalHit> hits) {
  if (case_.account == nullptr) return;
  marks_.find(*case_.account, text);
  marks_.cover(text, hits);
  for (const TermHit& term : terms_) {
    if (term.field != field) continue;
    SignalHit hit;
    hit.field = field;
    hit.role = role;
    hit.text = text.text_range_of_symbols({term.at, term.at + term.term->length});
    if (!is_word_at(text, hit.text, kTermGap)) continue;
    hit.squeezed = {text.map()[hit.text.begin].squeezed_index, text.map()[hit.text.end].squeezed_index};
    hit.folds = folds_in(text, hit.text, true);
    hit.raw = text.raw_range(hit.text);
    marks_.cover(text, {&hit, 1});
    found_.push_back({term, hit});
  }
}

bool AccountScan::concerns(std::span<const SignalHit> hits, const Evaluation& fired) const {
  if (fired.total > fired.findings.size()) return true;  // some rules that fired are no longer known
  const auto is_covered = [](const SignalHit& hit) { return hit.cover != nullptr; };
  const auto is_changed = [this](const Finding& finding) {
    return case_.account->change_of(finding.pack->name, finding.rule->id, case_.now) != nullptr;
  };
  return std::any_of(hits.begin(), hits.end(), is_covered) ||
         std::any_of(fired.findings.begin(), fired.findings.end(), is_changed);
}

Result<void> AccountScan::know(const Post& post, bool replace_ill_formed) {
  if (approvals_ == nullptr || approvals_->approvals.empty()) return {};
  PostDigest digest;
  FieldText text;
  for (std::size_t i = 0; i < post.count; ++i) {
    FieldInput input = post.fields[i].input;
    input.replace_ill_formed = replace_ill_formed;
    if (Result<void> folded = text.assign(input, Deadline()); !folded.ok()) return folded;
    digest.add(post.fields[i].role, static_cast<std::uint32_t>(post.fields[i].format), text.text());
  }
  post_digest_ = digest.finish();
  return {};
}

void AccountScan::before(Evaluation& evaluation, Verdict& verdict) {
  // What the verdict leads into must outlive the caller's handle.
  if (case_.account != nullptr) verdict.account = AccountPtr(*case_.account);
  if (case_.account != nullptr || approvals_ != nullptr) evaluation.account = &case_;
  if (approvals_ == nullptr) return;
  case_.used.assign(approvals_->approvals.size(), false);
  for (std::uint32_t i = 0; i < approvals_->approvals.size(); ++i) {
    const Approval& approval = *approvals_->approvals[i];
    if (state_of(approval, post_digest_) != ApprovalState::kUnused) continue;
    for (const std::string& rule : approval.rules) {
      case_.waivers.push_back({rule, approval.by, approval.reason, i});
    }
  }
}

// What an approval is to this post before anything was waived.
ApprovalState AccountScan::state_of(const Approval& approval, std::string_view digest) const {
  if (!approval.genuine) return ApprovalState::kForged;
  if (approval.digest != digest) return ApprovalState::kForeign;
  const std::string_view account = case_.account == nullptr ? std::string_view() : case_.account->id();
  if (!approval.account.empty() && approval.account != account) return ApprovalState::kForeign;
  return is_good_at(approval.last_day, case_.now) ? ApprovalState::kUnused : ApprovalState::kExpired;
}

// Of terms that overlap, the longest stays, or the first of those.
void AccountScan::drop_shorter_terms() {
  std::stable_sort(found_.begin(), found_.end(), [](const FoundTerm& a, const FoundTerm& b) {
    const auto key = [](const FoundTerm& f) {
      return std::make_tuple(f.hit.field, f.hit.squeezed.begin, ~f.hit.squeezed.end);
    };
    return key(a) < key(b);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const bool overlaps = kept > 0 && found_[kept - 1].hit.field == found_[i].hit.field &&
                          found_[i].hit.squeezed.begin < found_[kept - 1].hit.squeezed.end;
    const auto width = [](const FoundTerm& f) { return f.hit.squeezed.end - f.hit.squeezed.begin; };
    if (!overlaps) {
      found_[kept++] = found_[i];
    } else if (width(found_[i]) > width(found_[kept - 1])) {
      found_[kept - 1] = found_[i];
    }
  }
  found_.resize(kept);
}

// The excuse of a term that does not count: an approval, or what of the account's own it lies in.
bool AccountScan::is_excused(const FoundTerm& found, const Rule& rule, const Pack& pack,
                             Evaluation& evaluation) {
  Excused excused{&pack, &rule, Excuse::kNone, {}, {}};
  for (const Waiver& waiver : case_.waivers) {
    if (excused.by != Excuse::kNone || !names_rule(waiver.rule, pack.name, rule.id)) continue;
    excused = {&pack, &rule, Excuse::kApproval, waiver.by, waiver.reason};
    case_.used[waiver.approval] = true;
  }
  if (const AccountItem* cover = found.hit.cover; excused.by == Excuse::kNone && cover != nullptr) {
    excused.by = cover->kind;
    excused.what = case_.account->view(cover->shown);
  }
  if (excused.by == Excuse::kNone) return false;
  note_excused(excused, evaluation.excused);
  return true;
}

void AccountScan::emit(const FoundTerm& found, const Profile& profile, Evaluation& evaluation,
                       Verdict& verdict) {
  if (verdict.wording == nullptr) verdict.wording = std::make_unique<WordingRules>();
  WordingRules& rules = *verdict.wording;
  const WordingRules::Made& made = rules.made_of(*found.term.wording, *found.term.term);
  const Rule& rule = made.rule;
  if (is_excused(found, rule, rules.pack(), evaluation)) return;
  Finding finding;
  finding.pack = &rules.pack();
  finding.rule = &rule;
  finding.action = profile_action(profile, rule, rules.pack().categories.front());
  finding.field = found.hit.field;
  finding.role = found.hit.role;
  finding.folds = found.hit.folds;
  finding.raw = found.hit.raw;
  SignalSpan& signal = finding.signals.emplace_back();
  signal.signal = &made.signal;
  signal.field = finding.field;
  signal.folds = finding.folds;
  signal.raw = finding.raw;
  if (evaluation.trace != nullptr && evaluation.trace->size() < kMostTraceSteps) {
    TraceStep& step = evaluation.trace->emplace_back();
    step.kind = TraceKind::kRule;
    step.rule = &rule;
    step.field = finding.field;
    step.folds = finding.folds;
    step.raw = finding.raw;
  }
  add_finding(std::move(finding), evaluation);
}

void AccountScan::after(const Profile& profile, Evaluation& evaluation, Verdict& verdict) {
  drop_shorter_terms();
  for (const FoundTerm& found : found_) emit(found, profile, evaluation, verdict);
  verdict.excused = std::move(evaluation.excused);
  if (approvals_ == nullptr) return;
  for (std::uint32_t i = 0; i < approvals_->approvals.size(); ++i) {
    ApprovalState state = state_of(*approvals_->approvals[i], post_digest_);
    if (state == ApprovalState::kUnused && case_.used[i]) state = ApprovalState::kApplied;
    verdict.approvals.push_back({approvals_->approvals[i], state});
  }
}

}  // namespace postgate

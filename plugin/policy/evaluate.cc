#include "policy/evaluate.h"

#include <algorithm>
#include <tuple>

#include "policy/meeting.h"
#include "policy/mended_hits.h"
#include "policy/profile.h"
#include "policy/rule_name.h"

namespace postgate {

namespace {

SignalSpan to_span(const Rulebook& book, const SignalHit& hit) {
  SignalSpan span;
  span.signal = book.signals[hit.signal].signal;
  span.field = hit.field;
  span.folds = hit.folds;
  span.raw = hit.raw;
  span.list = hit.list;
  span.entry = hit.entry;
  span.line = hit.line;
  span.word = hit.word;
  return span;
}

class RuleRun {
 public:
  // `written` are the hits of the post, `hits` the same, or those of the rule where a word is broken.
  RuleRun(const Rulebook& book, const BookRule& rule, const HitBook& written, const HitBook& hits,
          const Profile& profile, Evaluation& out)
      : book_(book), rule_(rule), written_(written), hits_(hits), out_(out) {
    const Category& category = rule.pack->categories[rule.rule->category];
    action_ = profile_action(profile, *rule.rule, category);
    if (rule.change != nullptr && !out_.without_overrides && rule.change->action < action_) {
      overridden_ = rule.change;
      if (overridden_->action > Action::kAllow) action_ = overridden_->action;
    }
  }

  // True if the rule fired at least once.
  bool run() {
    const Scope scope = rule_.rule->within;
    std::vector<std::uint64_t> keys;
    const auto collect = [&](std::uint32_t signal) {
      for (const SignalHit& hit : hits_.of(signal)) {
        const std::uint64_t key = scope_key(hit, scope);
        if (keys.empty() || keys.back() != key) keys.push_back(key);
      }
    };
    if (!rule_.all.empty()) {
      collect(rule_.all.front());
    } else {
      for (const std::uint32_t signal : rule_.any) collect(signal);
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }
    bool fired = false;
    for (const std::uint64_t key : keys) fired = run_scope(key) || fired;
    return fired;
  }

 private:
  bool run_scope(std::uint64_t key) {
    const Scope scope = rule_.rule->within;
    Meeting meeting;
    for (const std::uint32_t signal : rule_.all) {
      const Hits found = hits_.of(signal, scope, key);
      if (found.empty()) return false;
      meeting.parts.push_back(found);
    }
    meeting.required = meeting.parts.size();
    for (const std::uint32_t signal : rule_.any) {
      const Hits found = hits_.of(signal, scope, key);
      if (!found.empty()) meeting.parts.push_back(found);
    }
    if (!is_complete(meeting, rule_)) return false;
    if (!rule_.rule->distance) return run_meeting(meeting);
    bool fired = false;
    for (const Meeting& piece : split_by_distance(meeting, rule_, *rule_.rule->distance)) {
      fired = run_meeting(piece) || fired;
    }
    return fired;
  }

  bool run_meeting(const Meeting& meeting) {
    const std::vector<const SignalHit*> chosen = choose_hits(meeting, *rule_.rule);
    if (chosen.empty()) return false;
    const SignalHit& first = meeting.parts.front().front();
    if (only_weak(meeting)) {
      trace(TraceKind::kWeak, first, nullptr);
      return false;
    }
    if (const Signal* guard = find_guard(first)) {
      trace(TraceKind::kGuarded, first, guard);
      return false;
    }
    if (overridden_ != nullptr && overridden_->action <= Action::kAllow) {
      return excused(first, Excuse::kDisabled, rule_.override_by->name, overridden_->reason);
    }
    if (overridden_ != nullptr)
      excused(first, Excuse::kLowered, rule_.override_by->name, overridden_->reason);
    if (out_.account != nullptr) return run_with_account(meeting, chosen);
    if (rule_.all.size() + rule_.any.size() == 1) {
      emit_each(meeting.parts.front());
    } else {
      emit_together(chosen);
    }
    return true;
  }

  // The account's change of this rule, if it is good still.
  void ask_account() {
    asked_ = true;
    change_ = out_.account->account->change_of(rule_.pack->name, rule_.rule->id, out_.account->now);
    if (change_ == nullptr || change_->kind != Excuse::kLowered) return;
    if (action_ <= change_->action) change_ = nullptr;
    if (change_ != nullptr) action_ = change_->action;
  }

  // A rule that fires, but for what the account owns, what it changed and what was approved.
  bool run_with_account(const Meeting& meeting, const std::vector<const SignalHit*>& chosen) {
    const SignalHit first = meeting.parts.front().front();
    if (!asked_ && out_.account->account != nullptr) ask_account();
    if (change_ != nullptr && change_->kind == Excuse::kDisabled) return excused(first, *change_);
    for (const Waiver& waiver : out_.account->waivers) {
      if (!names_rule(waiver.rule, rule_.pack->name, rule_.rule->id)) continue;
      out_.account->used[waiver.approval] = true;
      return excused(first, Excuse::kApproval, waiver.by, waiver.reason);
    }
    MeetingExcuse excuse(meeting, rule_);
    if (!excuse.any()) {
      if (rule_.all.size() + rule_.any.size() == 1) {
        emit_each(meeting.parts.front());
      } else {
        emit_together(chosen);
      }
    } else if (!emit_left(excuse)) {
      return excused(first, *excuse.by());
    } else if (excuse.alone()) {
      for (const AccountItem* item : excuse.dropped()) excused(first, *item);
    }
    if (change_ != nullptr) excused(first, *change_);  // lowered; it fires all the same
    return true;
  }

  // Findings of what is left of a meeting; false if nothing is.
  bool emit_left(const MeetingExcuse& excuse) {
    bool fired = false;
    for (const Meeting& piece : excuse.left()) {
      if (only_weak(piece)) continue;
      if (rule_.all.size() + rule_.any.size() == 1) {
        emit_each(piece.parts.front());
        fired = true;
        continue;
      }
      const std::vector<const SignalHit*> chosen = excuse.choose(piece);
      if (chosen.empty()) continue;
      emit_together(chosen);
      fired = true;
    }
    return fired;
  }

  bool excused(const SignalHit& at, const AccountItem& item) {
    const Account& account = *out_.account->account;
    const bool is_change = item.kind == Excuse::kDisabled || item.kind == Excuse::kLowered;
    return excused(at, item.kind, account.view(is_change ? item.key : item.shown),
                   is_change ? account.view(item.shown) : std::string_view());
  }

  // Always false: the rule does not stand.
  bool excused(const SignalHit& at, Excuse by, std::string_view what, std::string_view reason) {
    note_excused({rule_.pack, rule_.rule, by, what, reason}, out_.excused);
    trace(TraceKind::kExcused, at, nullptr, what);
    return false;
  }

  // A weakly folded hit counts only beside a signal that was seen as it is written.
  [[nodiscard]] bool only_weak(const Meeting& meeting) const {
    for (const Hits& part : meeting.parts) {
      if (book_.signals[part.front().signal].signal->weak_alone) return false;
      if (std::any_of(part.begin(), part.end(), [](const SignalHit& hit) { return !hit.weak(); }))
        return false;
    }
    return true;
  }

  [[nodiscard]] const Signal* find_guard(const SignalHit& at) const {
    const Scope scope = rule_.rule->none_within;
    const std::uint64_t key = scope_key(written_.original(at), scope);
    for (const std::uint32_t signal : rule_.none) {
      if (!written_.of(signal, scope, key).empty()) return book_.signals[signal].signal;
    }
    return nullptr;
  }

  // A rule of one signal: every place is a finding of its own, overlapping ones are one.
  void emit_each(Hits hits) {
    const bool weak_alone = book_.signals[hits.front().signal].signal->weak_alone;
    for (std::size_t i = 0; i < hits.size();) {
      Finding finding = start(hits[i]);
      std::size_t next = i + 1;
      std::uint32_t end = hits[i].text.end;
      std::size_t widest = i;
      bool strong = !hits[i].weak();
      while (next < hits.size() && same_field(hits[i], hits[next]) && hits[next].text.begin < end) {
        end = std::max(end, hits[next].text.end);
        finding.raw.end = std::max(finding.raw.end, hits[next].raw.end);
        finding.folds = static_cast<FoldSet>(finding.folds | hits[next].folds);
        strong = strong || !hits[next].weak();
        const auto width = [&](std::size_t n) { return hits[n].text.end - hits[n].text.begin; };
        if (width(next) > width(widest)) widest = next;
        ++next;
      }
      add_signal(finding, hits[widest]);
      if (strong || weak_alone) emit(std::move(finding), hits[i]);
      i = next;
    }
  }

  void add_signal(Finding& finding, const SignalHit& hit) const {
    SignalSpan span = to_span(book_, hit);
    finding.signals.push_back(span);
    for (const FieldRange& rest : written_.rest_of(hit)) {
      span.field = rest.field;
      span.raw = rest.raw;
      finding.signals.push_back(span);
    }
  }

  // Several signals: one finding over all of them.
  void emit_together(const std::vector<const SignalHit*>& chosen) {
    Finding finding = start(*chosen.front());
    for (const SignalHit* hit : chosen) {
      add_signal(finding, *hit);
      finding.folds = static_cast<FoldSet>(finding.folds | hit->folds);
      if (hit->field != finding.field) continue;
      finding.raw.begin = std::min(finding.raw.begin, hit->raw.begin);
      finding.raw.end = std::max(finding.raw.end, hit->raw.end);
    }
    emit(std::move(finding), *chosen.front());
  }

  [[nodiscard]] Finding start(const SignalHit& hit) const {
    Finding finding;
    finding.pack = rule_.pack;
    finding.rule = rule_.rule;
    finding.action = action_;
    finding.field = hit.field;
    finding.role = hit.role;
    finding.folds = hit.folds;
    finding.raw = hit.raw;
    return finding;
  }

  void emit(Finding finding, const SignalHit& at) {
    trace(TraceKind::kRule, at, nullptr);
    add_finding(std::move(finding), out_);
  }

  void trace(TraceKind kind, const SignalHit& at, const Signal* by, std::string_view note = {}) {
    if (out_.trace == nullptr || out_.trace->size() >= kMostTraceSteps) return;
    TraceStep step;
    step.kind = kind;
    step.rule = rule_.rule;
    step.by = by;
    step.note = note;
    step.field = at.field;
    step.folds = at.folds;
    step.raw = at.raw;
    out_.trace->push_back(step);
  }

  const Rulebook& book_;
  const BookRule& rule_;
  const HitBook& written_;
  const HitBook& hits_;
  Evaluation& out_;
  Action action_ = Action::kNone;
  bool asked_ = false;                    // the account, for its change of this rule
  const AccountItem* change_ = nullptr;   // of this rule by the account
  const Override* overridden_ = nullptr;  // by a later pack
};

// Adds up the scores of the rules that fired, those of one category up to its cap.
class ScoreSum {
 public:
  void add(const BookRule& rule) {
    if (!rule.rule->score) return;
    const Category& category = rule.pack->categories[rule.rule->category];
    const auto known =
        std::find_if(sums_.begin(), sums_.end(), [&](const Sum& sum) { return sum.category == &category; });
    if (known == sums_.end()) {
      sums_.push_back({&category, *rule.rule->score});
    } else {
      known->score += *rule.rule->score;
    }
  }
  [[nodiscard]] double total() const {
    double total = 0;
    for (const Sum& sum : sums_) {
      total += sum.category->score_cap ? std::min(sum.score, *sum.category->score_cap) : sum.score;
    }
    return total;
  }

 private:
  struct Sum {
    const Category* category;
    double score;
  };
  std::vector<Sum> sums_;  // in the order of the rules, so that the total is always the same
};

// Whether rules of the pack stop the post, as far as the first `count` findings go. Other packs are left out
// of it: a pack must say of a text what it says alone.
bool is_stopped(const Pack& pack, const Evaluation& out, std::size_t count) {
  return std::any_of(
      out.findings.begin(), out.findings.begin() + static_cast<std::ptrdiff_t>(count),
      [&](const Finding& finding) { return finding.pack == &pack && finding.action >= Action::kHold; });
}

}  // namespace

void add_finding(Finding finding, Evaluation& out) {
  ++out.total;
  out.action = std::max(out.action, finding.action);
  const std::uint8_t grade = finding.rule->grade;
  if (out.grade == 0 || grade < out.grade) out.grade = grade;
  if (out.findings.size() < kMostCandidateFindings) {
    out.findings.push_back(std::move(finding));
    return;
  }
  // Full: a finding that decides the action must still be there to be read.
  if (finding.action <= out.findings.back().action) return;
  out.findings.back() = std::move(finding);
}

void evaluate_rules(const Rulebook& book, const std::vector<std::uint32_t>& rules, const HitBook& hits,
                    const Profile& profile, const Deadline& deadline, Evaluation& out) {
  ScoreSum score;
  HitBook mended;
  for (const bool fallback : {false, true}) {
    // What was looked at and excused needs no other reason.
    if (fallback && !out.excused.empty()) return;
    const std::size_t before = out.findings.size();
    for (const std::uint32_t number : rules) {
      const BookRule& rule = book.rules[number];
      if (rule.rule->fallback != fallback || (fallback && is_stopped(*rule.pack, out, before))) continue;
      if (deadline.expired()) {
        out.deadline_passed = true;
        return;
      }
      const HitBook& own = mend_hits(rule, hits, mended) ? mended : hits;
      if (RuleRun(book, rule, hits, own, profile, out).run()) score.add(rule);
    }
    out.score = score.total();
    out.action = std::max(out.action, score_action(profile, out.score));
  }
}

void arrange_findings(std::vector<Finding>& findings, std::size_t most) {
  const auto place = [](const Finding& f) {
    return std::tie(f.field, f.raw.begin, f.raw.end, f.rule->id, f.pack->name);
  };
  const auto earlier = [&](const Finding& a, const Finding& b) { return place(a) < place(b); };
  if (findings.size() > most) {
    std::sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
      return a.action != b.action ? a.action > b.action : earlier(a, b);
    });
    findings.resize(most);
  }
  std::sort(findings.begin(), findings.end(), earlier);
}

}  // namespace postgate

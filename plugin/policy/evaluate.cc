#include "policy/evaluate.h"

#include <algorithm>
#include <limits>
#include <span>
#include <tuple>

#include "policy/profile.h"

namespace postgate {

namespace {

using Hits = std::span<const SignalHit>;

// Anchors tried when looking for the shortest span of a finding.
constexpr std::size_t kMostAnchors = 16;

bool same_field(const SignalHit& a, const SignalHit& b) { return a.field == b.field; }

std::uint32_t distance(const SignalHit& a, const SignalHit& b) {
  if (!same_field(a, b)) return std::numeric_limits<std::uint32_t>::max();
  if (b.text.begin >= a.text.end) return b.text.begin - a.text.end;
  if (a.text.begin >= b.text.end) return a.text.begin - b.text.end;
  return 0;
}

// The hit nearest to `anchor`; `hits` is sorted by place and not empty.
const SignalHit& nearest(Hits hits, const SignalHit& anchor) {
  const auto after = std::partition_point(hits.begin(), hits.end(), [&](const SignalHit& hit) {
    return std::tie(hit.field, hit.text.begin) < std::tie(anchor.field, anchor.text.begin);
  });
  if (after == hits.begin()) return *after;
  const auto before = std::prev(after);
  if (after == hits.end()) return *before;
  return distance(anchor, *before) <= distance(anchor, *after) ? *before : *after;
}

SignalSpan to_span(const Rulebook& book, const SignalHit& hit) {
  SignalSpan span;
  span.signal = book.signals[hit.signal].signal;
  span.field = hit.field;
  span.folds = hit.folds;
  span.raw = hit.raw;
  return span;
}

class RuleRun {
 public:
  RuleRun(const Rulebook& book, const BookRule& rule, const HitBook& hits, const Profile& profile,
          Evaluation& out)
      : book_(book), rule_(rule), hits_(hits), out_(out) {
    const Category& category = rule.pack->categories[rule.rule->category];
    action_ = profile_action(profile, *rule.rule, category);
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
    parts_.clear();
    for (const std::uint32_t signal : rule_.all) {
      const Hits found = hits_.of(signal, scope, key);
      if (found.empty()) return false;
      parts_.push_back(found);
    }
    const std::size_t required = parts_.size();
    for (const std::uint32_t signal : rule_.any) {
      const Hits found = hits_.of(signal, scope, key);
      if (!found.empty()) parts_.push_back(found);
    }
    if (!rule_.any.empty() && parts_.size() == required) return false;
    if (only_weak()) {
      trace(TraceKind::kWeak, parts_.front().front(), nullptr);
      return false;
    }
    if (const Signal* guard = find_guard()) {
      trace(TraceKind::kGuarded, parts_.front().front(), guard);
      return false;
    }
    if (rule_.all.size() + rule_.any.size() == 1) {
      emit_each();
    } else {
      emit_together(required);
    }
    return true;
  }

  // A weakly folded hit counts only beside a signal that was seen as it is written.
  [[nodiscard]] bool only_weak() const {
    for (const Hits& part : parts_) {
      if (book_.signals[part.front().signal].signal->weak_alone) return false;
      if (std::any_of(part.begin(), part.end(), [](const SignalHit& hit) { return !hit.weak(); }))
        return false;
    }
    return true;
  }

  [[nodiscard]] const Signal* find_guard() const {
    const Scope scope = rule_.rule->none_within;
    const std::uint64_t key = scope_key(parts_.front().front(), scope);
    for (const std::uint32_t signal : rule_.none) {
      if (!hits_.of(signal, scope, key).empty()) return book_.signals[signal].signal;
    }
    return nullptr;
  }

  // A rule of one signal: every place is a finding of its own, overlapping ones are one.
  void emit_each() {
    const Hits hits = parts_.front();
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
      finding.signals.push_back(to_span(book_, hits[widest]));
      if (strong || weak_alone) emit(std::move(finding), hits[i]);
      i = next;
    }
  }

  // Several signals: one finding, with the places that make the shortest span.
  void emit_together(std::size_t required) {
    const Hits anchors = parts_.front();
    const std::size_t tried = std::min(anchors.size(), kMostAnchors);
    std::vector<const SignalHit*> best;
    std::uint64_t best_width = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t i = 0; i < tried; ++i) {
      std::vector<const SignalHit*> chosen = choose(anchors[i], required);
      const std::uint64_t width = cover(chosen);
      if (width >= best_width) continue;
      best_width = width;
      best = std::move(chosen);
    }
    Finding finding = start(*best.front());
    for (const SignalHit* hit : best) {
      finding.signals.push_back(to_span(book_, *hit));
      finding.folds = static_cast<FoldSet>(finding.folds | hit->folds);
      if (hit->field != finding.field) continue;
      finding.raw.begin = std::min(finding.raw.begin, hit->raw.begin);
      finding.raw.end = std::max(finding.raw.end, hit->raw.end);
    }
    emit(std::move(finding), *best.front());
  }

  // The anchor, the nearest hit of every other `all` signal, and of the `any` signals the nearest.
  [[nodiscard]] std::vector<const SignalHit*> choose(const SignalHit& anchor, std::size_t required) const {
    std::vector<const SignalHit*> chosen{&anchor};
    for (std::size_t i = 1; i < required; ++i) chosen.push_back(&nearest(parts_[i], anchor));
    const SignalHit* best = nullptr;
    for (std::size_t i = std::max<std::size_t>(required, 1); i < parts_.size(); ++i) {
      const SignalHit& hit = nearest(parts_[i], anchor);
      if (best == nullptr || distance(anchor, hit) < distance(anchor, *best)) best = &hit;
    }
    if (best != nullptr && required > 0) chosen.push_back(best);
    return chosen;
  }

  [[nodiscard]] static std::uint64_t cover(const std::vector<const SignalHit*>& chosen) {
    std::uint64_t begin = chosen.front()->text.begin;
    std::uint64_t end = chosen.front()->text.end;
    std::uint64_t elsewhere = 0;
    for (const SignalHit* hit : chosen) {
      if (!same_field(*hit, *chosen.front())) {
        elsewhere += std::numeric_limits<std::uint32_t>::max();
        continue;
      }
      begin = std::min<std::uint64_t>(begin, hit->text.begin);
      end = std::max<std::uint64_t>(end, hit->text.end);
    }
    return end - begin + elsewhere;
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
    ++out_.total;
    out_.action = std::max(out_.action, action_);
    const std::uint8_t grade = rule_.rule->grade;
    if (out_.grade == 0 || grade < out_.grade) out_.grade = grade;
    trace(TraceKind::kRule, at, nullptr);
    if (out_.findings.size() < kMostCandidateFindings) {
      out_.findings.push_back(std::move(finding));
      return;
    }
    // Full: a finding that decides the action must still be there to be read.
    if (action_ <= out_.findings.back().action) return;
    out_.findings.back() = std::move(finding);
  }

  void trace(TraceKind kind, const SignalHit& at, const Signal* by) {
    if (out_.trace == nullptr || out_.trace->size() >= kMostTraceSteps) return;
    TraceStep step;
    step.kind = kind;
    step.rule = rule_.rule;
    step.by = by;
    step.field = at.field;
    step.folds = at.folds;
    step.raw = at.raw;
    out_.trace->push_back(step);
  }

  const Rulebook& book_;
  const BookRule& rule_;
  const HitBook& hits_;
  Evaluation& out_;
  Action action_ = Action::kNone;
  std::vector<Hits> parts_;  // per signal of `all`, then of `any`, its hits in the scope
};

}  // namespace

void evaluate_rules(const Rulebook& book, const std::vector<std::uint32_t>& rules, const HitBook& hits,
                    const Profile& profile, const Deadline& deadline, Evaluation& out) {
  for (const std::uint32_t number : rules) {
    if (deadline.expired()) {
      out.deadline_passed = true;
      return;
    }
    const BookRule& rule = book.rules[number];
    const bool fired = RuleRun(book, rule, hits, profile, out).run();
    if (fired && rule.rule->score) out.score += *rule.rule->score;
  }
  out.action = std::max(out.action, score_action(profile, out.score));
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

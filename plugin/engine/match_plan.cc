#include "engine/match_plan.h"

#include <algorithm>

#include "engine/compiled.h"

namespace postgate {

namespace {

std::vector<std::uint32_t> signals_of(const CompiledView& view) {
  std::vector<std::uint32_t> signals;
  for (const PatternUse& use : view.uses) signals.push_back(use.signal);
  std::sort(signals.begin(), signals.end());
  signals.erase(std::unique(signals.begin(), signals.end()), signals.end());
  return signals;
}

// Whether something other than the words of the squeezed view finds it.
bool is_late(const Signal& signal) {
  return !signal.regexes.empty() || !signal.detectors.empty() || !signal.links.empty() || signal.raw ||
         signal.extra_folds != 0;
}

// What each rule has to do with the extra views.
void plan_extra_views(const Compiled& compiled, MatchPlan& plan) {
  const std::size_t count = compiled.book.signals.size();
  std::vector<std::uint64_t> views(count);  // per signal
  std::vector<bool> alone(count);           // ... what is found there may count by itself
  std::uint64_t bit = 1;
  for (const CompiledView& view : compiled.views) {
    if (view.kind != ViewKind::kExtra) continue;
    for (const std::uint32_t signal : signals_of(view)) {
      views[signal] |= bit;
      alone[signal] = alone[signal] || view.witnesses.empty();
    }
    bit <<= 1U;
  }
  plan.is_extra.resize(count);
  for (std::uint32_t signal = 0; signal < count; ++signal) {
    if (views[signal] == 0) continue;
    plan.is_extra[signal] = true;
    plan.extra.push_back(signal);
  }
  for (const BookRule& rule : compiled.book.rules) {
    std::uint64_t all = 0;
    bool weak = false;
    for (const auto* list : {&rule.all, &rule.any}) {
      for (const std::uint32_t signal : *list) {
        all |= views[signal];
        weak = weak || alone[signal];
      }
    }
    for (const std::uint32_t signal : rule.none) all |= views[signal];
    plan.rule_views.push_back(all);
    plan.fires_weak.push_back(weak);
  }
}

Sightings sightings_of(const CompiledView& view, const std::vector<bool>& near) {
  Sightings made;
  for (const Pattern& pattern : view.patterns) {
    made.begins.push_back(static_cast<std::uint32_t>(made.list.size()));
    const bool early = view.kind == ViewKind::kSqueezed && pattern.regex < 0;
    for (std::uint32_t i = 0; i < pattern.use_count; ++i) {
      const PatternUse& use = view.uses[pattern.first_use + i];
      if (use.role == UseRole::kExcept) continue;
      const bool lonely = early && near[use.signal];
      made.list.push_back({use.signal, use.role == UseRole::kNear ? Sightings::kNear
                                       : lonely                   ? Sightings::kLonely
                                                                  : Sightings::kSeen});
    }
  }
  made.begins.push_back(static_cast<std::uint32_t>(made.list.size()));
  return made;
}

}  // namespace

MatchPlan make_match_plan(const Compiled& compiled) {
  const std::size_t count = compiled.book.signals.size();
  MatchPlan plan;
  std::vector<bool> late(count);
  plan.near.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Signal& signal = *compiled.book.signals[i].signal;
    plan.near[i] = signal.near.has_value();
    late[i] = is_late(signal);
  }
  for (std::size_t number = 0; number < compiled.views.size(); ++number) {
    const CompiledView& view = compiled.views[number];
    if (view.kind != ViewKind::kExtra && (compiled.always_open >> number & 1U) != 0) {
      const std::vector<std::uint32_t> found = signals_of(view);
      plan.always.insert(plan.always.end(), found.begin(), found.end());
    }
  }
  for (const CompiledView& view : compiled.views) plan.sightings.push_back(sightings_of(view, plan.near));
  plan_extra_views(compiled, plan);
  plan.needs = RuleNeeds(compiled.book, late);
  return plan;
}

}  // namespace postgate

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
  plan.extra.resize(compiled.views.size());
  for (std::size_t number = 0; number < compiled.views.size(); ++number) {
    const CompiledView& view = compiled.views[number];
    if (view.kind == ViewKind::kExtra) {
      plan.extra[number] = signals_of(view);
    } else if ((compiled.always_open >> number & 1U) != 0) {
      const std::vector<std::uint32_t> found = signals_of(view);
      plan.always.insert(plan.always.end(), found.begin(), found.end());
    }
  }
  plan.needs = RuleNeeds(compiled.book, late);
  return plan;
}

}  // namespace postgate

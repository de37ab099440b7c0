#include "engine/witnesses.h"

#include <algorithm>

namespace postgate {

namespace {

// Whether what the view finds of a signal may count by itself: it says so, or the view undoes a fold that is
// not weak. Repeats are such a fold, but only texts with repeats need it.
bool counts_alone(const Compiled& compiled, const CompiledView& view) {
  if ((view.extra & ~kWeakFolds & ~kFoldRepeat) != 0) return true;
  return std::any_of(view.uses.begin(), view.uses.end(), [&](const PatternUse& use) {
    return compiled.book.signals[use.signal].signal->weak_alone;
  });
}

}  // namespace

void find_witnesses(Compiled& compiled) {
  const std::size_t count = compiled.book.signals.size();
  for (CompiledView& view : compiled.views) {
    if (view.kind != ViewKind::kExtra || counts_alone(compiled, view)) continue;
    std::vector<bool> found_here(count);
    for (const PatternUse& use : view.uses) found_here[use.signal] = true;
    const auto is_here = [&](std::uint32_t signal) { return found_here[signal]; };
    view.witnesses.assign(count, false);
    for (const BookRule& rule : compiled.book.rules) {
      bool concerned = false;
      for (const auto* list : {&rule.all, &rule.any, &rule.none}) {
        concerned = concerned || std::any_of(list->begin(), list->end(), is_here);
      }
      if (!concerned) continue;
      for (const std::uint32_t signal : rule.all) view.witnesses[signal] = true;
      for (const std::uint32_t signal : rule.any) view.witnesses[signal] = true;
    }
  }
}

}  // namespace postgate

#include "engine/mended_scopes.h"

#include <algorithm>
#include <vector>

#include "text/fold.h"

namespace postgate {

namespace {

using Starts = std::vector<std::uint32_t>;

// The first and the last of the boundaries that one word runs over, each as where its scope begins.
void note_run(const SignalHit& hit, const Starts& starts, std::vector<Range>& runs) {
  const auto after = [&starts](std::uint32_t at) {
    return std::upper_bound(starts.begin(), starts.end(), at);
  };
  const auto first = after(hit.text.begin);
  auto last = after(hit.text.end - 1);
  if (first == last) return;
  // The lines whose first characters make a word go on in the next one.
  if ((hit.folds & kFoldOrder) != 0 && last != starts.end()) ++last;
  runs.push_back({first == starts.begin() ? 0 : *std::prev(first), *std::prev(last)});
}

// Overlapping runs become one.
void unite(std::vector<Range>& runs) {
  std::sort(runs.begin(), runs.end(), [](Range a, Range b) { return a.begin < b.begin; });
  std::size_t kept = 0;
  for (const Range& run : runs) {
    if (kept > 0 && run.begin <= runs[kept - 1].end) {
      runs[kept - 1].end = std::max(runs[kept - 1].end, run.end);
    } else {
      runs[kept++] = run;
    }
  }
  runs.resize(kept);
}

std::uint32_t mended(std::uint32_t start, const std::vector<Range>& runs) {
  const auto next = std::upper_bound(runs.begin(), runs.end(), start,
                                     [](std::uint32_t at, Range run) { return at < run.begin; });
  if (next == runs.begin()) return start;
  const Range& run = *std::prev(next);
  return start <= run.end ? run.begin : start;
}

}  // namespace

void mend_scopes(std::span<SignalHit> hits, const Boundaries& boundaries, std::uint32_t length) {
  std::vector<Range> clauses;
  std::vector<Range> sentences;
  for (const SignalHit& hit : hits) {
    if (hit.source != kHitWord || hit.text.end <= hit.text.begin || hit.text.end > length) continue;
    note_run(hit, boundaries.clauses, clauses);
    note_run(hit, boundaries.sentences, sentences);
  }
  if (clauses.empty()) return;
  unite(clauses);
  unite(sentences);
  for (SignalHit& hit : hits) {
    hit.clause = mended(hit.clause, clauses);
    hit.sentence = mended(hit.sentence, sentences);
  }
}

}  // namespace postgate

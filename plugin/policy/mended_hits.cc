#include "policy/mended_hits.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace postgate {

namespace {

// From the first scope that a word runs over to the last, each as where it begins.
struct Run {
  std::uint32_t field;
  std::uint32_t begin;
  std::uint32_t end;
};

// Overlapping runs become one.
void unite(std::vector<Run>& runs) {
  std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    return std::tie(a.field, a.begin) < std::tie(b.field, b.begin);
  });
  std::size_t kept = 0;
  for (const Run& run : runs) {
    if (kept > 0 && run.field == runs[kept - 1].field && run.begin <= runs[kept - 1].end) {
      runs[kept - 1].end = std::max(runs[kept - 1].end, run.end);
    } else {
      runs[kept++] = run;
    }
  }
  runs.resize(kept);
}

std::uint32_t mended(std::uint32_t field, std::uint32_t start, const std::vector<Run>& runs) {
  const auto next = std::partition_point(runs.begin(), runs.end(), [&](const Run& run) {
    return std::tie(run.field, run.begin) <= std::tie(field, start);
  });
  if (next == runs.begin()) return start;
  const Run& run = *std::prev(next);
  return run.field == field && start <= run.end ? run.begin : start;
}

}  // namespace

bool mend_hits(const BookRule& rule, const HitBook& hits, HitBook& mended_hits) {
  if (!hits.has_broken_words()) return false;
  std::vector<Run> clauses;
  std::vector<Run> sentences;
  const auto each_hit = [&](auto use) {
    for (const auto* list : {&rule.all, &rule.any}) {
      for (const std::uint32_t signal : *list) {
        for (const SignalHit& hit : hits.of(signal)) use(hit);
      }
    }
  };
  each_hit([&](const SignalHit& hit) {
    if (hit.last_clause > hit.clause) clauses.push_back({hit.field, hit.clause, hit.last_clause});
    if (hit.last_sentence > hit.sentence) sentences.push_back({hit.field, hit.sentence, hit.last_sentence});
  });
  if (clauses.empty()) return false;
  unite(clauses);
  unite(sentences);
  mended_hits.clear();
  each_hit([&](SignalHit hit) {
    hit.clause = mended(hit.field, hit.clause, clauses);
    hit.sentence = mended(hit.field, hit.sentence, sentences);
    mended_hits.add(hit);
  });
  mended_hits.sort();
  return true;
}

}  // namespace postgate

#include "pack/suggest.h"

#include <algorithm>
#include <utility>

#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::size_t kLongestName = 100;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Short names are near to everything; one letter in three may be wrong.
std::size_t tolerance(std::size_t length) { return std::clamp<std::size_t>(length / 3, 1, 3); }

std::size_t difference(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most,
                          std::vector<std::size_t> (&rows)[3]) {
  for (std::vector<std::size_t>& row : rows) row.assign(b.size() + 1, 0);
  auto& [before, last, now] = rows;
  for (std::size_t j = 0; j <= b.size(); ++j) now[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, now);
    now[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
      least = std::min(least, now[j]);
    }
    if (least > most) return most + 1;
  }
  return now[b.size()];
}

std::string Suggester::did_you_mean(std::string_view wanted, const std::vector<std::string_view>& known) {
  if (wanted.empty() || wanted.size() > kLongestName) return {};
  std::size_t most = tolerance(wanted.size());
  std::string_view best;
  for (const std::string_view candidate : known) {
    if (budget_ == 0) return {};
    --budget_;
    if (candidate.empty() || difference(candidate.size(), wanted.size()) > most) continue;
    const std::size_t cells = (candidate.size() + 1) * (wanted.size() + 1);
    if (cells > budget_) return {};
    budget_ -= cells;
    const std::size_t distance = edit_distance(wanted, candidate, most, rows_);
    if (distance > most || (distance == most && !best.empty())) continue;
    best = candidate;
    most = distance;
  }
  return best.empty() ? std::string() : "; did you mean " + in_quotes(best) + "?";
}

}  // namespace postgate

// Range arithmetic of character classes.
#include "match/code_set.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace postgate {

namespace {

constexpr char32_t kFirstSurrogate = 0xD800;
constexpr char32_t kLastSurrogate = 0xDFFF;

void push_without_surrogates(std::vector<CodeRange>& out, CodeRange range) {
  if (range.last < kFirstSurrogate || range.first > kLastSurrogate) {
    out.push_back(range);
    return;
  }
  if (range.first < kFirstSurrogate) out.push_back({range.first, kFirstSurrogate - 1});
  if (range.last > kLastSurrogate) out.push_back({kLastSurrogate + 1, range.last});
}

}  // namespace

CodeSet::CodeSet(std::vector<CodeRange> ranges) : ranges_(std::move(ranges)) { normalize(); }

void CodeSet::normalize() {
  std::sort(ranges_.begin(), ranges_.end(),
            [](const CodeRange& a, const CodeRange& b) { return a.first < b.first; });
  std::vector<CodeRange> merged;
  for (const CodeRange& range : ranges_) {
    if (!merged.empty() && range.first <= merged.back().last + 1) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  ranges_.clear();
  for (const CodeRange& range : merged) push_without_surrogates(ranges_, range);
}

CodeSet CodeSet::complement() const {
  std::vector<CodeRange> out;
  char32_t next = 0;
  for (const CodeRange& range : ranges_) {
    if (range.first > next) out.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLastCodePoint) out.push_back({next, kLastCodePoint});
  return CodeSet(std::move(out));
}

CodeSet CodeSet::widened(std::size_t most) const {
  if (ranges_.size() <= most) return *this;
  std::vector<char32_t> gaps;
  for (std::size_t i = 1; i < ranges_.size(); ++i) gaps.push_back(ranges_[i].first - ranges_[i - 1].last);
  std::vector<char32_t> sorted = gaps;
  const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(ranges_.size() - most - 1);
  std::nth_element(sorted.begin(), nth, sorted.end());
  const char32_t widest_closed = *nth;
  std::vector<CodeRange> out = {ranges_.front()};
  for (std::size_t i = 1; i < ranges_.size(); ++i) {
    const bool close = gaps[i - 1] <= widest_closed && out.back().last >= 0x7F;
    if (close) {
      out.back().last = ranges_[i].last;
    } else {
      out.push_back(ranges_[i]);
    }
  }
  return CodeSet(std::move(out));
}

}  // namespace postgate

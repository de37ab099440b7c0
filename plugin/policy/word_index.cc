#include "policy/word_index.h"

#include <tuple>

namespace postgate {

namespace {

constexpr std::size_t kBitsPerWord = 32;

}  // namespace

std::uint64_t WordIndex::key_of(std::string_view word) {
  const std::size_t bytes = word.size() < kLong ? kShortest : kLong;
  std::uint64_t key = 0;
  std::memcpy(&key, word.data(), bytes);
  return word.size() < kLong ? key | kShortMark : key;
}

void WordIndex::build(const std::vector<std::string_view>& words) {
  entries_.clear();
  entries_.reserve(words.size());
  has_short_ = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < kShortest) continue;
    has_short_ = has_short_ || words[i].size() < kLong;
    entries_.push_back({key_of(words[i]), static_cast<std::uint32_t>(i)});
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.key, a.word) < std::tie(b.key, b.word); });
  unsigned log = 6;
  while ((std::size_t{1} << log) < entries_.size() * kBitsPerWord) ++log;
  shift_ = 64 - log;
  filter_.assign((std::size_t{1} << log) / 64, 0);
  filter_.shrink_to_fit();
  for (const Entry& entry : entries_) {
    const std::uint64_t bit = bit_of(entry.key);
    filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  }
}

}  // namespace postgate

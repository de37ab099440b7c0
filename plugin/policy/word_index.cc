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

WordIndex::Tables WordIndex::tables_of(const std::vector<std::string_view>& words) {
  Tables made;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < kShortest) continue;
    made.entries.push_back({key_of(words[i]), static_cast<std::uint32_t>(i)});
  }
  if (made.entries.empty()) return made;
  std::sort(made.entries.begin(), made.entries.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.key, a.word) < std::tie(b.key, b.word); });
  made.filter.resize(std::bit_ceil((made.entries.size() * kBitsPerWord + 63) / 64));
  for (const Entry& entry : made.entries) {
    const std::uint64_t bit = bit_of(entry.key, shift_for(made.filter.size()));
    made.filter[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  }
  return made;
}

WordIndex::WordIndex(std::span<const Entry> entries, std::span<const std::uint64_t> filter)
    : entries_(entries),
      filter_(filter),
      shift_(filter.empty() ? 0 : shift_for(filter.size())),
      has_short_(std::any_of(entries.begin(), entries.end(),
                             [](const Entry& entry) { return (entry.key & kShortMark) != 0; })) {}

}  // namespace postgate

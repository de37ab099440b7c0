// WordIndex: which of many words may begin at a place of a text. A bit filter answers "none" for
// nearly every place, so that a few thousand words cost a clean text about a nanosecond a
// character. It knows hashes, not words: the owner compares what it is offered. A view of tables that
// somebody else keeps.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace postgate {

class WordIndex {
 public:
  struct Entry {
    std::uint64_t key;
    std::uint32_t word;  // the owner's number for it
  };
  // Shorter words (in bytes) are not found.
  static constexpr std::size_t kShortest = 2;

  struct Tables {
    std::vector<Entry> entries;  // by key, then word
    std::vector<std::uint64_t> filter;
  };

  // `words` in any order; their numbers are their places in it.
  static Tables tables_of(const std::vector<std::string_view>& words);

  WordIndex() = default;
  // The two of Tables, which must outlive this and stay where they are.
  WordIndex(std::span<const Entry> entries, std::span<const std::uint64_t> filter);

  [[nodiscard]] bool empty() const { return entries_.empty(); }

  // Calls `found(word, at)` for every word that may begin at byte `at`, in ascending order of
  // `at`. The owner checks that it does.
  template <typename Found>
  void scan(std::string_view text, Found&& found) const {
    if (entries_.empty()) return;
    std::size_t at = 0;
    const std::size_t safe = text.size() < sizeof(std::uint64_t) ? 0 : text.size() - sizeof(std::uint64_t);
    if (text.size() >= sizeof(std::uint64_t)) {
      for (; at <= safe; at += step(text[at])) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, sizeof(bytes));
        offer(bytes, at, found);
      }
    }
    for (; at + kShortest <= text.size(); at += step(text[at])) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + at, text.size() - at);
      offer(bytes, at, found);
    }
  }

 private:
  static constexpr std::size_t kLong = 6;  // bytes that decide about longer words: two Han characters
  static constexpr std::uint64_t kLongMask = 0xFFFF'FFFF'FFFFULL;
  static constexpr std::uint64_t kShortMask = 0xFFFFULL;
  static constexpr std::uint64_t kShortMark = 1ULL << 63U;  // keeps the two kinds of keys apart

  static std::uint64_t key_of(std::string_view word);
  static std::size_t step(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
  }
  static std::uint64_t bit_of(std::uint64_t key, unsigned shift) {
    return (key * 0x9E37'79B9'7F4A'7C15ULL) >> shift;
  }
  // For a filter of so many words of 64 bits, a power of two.
  static unsigned shift_for(std::size_t size) { return 58U - static_cast<unsigned>(std::countr_zero(size)); }
  [[nodiscard]] bool may_hold(std::uint64_t key) const {
    const std::uint64_t bit = bit_of(key, shift_);
    return (filter_[bit >> 6U] >> (bit & 63U) & 1U) != 0;
  }

  template <typename Found>
  void offer(std::uint64_t bytes, std::size_t at, Found& found) const {
    const std::uint64_t key = bytes & kLongMask;
    if (may_hold(key)) offer_key(key, at, found);
    if (!has_short_) return;
    const std::uint64_t short_key = (bytes & kShortMask) | kShortMark;
    if (may_hold(short_key)) offer_key(short_key, at, found);
  }

  template <typename Found>
  void offer_key(std::uint64_t key, std::size_t at, Found& found) const {
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), key,
                                  [](const Entry& a, std::uint64_t wanted) { return a.key < wanted; });
    for (; entry != entries_.end() && entry->key == key; ++entry) found(entry->word, at);
  }

  std::span<const Entry> entries_;
  std::span<const std::uint64_t> filter_;
  unsigned shift_ = 58;
  bool has_short_ = false;
};

}  // namespace postgate

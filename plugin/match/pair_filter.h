// The pair filter: which positions of a text may hold a word. Each word is known by a pair of neighbouring
// symbols and the symbol behind or before them; a word of two symbols by the pair alone. A Bloom filter in
// which the pair says which 32-bit word, and the pair and its neighbour which two bits of that, so that a
// position costs one look. Many positions are tested at once where the CPU can gather, chosen at run time.
// Stateless; every kernel gives the same positions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/cpu_level.h"

namespace postgate {

constexpr std::uint32_t pair_of(char16_t first, char16_t second) {
  return static_cast<std::uint32_t>(first) | static_cast<std::uint32_t>(second) << 16U;
}

inline constexpr std::uint32_t kHashFirst = 0x9E3779B1U;
inline constexpr std::uint32_t kHashSecond = 0x85EBCA6BU;
inline constexpr std::uint32_t kHashBehind = 0xC2B2AE35U;
inline constexpr std::uint32_t kHashBefore = 0x27D4EB2FU;

// Its top bits are the number of the filter's word, the ten below them choose bits there.
constexpr std::uint32_t pair_hash(char16_t first, char16_t second) {
  return first * kHashFirst + second * kHashSecond;
}
// The bits of a hash that has lost the number of the word.
constexpr std::uint32_t filter_bits(std::uint32_t below) {
  return 1U << (below >> 27U) | 1U << (below >> 22U & 31U);
}

struct PairFilter {
  const std::uint32_t* words;  // as many as 32 - shift bits can number
  unsigned shift;              // from kLeastShift to 31
};
inline constexpr unsigned kLeastShift = 10;

// Room that `out` needs behind the positions it is given.
inline constexpr std::size_t kFilterSlack = 64;

// Writes to `out`, ascending, the positions from `from` up to `to` that may hold a word; `to` is less than
// the size of the view. Returns how many.
std::size_t filter_pairs(std::u16string_view view, std::size_t from, std::size_t to, const PairFilter& filter,
                         std::uint32_t* out, CpuLevel level = CpuLevel::kBest);

}  // namespace postgate

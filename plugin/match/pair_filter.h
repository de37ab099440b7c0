// The pair filter: which positions of a text may begin a pair of symbols that some word has. A
// Bloom filter of two bits in one 32-bit word, tested for many positions at once where the CPU can
// gather, chosen at run time. Stateless; every kernel gives the same positions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/cpu_level.h"

namespace postgate {

constexpr std::uint32_t pair_of(char16_t first, char16_t second) {
  return static_cast<std::uint32_t>(first) | static_cast<std::uint32_t>(second) << 16U;
}

// The hash is spread over the word's number (its top bits) and two bits below that.
constexpr std::uint32_t pair_hash(std::uint32_t pair) { return pair * 0x9E3779B1U; }
constexpr unsigned kPairBitsBelow = 10;

// `shift` leaves the number of a word of the bitmap in a hash; at least kPairBitsBelow.
constexpr std::uint32_t pair_bits(std::uint32_t hash, unsigned shift) {
  return 1U << (hash >> (shift - 5U) & 31U) | 1U << (hash >> (shift - 10U) & 31U);
}

// Room that `out` needs behind `count` positions.
inline constexpr std::size_t kFilterSlack = 64;

// Reads symbols[0 .. count]; writes to `out`, ascending, the positions below `count` whose pair may
// be in the bitmap. Returns how many.
std::size_t filter_pairs(const char16_t* symbols, std::size_t count, const std::uint32_t* bitmap,
                         unsigned shift, std::uint32_t* out, CpuLevel level = CpuLevel::kBest);

}  // namespace postgate

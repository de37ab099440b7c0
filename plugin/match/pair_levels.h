// How often two symbols stand beside each other in ordinary Chinese text. Measured on public news,
// encyclopedia and microblog text; only counts are kept, hashed, so that no text can be read back.
#pragma once

#include <cstdint>

namespace postgate {

inline constexpr unsigned kPairLevelBits = 16;
inline constexpr unsigned kMostPairLevel = 15;

// The bucket of a pair in the table.
constexpr std::uint32_t pair_level_bucket(std::uint32_t pair) {
  return (pair * 0x85EBCA6BU) >> (32U - kPairLevelBits);
}
// 0: rarer than once in a million pairs; one more for each doubling.
unsigned pair_level(std::uint32_t pair);

}  // namespace postgate

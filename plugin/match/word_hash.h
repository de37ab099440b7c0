// Hashes that the building and the searching of a dictionary must agree on.
#pragma once

#include <cstdint>

namespace postgate {

// Independent of pair_hash(), so that what passes the bitmap by chance is spread here.
constexpr std::uint32_t slot_hash(std::uint32_t pair) {
  return static_cast<std::uint32_t>((pair * 0xD6E8FEB86659FD93ULL) >> 32U);
}

// Guards. Each pair has a cell, which it may share with others: bits 0..15, a word is the pair alone;
// 16..39, the symbol behind the pair; 40..63, for words that end with their pair, the one in front of it.
inline constexpr unsigned kGuardBits = 24;
constexpr unsigned guard_number(char16_t symbol) { return (symbol * 0x9E3779B1U >> 16U) * kGuardBits >> 16U; }
constexpr std::uint64_t guard_alone(std::uint32_t hash) { return std::uint64_t{1} << (hash & 15U); }
constexpr std::uint64_t guard_behind(char16_t symbol) {
  return std::uint64_t{1} << (16U + guard_number(symbol));
}
constexpr std::uint64_t guard_before(char16_t symbol) {
  return std::uint64_t{1} << (16U + kGuardBits + guard_number(symbol));
}

}  // namespace postgate

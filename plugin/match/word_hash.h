// Hashes that the building and the searching of a dictionary must agree on.
#pragma once

#include <cstdint>

namespace postgate {

// Independent of pair_hash(), so that what passes the bitmap by chance is spread here.
constexpr std::uint32_t slot_hash(std::uint32_t pair) {
  return static_cast<std::uint32_t>((pair * 0xD6E8FEB86659FD93ULL) >> 32U);
}

// Guards: bits 0..14 a symbol behind the pair, 16..30 one in front; 15: a word is the pair alone.
inline constexpr std::uint32_t kGuardAlone = 1U << 15U;
constexpr std::uint32_t guard_hash(char16_t symbol) {
  return static_cast<std::uint32_t>(symbol * 0x9E3779B1U >> 8U) % 15U;
}
constexpr std::uint32_t guard_behind(char16_t symbol) { return 1U << guard_hash(symbol); }
constexpr std::uint32_t guard_before(char16_t symbol) { return 1U << (16U + guard_hash(symbol)); }

}  // namespace postgate

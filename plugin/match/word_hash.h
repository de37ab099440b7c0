// The hash that the building and the searching of a dictionary must agree on.
#pragma once

#include <cstdint>

namespace postgate {

// Of a pair and the symbol `checked` from where it begins: 2 behind it, -1 before it; with 0 of the pair
// alone. Independent of the hashes of the filter, so that what passes there by chance is spread here.
constexpr std::uint64_t slot_hash(std::uint32_t pair, int checked, char16_t check) {
  const std::uint64_t key =
      pair | std::uint64_t{check} << 32U | static_cast<std::uint64_t>(checked + 1) << 48U;
  const std::uint64_t mixed = key * 0xD6E8FEB86659FD93ULL;
  return (mixed ^ mixed >> 32U) * 0x9FB21C651E98DF25ULL;
}

}  // namespace postgate

// Decodes a stretch of UTF-8 into 16-bit codes, as wide as the CPU can, chosen at run time. It stops
// before whatever is ill-formed or above the BMP. Stateless; every kernel ends up with the same codes,
// if not always in the same number of calls.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/cpu_level.h"

namespace postgate {

inline constexpr std::size_t kBatchCodes = 256;
// Room for codes that a kernel writes behind those it counts.
inline constexpr std::size_t kBatchRoom = kBatchCodes + 64;

struct DecodedBatch {
  std::size_t count;
  const std::uint8_t* next;  // behind the last character
};

// `at` begins a character, and what stands between `begin` and `at` is well-formed. No more than
// kBatchCodes; none if the first character must be taken by itself. A three-byte form that is
// ill-formed for its value may be given as a surrogate.
DecodedBatch decode_batch(const std::uint8_t* begin, const std::uint8_t* at, const std::uint8_t* end,
                          std::uint16_t* codes, CpuLevel level = CpuLevel::kBest);

}  // namespace postgate

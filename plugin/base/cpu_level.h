// How much of a CPU may be used. Every level gives the same results; the lower ones are there to prove it.
#pragma once

#include <cstdint>

namespace postgate {

// As POSTGATE_CPU_*. Each level includes those before it; the first is all there is.
enum class CpuLevel : std::uint8_t { kBest = 0, kBaseline = 1, kAvx2 = 2, kAvx512 = 3, kAvx512Vbmi = 4 };

}  // namespace postgate

// The monotonic clock as a number. No state.
#pragma once

#include <chrono>
#include <cstdint>

namespace postgate {

// Nanoseconds since some point in the past; never 0 in practice, so that 0 can mean "not taken".
inline std::uint64_t monotonic_ns() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

}  // namespace postgate

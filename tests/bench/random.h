// Numbers that are the same on every machine (splitmix64).
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace postgate_bench {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
  // A rank below `limit`; rank r comes about as often as 1 / (r + 1).
  std::size_t zipf(std::size_t limit) {
    const double unit = static_cast<double>(next() >> 11U) * 0x1.0p-53;
    const auto rank = static_cast<std::size_t>(std::pow(static_cast<double>(limit) + 1.0, unit)) - 1;
    return rank < limit ? rank : limit - 1;
  }

 private:
  std::uint64_t state_;
};

}  // namespace postgate_bench

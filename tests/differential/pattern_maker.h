// Random patterns of the common subset with texts that have a fair chance to match. Everything comes
// from the seed: the same seed makes the same patterns and texts everywhere.
#pragma once

#include <cstdint>
#include <string>

#include "differential/naive_regex.h"

namespace postgate_test {

// splitmix64: the standard library's distributions differ from one implementation to the next.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(next() % limit); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

Expr make_pattern(Dice& dice);
// Noise with a text around it that matches `expr` where boundaries allow; sometimes damaged.
std::u32string make_text(const Expr& expr, Dice& dice);
std::u32string make_noise(Dice& dice, std::uint32_t most);

std::string to_utf8(const std::u32string& text);

}  // namespace postgate_test

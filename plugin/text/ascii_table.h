// What each ASCII character folds to, as one word; read by the fold loop only.
// Controls other than white space are ignorable; line breaks become LF, the tab a space.
#pragma once

#include <array>
#include <cstdint>

#include "text/field_text.h"
#include "text/sign_traits.h"

namespace postgate {

// What an ASCII character becomes, as one word: the output byte, two flags, the traits from bit 16 on.
inline constexpr std::uint32_t kAsciiLetter = 1U << 8U;  // goes to the squeezed view
inline constexpr std::uint32_t kAsciiSlow = 1U << 9U;    // digits, carriage returns, controls
inline constexpr unsigned kAsciiTraitShift = 16;

constexpr bool is_ascii_digit(std::uint32_t cp) { return cp >= '0' && cp <= '9'; }

constexpr std::uint32_t ascii_word(std::uint32_t c) {
  if (c >= 'A' && c <= 'Z') return (c + 32) | kAsciiLetter | kTraitLatinLetter << kAsciiTraitShift;
  if (c >= 'a' && c <= 'z') return c | kAsciiLetter | kTraitLatinLetter << kAsciiTraitShift;
  if (is_ascii_digit(c)) return c | kAsciiLetter | kAsciiSlow | kTraitDigit << kAsciiTraitShift;
  if (c == '\n' || c == '\v' || c == '\f') return '\n';
  if (c == '\t') return ' ';
  if (c < ' ' || c == 0x7F) return c | kAsciiSlow;
  if (c == '@') return c | kTraitAt << kAsciiTraitShift;
  if (c == '.') return c | kTraitFullStop << kAsciiTraitShift;
  if (c == ':' || c == '/') return c | kTraitColonSlash << kAsciiTraitShift;
  return c | traits_of_sign(c) << kAsciiTraitShift;
}

inline constexpr std::array<std::uint32_t, 128> kAscii = [] {
  std::array<std::uint32_t, 128> table{};
  for (std::uint32_t c = 0; c < 128; ++c) table[c] = ascii_word(c);
  return table;
}();

constexpr bool is_upper(std::uint32_t c) { return c >= 'A' && c <= 'Z'; }

}  // namespace postgate

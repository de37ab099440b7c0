// Character classes and UTF-8 steps shared by the detectors. Views are valid
// UTF-8; the steps stay inside the view even if they were not. Stateless.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace postgate::link {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_letter(c); }
constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80U; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
inline std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// The character at `pos`, or NUL outside the view.
constexpr char at(std::string_view text, std::size_t pos) { return pos < text.size() ? text[pos] : '\0'; }
constexpr char before(std::string_view text, std::size_t pos) { return pos > 0 ? text[pos - 1] : '\0'; }

// First position >= pos of an ASCII byte; skips Chinese eight bytes at a time.
inline std::size_t skip_non_ascii(std::string_view text, std::size_t pos) {
  constexpr std::uint64_t kHigh = 0x8080808080808080ULL;
  while (pos + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + pos, sizeof word);
    if ((word & kHigh) != kHigh) break;
    pos += 8;
  }
  while (pos < text.size() && !is_ascii(text[pos])) ++pos;
  return pos;
}

// First position >= pos of an ASCII letter or digit.
inline std::size_t next_alnum(std::string_view text, std::size_t pos) {
  while (pos < text.size() && !is_alnum(text[pos])) {
    pos = is_ascii(text[pos]) ? pos + 1 : skip_non_ascii(text, pos);
  }
  return pos;
}

inline std::size_t next_digit(std::string_view text, std::size_t pos) {
  while (pos < text.size() && !is_digit(text[pos])) {
    pos = is_ascii(text[pos]) ? pos + 1 : skip_non_ascii(text, pos);
  }
  return pos;
}

struct Decoded {
  char32_t value = 0;
  std::size_t size = 0;  // 0 at the end of the view
};

inline Decoded decode_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return {};
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(at(text, pos + i)));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size == 1 || pos + size > text.size()) return {0xFFFD, 1};
  char32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
  return {value, size};
}

// The code point that ends at `pos`.
inline Decoded decode_before(std::string_view text, std::size_t pos) {
  if (pos == 0 || pos > text.size()) return {};
  std::size_t begin = pos - 1;
  while (begin > 0 && pos - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
  return {decode_at(text, begin).value, pos - begin};
}

template <typename String>
void append_utf8(String& out, char32_t c) {
  const auto unit = [&](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) return unit(c);
  if (c < 0x800) {
    unit(0xC0 | (c >> 6U));
  } else if (c < 0x10000) {
    unit(0xE0 | (c >> 12U));
    unit(0x80 | ((c >> 6U) & 0x3FU));
  } else {
    unit(0xF0 | (c >> 18U));
    unit(0x80 | ((c >> 12U) & 0x3FU));
    unit(0x80 | ((c >> 6U) & 0x3FU));
  }
  unit(0x80 | (c & 0x3FU));
}

constexpr bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

inline bool starts_with_at(std::string_view text, std::size_t pos, std::string_view word) {
  return pos <= text.size() && text.substr(pos, word.size()) == word;
}

}  // namespace postgate::link

// Strict UTF-8 and UTF-16 decoding, one code point at a time (Unicode 15, D92,
// tables 3-7 and 3-8). Header-only because the fold loop inlines it. Stateless.
#pragma once

#include <cstddef>
#include <cstdint>

namespace postgate {

inline constexpr std::uint32_t kReplacementCharacter = 0xFFFD;

// `length` units were read. When !ok they are one maximal subpart of an
// ill-formed sequence, the unit that one U+FFFD replaces.
struct Decoded {
  std::uint32_t codepoint;
  std::uint8_t length;
  bool ok;
};

namespace utf8_detail {

inline bool is_trail(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

// Bounds of the second byte by lead byte: this is what rules out overlong
// forms, surrogates and everything above U+10FFFF.
inline bool second_ok(std::uint8_t lead, std::uint8_t second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return is_trail(second);
  }
}

}  // namespace utf8_detail

// Reads one code point at `p`; p < end.
inline Decoded decode_utf8(const std::uint8_t* p, const std::uint8_t* end) {
  const std::uint8_t lead = *p;
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {kReplacementCharacter, 1, false};
  const std::uint8_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (end - p < 2 || !utf8_detail::second_ok(lead, p[1])) return {kReplacementCharacter, 1, false};
  std::uint32_t cp = (lead & (0xFFU >> (size + 1U))) << 6U | (p[1] & 0x3FU);
  for (std::uint8_t i = 2; i < size; ++i) {
    if (end - p <= i || !utf8_detail::is_trail(p[i])) return {kReplacementCharacter, i, false};
    cp = cp << 6U | (p[i] & 0x3FU);
  }
  return {cp, size, true};
}

// Reads one code point at `p`; p < end. A lone surrogate is one ill-formed unit.
inline Decoded decode_utf16(const std::uint16_t* p, const std::uint16_t* end) {
  const std::uint32_t unit = *p;
  if (unit < 0xD800 || unit > 0xDFFF) return {unit, 1, true};
  if (unit > 0xDBFF || end - p < 2 || p[1] < 0xDC00 || p[1] > 0xDFFF)
    return {kReplacementCharacter, 1, false};
  return {0x10000U + ((unit - 0xD800U) << 10U) + (p[1] - 0xDC00U), 2, true};
}

inline std::uint32_t utf8_length(std::uint32_t cp) {
  return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
}

// Length of the sequence that starts with `lead`, in well-formed text.
inline std::uint32_t utf8_length_of_lead(std::uint8_t lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// Writes `cp`, a scalar value, at `out` (4 bytes of room); returns the end.
inline std::uint8_t* encode_utf8(std::uint32_t cp, std::uint8_t* out) {
  const auto put = [&out](std::uint32_t byte) { *out++ = static_cast<std::uint8_t>(byte); };
  if (cp < 0x80) {
    put(cp);
  } else if (cp < 0x800) {
    put(0xC0U | cp >> 6U);
    put(0x80U | (cp & 0x3FU));
  } else if (cp < 0x10000) {
    put(0xE0U | cp >> 12U);
    put(0x80U | (cp >> 6U & 0x3FU));
    put(0x80U | (cp & 0x3FU));
  } else {
    put(0xF0U | cp >> 18U);
    put(0x80U | (cp >> 12U & 0x3FU));
    put(0x80U | (cp >> 6U & 0x3FU));
    put(0x80U | (cp & 0x3FU));
  }
  return out;
}

// Writes `cp`, a scalar value, at `out` (2 units of room); returns the end.
inline char16_t* encode_utf16(std::uint32_t cp, char16_t* out) {
  if (cp < 0x10000) {
    *out++ = static_cast<char16_t>(cp);
  } else {
    *out++ = static_cast<char16_t>(0xD7C0U + (cp >> 10U));
    *out++ = static_cast<char16_t>(0xDC00U + (cp & 0x3FFU));
  }
  return out;
}

// One code point of text that is known to be well-formed.
inline std::uint32_t decode_valid_utf8(const std::uint8_t* p) {
  const std::uint32_t lead = *p;
  if (lead < 0x80) return lead;
  if (lead < 0xE0) return (lead & 0x1FU) << 6U | (p[1] & 0x3FU);
  if (lead < 0xF0) return (lead & 0x0FU) << 12U | (p[1] & 0x3FU) << 6U | (p[2] & 0x3FU);
  return (lead & 7U) << 18U | (p[1] & 0x3FU) << 12U | (p[2] & 0x3FU) << 6U | (p[3] & 0x3FU);
}

}  // namespace postgate

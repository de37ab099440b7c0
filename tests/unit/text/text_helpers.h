// Small helpers shared by the tests of the text layer.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/field_text.h"
#include "text/utf8.h"

namespace postgate::test {

inline FieldInput utf8_input(std::string_view text, bool replace = false) {
  FieldInput input;
  input.utf8 = text;
  input.replace_ill_formed = replace;
  return input;
}

inline FieldInput utf16_input(const std::vector<std::uint16_t>& units, bool replace = false) {
  FieldInput input;
  input.utf16 = units.data();
  input.utf16_units = units.size();
  input.is_utf16 = true;
  input.replace_ill_formed = replace;
  return input;
}

inline FieldText folded(std::string_view text) {
  FieldText field;
  const Result<void> result = field.assign(utf8_input(text), Deadline());
  EXPECT_TRUE(result.ok()) << result.error().message;
  return field;
}

inline FieldText mapped(std::string_view text) {
  FieldText field = folded(text);
  EXPECT_TRUE(field.build_map().ok());
  return field;
}

inline std::string text_of(std::string_view text) { return std::string(folded(text).text()); }
inline std::string squeezed_of(std::string_view text) { return std::string(folded(text).squeezed()); }

inline void append_utf8(std::string& out, std::uint32_t cp) {
  std::uint8_t bytes[4];
  for (const std::uint8_t *at = bytes, *end = encode_utf8(cp, bytes); at < end; ++at)
    out += static_cast<char>(*at);
}

inline std::string utf8(std::uint32_t cp) {
  std::string out;
  append_utf8(out, cp);
  return out;
}

inline void append_utf16(std::vector<std::uint16_t>& out, std::uint32_t cp) {
  if (cp < 0x10000) {
    out.push_back(static_cast<std::uint16_t>(cp));
    return;
  }
  out.push_back(static_cast<std::uint16_t>(0xD7C0 + (cp >> 10U)));
  out.push_back(static_cast<std::uint16_t>(0xDC00 + (cp & 0x3FFU)));
}

// The caller's characters behind a range of text().
inline std::string source(const FieldText& field, Range text_range) {
  const Range raw = field.raw_range(text_range);
  return std::string(field.raw().substr(raw.begin, raw.end - raw.begin));
}

}  // namespace postgate::test

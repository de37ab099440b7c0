#include "pack/text_place.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace postgate {

namespace {

constexpr std::size_t kQuotedCharacters = 60;
constexpr std::uint32_t kVariationSelector16 = 0xFE0F;
constexpr std::uint32_t kZeroWidthJoiner = 0x200D;

struct CodeRange {
  std::uint32_t first;
  std::uint32_t last;
};

constexpr std::array<CodeRange, 20> kHidden = {{
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0xE000, 0xF8FF}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
}};

bool is_symbol(std::uint32_t cp) {
  return (cp >= 0x2190 && cp <= 0x2BFF) || (cp >= 0x1F000 && cp <= 0x1FAFF) || cp == kVariationSelector16;
}

const std::uint8_t* begin_of(std::string_view text) {
  // char may alias anything.
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string code_point_name(std::uint32_t cp) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string hex;
  for (std::uint32_t rest = cp; rest != 0 || hex.size() < 4; rest >>= 4U) hex += kDigits[rest & 0xFU];
  std::reverse(hex.begin(), hex.end());
  return "U+" + hex;
}

}  // namespace

std::string_view without_bom(std::string_view bytes) {
  return bytes.substr(0, 3) == "\xEF\xBB\xBF" ? bytes.substr(3) : bytes;
}

std::optional<TextPlace> first_ill_formed(std::string_view bytes) {
  const std::string_view text = without_bom(bytes);
  const std::uint8_t* at = begin_of(text);
  const std::uint8_t* end = at + text.size();
  TextPlace place;
  while (at != end) {
    const Decoded decoded = decode_utf8(at, end);
    if (!decoded.ok) return place;
    at += decoded.length;
    ++place.column;
    if (decoded.codepoint != '\n') continue;
    ++place.line;
    place.column = 1;
  }
  return std::nullopt;
}

std::size_t count_code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_hidden_character(std::uint32_t code_point, std::uint32_t after) {
  if ((code_point == kVariationSelector16 || code_point == kZeroWidthJoiner) && is_symbol(after))
    return false;
  return std::any_of(kHidden.begin(), kHidden.end(), [&](const CodeRange& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

std::optional<std::string> hidden_character(std::string_view utf8) {
  const std::uint8_t* at = begin_of(utf8);
  const std::uint8_t* end = at + utf8.size();
  std::uint32_t before = 0;
  while (at != end) {
    const Decoded decoded = decode_utf8(at, end);
    if (is_hidden_character(decoded.codepoint, before)) return code_point_name(decoded.codepoint);
    before = decoded.codepoint;
    at += decoded.length;
  }
  return std::nullopt;
}

std::string printable(std::string_view text, std::size_t most_characters) {
  const std::uint8_t* at = begin_of(text);
  const std::uint8_t* end = at + text.size();
  std::string out;
  std::uint32_t before = 0;
  for (std::size_t count = 0; at != end; ++count) {
    if (count == most_characters) return out + "...";
    const Decoded decoded = decode_utf8(at, end);
    if (!decoded.ok || is_hidden_character(decoded.codepoint, before)) {
      out += "<" + (decoded.ok ? code_point_name(decoded.codepoint) : std::string("?")) + ">";
    } else {
      out.append(at, at + decoded.length);
    }
    before = decoded.codepoint;
    at += decoded.length;
  }
  return out;
}

std::string in_quotes(std::string_view text) { return "\"" + printable(text, kQuotedCharacters) + "\""; }

}  // namespace postgate

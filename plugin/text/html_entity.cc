// See html_entity.h.
#include "text/html_entity.h"

#include <algorithm>

#include "text/utf8.h"

namespace postgate {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::uint32_t kTooBig = 0x110000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append(DecodedEntity& to, std::uint32_t cp) {
  std::array<std::uint8_t, 4> bytes{};
  const auto size = static_cast<std::size_t>(encode_utf8(cp, bytes.data()) - bytes.data());
  for (std::size_t i = 0; i < size; ++i) to.bytes[to.size++] = static_cast<char>(bytes[i]);
}

// What browsers read the numbers of C1 controls as: windows-1252.
std::uint32_t repaired(std::uint32_t cp) {
  constexpr std::array<std::uint16_t, 32> kWindows = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (cp >= 0x80 && cp < 0xA0) return kWindows[cp - 0x80];
  if (cp == 0 || cp >= kTooBig || (cp >= 0xD800 && cp <= 0xDFFF)) return kReplacementCharacter;
  return cp;
}

DecodedEntity decode_number(std::string_view text, std::size_t at) {
  DecodedEntity made;
  std::size_t pos = at + 2;
  const bool hex = pos < text.size() && (text[pos] == 'x' || text[pos] == 'X');
  if (hex) ++pos;
  const std::size_t digits = pos;
  std::uint32_t cp = 0;
  for (; pos < text.size(); ++pos) {
    const int value = hex ? hex_value(text[pos]) : (is_digit(text[pos]) ? text[pos] - '0' : -1);
    if (value < 0) break;
    cp = std::min(cp * (hex ? 16U : 10U) + static_cast<std::uint32_t>(value), kTooBig);
  }
  if (pos == digits) return made;
  if (pos < text.size() && text[pos] == ';') ++pos;
  made.source = pos - at;
  append(made, repaired(cp));
  return made;
}

const HtmlEntity* find_name(std::string_view name) {
  const HtmlEntity* const end = kHtmlEntities + kHtmlEntityCount;
  const HtmlEntity* const found =
      std::lower_bound(kHtmlEntities, end, name,
                       [](const HtmlEntity& entity, std::string_view key) { return entity.name < key; });
  return found != end && found->name == name ? found : nullptr;
}

}  // namespace

DecodedEntity decode_entity(std::string_view text, std::size_t at, bool in_attribute) {
  if (at + 1 >= text.size()) return {};
  if (text[at + 1] == '#') return decode_number(text, at);
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kLongestName && (is_letter(text[end]) || is_digit(text[end])))
    ++end;
  if (end < text.size() && text[end] == ';') ++end;
  // The longest name wins: "&notin;" before "&not".
  for (; end > at + 1; --end) {
    const HtmlEntity* const entity = find_name(text.substr(at + 1, end - at - 1));
    if (entity == nullptr) continue;
    const char next = end < text.size() ? text[end] : '\0';
    const bool open = text[end - 1] != ';';
    if (open && in_attribute && (next == '=' || is_letter(next) || is_digit(next))) return {};
    DecodedEntity made;
    made.source = end - at;
    for (const std::uint32_t cp : entity->codepoints) {
      if (cp != 0) append(made, cp);
    }
    return made;
  }
  return {};
}

}  // namespace postgate

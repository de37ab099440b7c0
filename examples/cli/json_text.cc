#include "json_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "utf8.h"

namespace postgate_cli {
namespace {

void escape(std::string& out, unsigned char byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
  }
}

// What ends a line for some readers of lines, though JSON may hold it; escaped, a verdict is one line for
// all. Empty for other characters.
std::string_view line_end(char32_t code) {
  if (code == 0x85) return "\\u0085";
  if (code == 0x2028) return "\\u2028";
  return code == 0x2029 ? "\\u2029" : std::string_view();
}

}  // namespace

void json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t clean = 0;  // everything before it has been written
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    if (byte >= 0x80U) {
      const Character character = character_at(text, at);
      if (character.valid && line_end(character.code).empty()) {
        at += character.bytes;
        continue;
      }
      length = character.bytes;
    } else if (byte >= 0x20U && byte != '"' && byte != '\\') {
      ++at;
      continue;
    }
    out.append(text, clean, at - clean);
    if (byte < 0x80U) {
      escape(out, byte);
    } else if (length == 1) {
      append_utf8(out, kReplacement);
    } else {
      out += line_end(character_at(text, at).code);
    }
    at += length;
    clean = at;
  }
  out.append(text, clean);
  out += '"';
}

void json_number(std::string& out, std::uint64_t number) {
  std::array<char, 24> digits{};
  const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), done.ptr);
}

void json_number(std::string& out, double number) {
  if (!std::isfinite(number)) number = 0;  // JSON has no word for it
  std::array<char, 40> digits{};
  const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  const std::string_view written(digits.data(), static_cast<std::size_t>(done.ptr - digits.data()));
  out += written;
  if (written.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void json_span(std::string& out, const postgate_span& span) {
  out += '[';
  json_number(out, span.begin);
  out += ',';
  json_number(out, span.end);
  out += ']';
}

void json_key(std::string& out, std::string_view name) {
  if (!out.empty() && out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
}

void json_member(std::string& out, std::string_view name, std::string_view value) {
  json_key(out, name);
  json_string(out, value);
}

}  // namespace postgate_cli

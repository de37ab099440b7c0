// See web_host.h: names and the choice between names and addresses; the addresses
// themselves are read in web_address.cc.
#include "link/web_host.h"

#include <algorithm>

#include "link/chars.h"
#include "link/idna.h"
#include "link/web_address.h"

namespace postgate::link {
namespace {

constexpr bool is_forbidden_in_host(char c) {
  constexpr std::string_view kMarks = "\t\n\r #/:<>?@[\\]^|";
  return c == '\0' || kMarks.find(c) != std::string_view::npos;
}

constexpr bool is_forbidden_in_domain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x1F || c == '%' || byte == 0x7F || is_forbidden_in_host(c);
}

}  // namespace

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char letter = lower(c);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' ? hex_value(at(text, i + 1)) : -1;
    const int low = high >= 0 ? hex_value(at(text, i + 2)) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::optional<std::string> parse_web_host(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '[') {
    if (text.back() != ']') return std::nullopt;
    return parse_ipv6(text.substr(1, text.size() - 2));
  }
  std::string name;
  if (!domain_to_ascii(percent_decode(text), name) || name.empty()) return std::nullopt;
  if (std::any_of(name.begin(), name.end(), is_forbidden_in_domain)) return std::nullopt;
  if (!ends_in_number(name)) return name;
  return parse_ipv4(name);
}

std::optional<std::string> parse_opaque_host(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    if (text.back() != ']') return std::nullopt;
    return parse_ipv6(text.substr(1, text.size() - 2));
  }
  if (std::any_of(text.begin(), text.end(), is_forbidden_in_host)) return std::nullopt;
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x1F && byte < 0x7F) {
      out += c;
      continue;
    }
    constexpr std::string_view kHex = "0123456789ABCDEF";
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 0xFU];
  }
  return out;
}

bool is_ip_address(std::string_view host) {
  return !host.empty() && (host.front() == '[' || ends_in_number(host));
}

}  // namespace postgate::link

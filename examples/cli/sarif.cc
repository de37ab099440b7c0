#include "sarif.h"

#include "json_text.h"

namespace postgate_cli {

void sarif_text(std::string& out, std::string_view name, std::string_view text) {
  json_key(out, name);
  out += '{';
  json_member(out, "text", text);
  out += '}';
}

std::string uri_of(std::string_view file) {
  if (file == "-") return "stdin";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
  std::string uri;
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (letter || (byte >= '0' && byte <= '9') || kPlain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    uri += '%';
    uri += kHex[byte >> 4U];
    uri += kHex[byte & 0xFU];
  }
  return uri;
}

}  // namespace postgate_cli

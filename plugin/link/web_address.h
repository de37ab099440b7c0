// IPv4 and IPv6 addresses in every spelling that the URL Standard takes: 0x7f.1,
// 2130706433, 0177.0.0.1, [::ffff:1.2.3.4]. Used by web_host.cc. Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postgate::link {

// The last label is a number, so the name can only be an IPv4 address.
bool ends_in_number(std::string_view name);
// "a.b.c.d" in decimal.
std::optional<std::string> parse_ipv4(std::string_view text);
// `text` stands between the brackets; the result has them, and is compressed.
std::optional<std::string> parse_ipv6(std::string_view text);

}  // namespace postgate::link

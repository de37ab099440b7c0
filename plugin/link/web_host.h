// The host parser of the URL Standard: what a browser would resolve for the text
// between "//" and the path. Stateless, any thread.
//
// No Debian 12 library does this: libcurl's URL API and liburiparser follow RFC 3986 (no IDNA mapping,
// no numeric hosts, other rules for backslashes), and libcurl would bring a network stack along.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postgate::link {

// Lower-case ASCII: a name, "192.0.2.1" or "[2001:db8::1]". Nothing if a browser would refuse it.
std::optional<std::string> parse_web_host(std::string_view text);
// The host of a scheme that browsers do not know: kept, with controls percent-encoded.
std::optional<std::string> parse_opaque_host(std::string_view text);

// Of the results above.
bool is_ip_address(std::string_view host);

std::string percent_decode(std::string_view text);
// -1 if it is none.
int hex_value(char c);

}  // namespace postgate::link

// Public suffixes: the only place that knows libpsl. The list built into libpsl
// is constant data, so any thread may ask without locking.
#pragma once

#include <string_view>

namespace postgate::link {

// True if `name` is a suffix of the ICANN part of the list ("com", "com.cn", "\u4e2d\u56fd").
// Lower-case UTF-8 or punycode; names of more than 63 bytes are never suffixes here.
bool is_public_suffix(std::string_view name);

// The registrable domain: one label more than the public suffix, private suffixes (github.io)
// included. `host` is lower-case ASCII, as a browser resolves it. Addresses, suffixes and single labels
// answer themselves.
std::string_view registrable_domain(std::string_view host);

}  // namespace postgate::link

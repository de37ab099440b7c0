// Redirect wrappers: a URL inside another one, in a query, a path or a fragment, percent-encoded
// or not, nested or not. Stateless, bounded.
#pragma once

#include <string>
#include <string_view>

namespace postgate::link {

// The host of the innermost URL inside `url`, as a browser would resolve it; empty if there is none.
std::string wrapped_host(std::string_view url);

}  // namespace postgate::link

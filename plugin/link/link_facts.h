// Questions about a link that need no list. Stateless, any thread.
#pragma once

#include <string_view>
#include <vector>

#include "link/found_link.h"

namespace postgate::link {

// Path and query of a URL, without '?' and '#'; empty for what is no URL.
struct UrlParts {
  std::string_view scheme;
  std::string_view user;
  std::string_view path;
  std::string_view query;
};
UrlParts parts_of(std::string_view url);

bool is_shortener(const FoundLink& link);
// A wrapper, or a site known to redirect.
bool is_redirector(const FoundLink& link);
// A partner network, or a parameter that names who is to be paid.
bool is_affiliate(const FoundLink& link);
// The host, what it looks like or the user name borrows the look of `domain`, and does not belong to it.
bool poses_as(const FoundLink& link, std::string_view domain);
// `host` is `domain` or below it.
bool is_within(std::string_view host, std::string_view domain);

}  // namespace postgate::link

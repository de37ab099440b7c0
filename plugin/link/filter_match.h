// Does one pattern of a filter list match an address? '*' stands for anything, '^' for one character
// that ends a name (or the end of the address). Linear for each pattern, no backtracking. Stateless.
#pragma once

#include <cstddef>
#include <string_view>

namespace postgate::link {

// An address as filters see it. The views belong to the caller.
struct FilterAddress {
  std::string_view url;        // lower case, with its scheme
  std::string_view written;    // the same, letter case kept
  std::size_t host_begin = 0;  // in both
  std::size_t host_end = 0;
  [[nodiscard]] std::string_view host() const { return url.substr(host_begin, host_end - host_begin); }
};

// Finds the host in a lower-case address that begins with a scheme.
FilterAddress filter_address(std::string_view url, std::string_view written);

struct FilterPattern {
  std::string_view text;
  bool host_anchor = false;
  bool begin_anchor = false;
  bool end_anchor = false;
  bool label_end = false;  // with host_anchor: the name must end where a label ends
};

// `url` is one of the two texts of `address`.
bool pattern_matches(const FilterPattern& pattern, const FilterAddress& address, std::string_view url);

}  // namespace postgate::link

// See suffix.h. The private part of the list (github.io ...) is left out: those
// names are links in their own right, and the question here is "is this a link?".
#include "link/suffix.h"

#include <libpsl.h>

#include <array>
#include <cstring>
#include <string>

#include "link/web_host.h"

namespace postgate::link {

bool is_public_suffix(std::string_view name) {
  std::array<char, 64> buffer{};
  if (name.empty() || name.size() >= buffer.size()) return false;
  std::memcpy(buffer.data(), name.data(), name.size());
  static const psl_ctx_t* const list = psl_builtin();
  if (list == nullptr) return false;
  // Without the star rule an unknown top-level name is not a suffix.
  return psl_is_public_suffix2(list, buffer.data(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1;
}

std::string_view registrable_domain(std::string_view host) {
  if (host.size() > 253 || is_ip_address(host)) return host;
  const std::string name(host.substr(0, host.size() - (!host.empty() && host.back() == '.' ? 1 : 0)));
  static const psl_ctx_t* const list = psl_builtin();
  const char* const found = list == nullptr ? nullptr : psl_registrable_domain(list, name.c_str());
  if (found == nullptr) return host;
  return host.substr(static_cast<std::size_t>(found - name.c_str()));
}

}  // namespace postgate::link

// See suffix.h. The private part of the list (github.io ...) is left out: those
// names are links in their own right, and the question here is "is this a link?".
#include "link/suffix.h"

#include <libpsl.h>

#include <array>
#include <cstring>

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

}  // namespace postgate::link

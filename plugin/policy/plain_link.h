// A link as a careful reader takes it: nothing but an optional http scheme, a host, a port and a path.
// Whatever is out of the ordinary (user names, backslashes, other schemes, a second address in the
// path) is not plain, and so is never an account's own. Stateless.
#pragma once

#include <cstddef>
#include <string_view>

namespace postgate {

class Account;
struct AccountItem;

struct PlainLink {
  std::size_t host_begin = 0;
  std::size_t host_end = 0;  // 0: not plain
  std::size_t query = 0;     // where '?' or '#' begins, or the end
};

// `link` in lower case, as the text view has it.
PlainLink read_plain_link(std::string_view link);

// The own domain that `link` leads to, nullptr if it may lead anywhere else.
const AccountItem* own_domain_of(const Account& account, std::string_view link, const PlainLink& parts);

}  // namespace postgate

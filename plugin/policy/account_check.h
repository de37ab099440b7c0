// What of an account no longer fits a rulebook. Stateless.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "policy/account.h"
#include "policy/rulebook.h"

namespace postgate {

struct AccountProblem {
  std::string_view code;  // "unknown-profile", "unknown-rule", "expired"
  std::string_view name;  // as the account has it
  std::string_view message;
};

// Problem number `index`, nothing behind the last.
std::optional<AccountProblem> account_problem(const Account& account, const Rulebook& book, std::uint64_t now,
                                              std::size_t index);

}  // namespace postgate

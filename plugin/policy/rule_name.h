// How accounts and approvals name rules: "rule" or "pack/rule", or a family, "forced-download.*": every rule
// whose id begins with "forced-download.". No state.
#pragma once

#include <optional>
#include <string_view>

namespace postgate {

bool is_rule_name(std::string_view name);

// Whether `name` is, or takes in, rule `id` of pack `pack`.
bool names_rule(std::string_view name, std::string_view pack, std::string_view id);

// The families of a rule, the smallest first: the part of the id that stands before ".*", as `family_of(id)`
// and then of what that gave; nothing where there is no dot left.
std::optional<std::string_view> family_of(std::string_view id);

}  // namespace postgate

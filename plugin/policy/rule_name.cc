#include "policy/rule_name.h"

#include "pack/ids.h"

namespace postgate {

namespace {

constexpr std::string_view kWholeFamily = ".*";

}  // namespace

bool is_rule_name(std::string_view name) {
  if (const std::size_t slash = name.find('/'); slash != std::string_view::npos) {
    if (!is_pack_name(name.substr(0, slash))) return false;
    name.remove_prefix(slash + 1);
  }
  if (name.ends_with(kWholeFamily)) name.remove_suffix(kWholeFamily.size());
  return is_id(name);
}

bool names_rule(std::string_view name, std::string_view pack, std::string_view id) {
  if (const std::size_t slash = name.find('/'); slash != std::string_view::npos) {
    if (name.substr(0, slash) != pack) return false;
    name.remove_prefix(slash + 1);
  }
  if (!name.ends_with(kWholeFamily)) return name == id;
  name.remove_suffix(1);  // its dot stays
  return id.starts_with(name);
}

std::optional<std::string_view> family_of(std::string_view id) {
  const std::size_t dot = id.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  return id.substr(0, dot);
}

}  // namespace postgate

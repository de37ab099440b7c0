// Which files make up a pack, by their place in it, and the digest that names their content.
// Stateless.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"

namespace postgate {

enum class PackPlace : std::uint8_t {
  kIdentity,   // pack.toml
  kRules,      // rules/NAME.toml
  kLists,      // lists/NAME.txt
  kCases,      // cases/NAME.toml
  kStrayToml,  // any other *.toml: surely meant to be read, so its author is told
  kIgnored,    // README.md, editor backups, hidden files ...
};

PackPlace place_of(std::string_view path);

// Valid UTF-8 without control characters and not endless: fit for messages and reports.
bool is_fit_path(std::string_view path);

// "sha256:" and 64 hex digits over `files`, which are in path order. Hashed for each file: the
// length of its path as 8 bytes, low byte first; the path; the length of its content, likewise; the content.
std::string pack_digest(const std::vector<const PackFile*>& files);

}  // namespace postgate

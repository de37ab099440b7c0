// An agency's own list of wording as a pack: terms that share a preferred form and an action become one
// rule whose hint names that form; the rest become one rule per action over a list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "pack_import.h"

namespace postgate_cli {

struct WordingOptions {
  std::string name;
  std::string action = "flag";
  std::string date;  // YYYY-MM-DD
  std::uint64_t version = 1;
};

struct WordingPack {
  std::vector<PackPart> parts;
  std::vector<std::string> complaints;  // "file:line: what is wrong"; the pack is not to be used then
  std::size_t terms = 0;
  std::size_t rules = 0;
  std::size_t not_yet = 0;   // left out: in force later
  std::size_t repeated = 0;  // left out: said before
};

WordingPack import_wording(const std::vector<std::string>& files, const WordingOptions& options);

}  // namespace postgate_cli

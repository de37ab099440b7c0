// `pack inspect`: what is in a pack, who signed it, what it costs, which clauses it enforces.
#pragma once

#include <string>

#include "pack_access.h"
#include "terminal.h"

namespace postgate_cli {

struct PackInspectSettings {
  std::string pack;
  PackAccess access;
  bool as_json = false;
  ColourChoice colour = ColourChoice::kAuto;
};

int pack_inspect(const PackInspectSettings& settings);

}  // namespace postgate_cli

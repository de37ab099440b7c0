// `pack build`: a pack folder into one file. Everything that a hostile pack can make expensive happens
// in a child process with limits.
#pragma once

#include <string>
#include <vector>

#include "limited.h"
#include "terminal.h"

namespace postgate_cli {

struct PackBuildSettings {
  std::string folder;
  std::string output;               // empty: NAME-VERSION.pgpack in the current folder
  std::vector<std::string> benign;  // innocent text to measure it on; none: not measured
  std::string date;                 // empty: of SOURCE_DATE_EPOCH, or none
  Limits limits;
  bool as_json = false;
  ColourChoice colour = ColourChoice::kAuto;
};

int pack_build(const PackBuildSettings& settings);

}  // namespace postgate_cli

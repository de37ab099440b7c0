// `replay`: judges the posts of a record again and compares every verdict with the one on record.
#pragma once

#include <string>
#include <vector>

#include "pack_access.h"
#include "terminal.h"

namespace postgate_cli {

struct ReplaySettings {
  std::string file;
  std::vector<std::string> packs;  // empty: those that the record names
  PackAccess access;
  int threads = 1;
  ColourChoice colour = ColourChoice::kAuto;
};

int replay(const ReplaySettings& settings);

}  // namespace postgate_cli

// `watch`: keeps the packs of a folder loaded and says what became of every change. What it does is what a
// host does that wants new packs without a restart; see pack_folder.h for the part that chooses files.
#pragma once

#include <cstdint>
#include <string>

#include "pack_access.h"
#include "terminal.h"

namespace postgate_cli {

struct WatchSettings {
  std::string folder;
  PackAccess access;
  std::string corpus;                // posts, one a line, judged before and after
  std::uint64_t max_changed = 0;     // verdicts over the corpus that may change
  std::uint64_t max_ns_per_kib = 0;  // for slow texts
  std::uint64_t interval_ms = 500;
  bool once = false;  // load, say so, end
  bool as_json = false;
  ColourChoice colour = ColourChoice::kAuto;
};

int watch(const WatchSettings& settings);

}  // namespace postgate_cli

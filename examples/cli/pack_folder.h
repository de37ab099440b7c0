// Which packs of a folder are to be loaded: the folder itself if it is a pack, else of every pack name
// the pack file with the highest version. Files that are no whole pack files are left out, with a word.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace postgate_cli {

struct PackChoice {
  std::string path;
  std::string name;  // empty for a folder
  std::uint64_t version = 0;
};

struct PackFolder {
  std::vector<PackChoice> choices;   // every readable one, by name, highest version first
  std::vector<std::string> skipped;  // why a file was left out
};

PackFolder read_pack_folder(const std::string& folder);

// The best of each name.
std::vector<PackChoice> best_of(const PackFolder& folder);

}  // namespace postgate_cli

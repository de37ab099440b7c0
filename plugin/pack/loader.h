// Reads the source of one pack (TOML and lists) into the rule model and checks
// everything that can be checked without compiling patterns. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pack/diagnostics.h"
#include "pack/model.h"

namespace postgate {

// Limits on hostile packs; exceeding one is a diagnostic "limit".
struct PackLimits {
  std::size_t files = 1000;
  std::size_t file_bytes = 64U << 20U;
  std::size_t total_bytes = 256U << 20U;
  std::size_t words = 2'000'000;
  std::size_t rules = 100'000;
  std::size_t regex_bytes = 4096;
  std::size_t word_bytes = 1024;
  std::size_t toml_bytes = 8U << 20U;  // of one TOML file, whose tree is far larger than its text
};

// Reads a pack folder from disk: regular files only, no links that leave it,
// in path order. Hidden files and files of other kinds are left out; a *.toml in a place
// that is not read comes without its bytes, so that load_pack can say so. Error kIo /
// kTooLarge with the path.
Result<std::vector<PackFile>> read_pack_folder(const std::string& folder, const PackLimits& limits);

// Parses and validates. Always fills `out` as far as possible; usable only if
// no error was added to `diagnostics`. `files` in any order.
void load_pack(const std::vector<PackFile>& files, const PackLimits& limits, Pack& out,
               Diagnostics& diagnostics);

}  // namespace postgate

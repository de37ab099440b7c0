// The main of a target that is built without libFuzzer: runs every file of the given
// files and folders once, each also shortened and with single bytes changed, so that
// a plain build walks some of the ways a fuzzer would. Always the same ways.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "target.h"

namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kChanges = 200;  // of each seed

Bytes read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

void run(const Bytes& input) { LLVMFuzzerTestOneInput(input.data(), input.size()); }

void run_with_changes(const Bytes& seed) {
  run(seed);
  if (seed.empty()) return;
  std::uint64_t state = 0x9E3779B97F4A7C15ULL + seed.size();
  const auto next = [&state](std::size_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33U) % below;
  };
  for (int i = 0; i < kChanges; ++i) {
    Bytes changed = seed;
    if (i % 4 == 0) {
      changed.resize(next(seed.size()));
    } else if (i % 4 == 1) {
      std::rotate(changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(next(seed.size())),
                  changed.end());
    } else {
      for (int n = 0; n < i % 4; ++n) changed[next(changed.size())] = static_cast<std::uint8_t>(next(256));
    }
    run(changed);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(argv[i])) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) run_with_changes(read(file));
  std::printf("%zu seeds\n", files.size());
  return files.empty() ? 1 : 0;
}

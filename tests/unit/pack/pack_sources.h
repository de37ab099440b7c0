// Packs for the tests of the loader: read from tests/ or put together from strings.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pack/loader.h"

namespace postgate_test {

using postgate::Diagnostic;
using postgate::Diagnostics;
using postgate::Pack;
using postgate::PackFile;
using postgate::PackLimits;

inline const std::string kBadPacks = POSTGATE_SOURCE_DIR "/tests/bad_packs";

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The good pack that others are made from.
inline std::vector<PackFile> base_pack() {
  return {{"pack.toml", read_file(kBadPacks + "/base/pack.toml")},
          {"rules/base.toml", read_file(kBadPacks + "/base/rules/base.toml")},
          {"lists/names.txt", read_file(kBadPacks + "/base/lists/names.txt")}};
}

struct Loaded {
  Pack pack;
  Diagnostics diagnostics;
};

inline Loaded load(const std::vector<PackFile>& files, const PackLimits& limits = {}) {
  Loaded loaded;
  postgate::load_pack(files, limits, loaded.pack, loaded.diagnostics);
  loaded.diagnostics.sort();
  return loaded;
}

// "file: code line column rule", as the `expect` files say it.
inline std::string brief(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file + ": " + diagnostic.code + " " + std::to_string(diagnostic.line) + " " +
                     std::to_string(diagnostic.column);
  if (!diagnostic.rule.empty()) text += " " + diagnostic.rule;
  return text;
}

inline std::vector<std::string> brief(const Diagnostics& diagnostics) {
  std::vector<std::string> list;
  for (const Diagnostic& diagnostic : diagnostics.list()) list.push_back(brief(diagnostic));
  return list;
}

inline std::string in_words(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    text += brief(diagnostic) + ": " + diagnostic.message + "\n";
  }
  return text;
}

// The base pack with one rule of these keys in rules/r.toml.
inline std::vector<PackFile> pack_with_rule(const std::string& keys) {
  std::vector<PackFile> files = base_pack();
  files.push_back({"rules/r.toml", "[[rule]]\nid = \"r\"\ncategory = \"cat\"\naction = \"hold\"\n" + keys +
                                       "\nexamples = [\"e1\", \"e2\"]\ncounter = [\"c1\", \"c2\"]\n"});
  return files;
}

}  // namespace postgate_test

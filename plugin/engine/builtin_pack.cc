#include "engine/builtin_pack.h"

#include "engine/builtin_files.h"
#include "engine/ruleset.h"

namespace postgate {

std::vector<PackFile> builtin_pack(const std::string& name) {
  std::vector<PackFile> files;
  for (const BuiltinFile* file = kBuiltinFiles; file->pack != nullptr; ++file) {
    if (name != file->pack) continue;
    files.push_back({file->path, std::string(file->bytes, file->bytes + file->size)});
  }
  return files;
}

std::vector<std::string> builtin_pack_names() {
  std::vector<std::string> names;
  for (const BuiltinFile* file = kBuiltinFiles; file->pack != nullptr; ++file) {
    if (names.empty() || names.back() != file->pack) names.emplace_back(file->pack);
  }
  return names;
}

}  // namespace postgate

#include "pack_folder.h"

#include <postgate.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "gate.h"
#include "whole_file.h"

namespace postgate_cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".pgpack";

void add_file(const std::string& path, PackFolder& out) {
  std::string bytes;
  if (const std::string complaint = read_whole(path, kLargestPack, bytes); !complaint.empty()) {
    out.skipped.push_back(complaint);
    return;
  }
  postgate_archive_info info = POSTGATE_INIT(postgate_archive_info);
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_archive_read(bytes.data(), bytes.size(), &info, &error);
  if (status != POSTGATE_OK) {
    out.skipped.push_back(path + ": " + status_or(status, error));
    return;
  }
  out.choices.push_back({path, std::string(view(info.name)), info.version});
}

}  // namespace

PackFolder read_pack_folder(const std::string& folder) {
  PackFolder found;
  std::error_code failure;
  if (fs::exists(folder + "/pack.toml", failure)) {
    found.choices.push_back({folder, {}, 0});
    return found;
  }
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    std::error_code gone;
    const std::string name = at->path().filename().string();
    if (name.front() == '.' || at->path().extension() != kEnding || !at->is_regular_file(gone)) continue;
    add_file(at->path().string(), found);
  }
  if (failure) found.skipped.push_back(folder + ": " + failure.message());
  std::sort(found.choices.begin(), found.choices.end(), [](const PackChoice& a, const PackChoice& b) {
    if (a.name != b.name) return a.name < b.name;
    return a.version != b.version ? a.version > b.version : a.path < b.path;
  });
  return found;
}

std::vector<PackChoice> best_of(const PackFolder& folder) {
  std::vector<PackChoice> best;
  for (const PackChoice& choice : folder.choices) {
    if (best.empty() || best.back().name != choice.name) best.push_back(choice);
  }
  return best;
}

}  // namespace postgate_cli

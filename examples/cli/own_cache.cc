#include "own_cache.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>

namespace postgate_cli {
namespace {

constexpr std::uint64_t kLeastRoom = 64U << 20U;  // bytes; a few times what the default pack takes

std::string absolute(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && value[0] == '/' ? std::string(value) : std::string();
}

// Made if it is missing; what is above it must be there.
bool is_private_folder(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) == 0) return true;
  struct stat facts {};
  if (lstat(folder.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode)) return false;
  return facts.st_uid == geteuid() && (facts.st_mode & 077U) == 0 && access(folder.c_str(), W_OK | X_OK) == 0;
}

bool has_room(const std::string& folder) {
  struct statvfs facts {};
  if (statvfs(folder.c_str(), &facts) != 0) return false;
  return std::uint64_t{facts.f_bavail} * facts.f_frsize >= kLeastRoom;
}

// Empty where there is no such folder and none can be made: that costs time, nothing else.
std::string own_folder() {
  std::string above = absolute("XDG_CACHE_HOME");
  if (above.empty()) {
    above = absolute("HOME");
    if (above.empty()) return {};
    above += "/.cache";
  }
  mkdir(above.c_str(), 0700);
  std::string folder = above + "/postgate";
  return is_private_folder(folder) && has_room(folder) ? folder : std::string();
}

}  // namespace

PackAccess with_cache(PackAccess access) {
  if (access.cache.empty()) {
    access.cache = own_folder();
  } else if (access.cache == "none") {
    access.cache.clear();
  }
  return access;
}

}  // namespace postgate_cli

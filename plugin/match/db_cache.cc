#include "match/db_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "pack/file_io.h"

namespace postgate {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "postgate-cache 1\n";
constexpr std::string_view kEnding = ".pgc";
constexpr std::size_t kNameBytes = 32;
constexpr std::size_t kMacBytes = 32;
constexpr std::size_t kMostBytes = std::size_t{1} << 30U;
constexpr std::size_t kMostFiles = 256;

Error unfit(const std::string& folder, const std::string& why) {
  return make_error(Status::kIo, "the cache folder " + folder + " " + why);
}

Result<void> check_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return unfit(folder, "cannot be made: " + std::system_category().message(errno));
  }
  struct stat facts {};
  if (::lstat(folder.c_str(), &facts) != 0) return unfit(folder, "cannot be looked at");
  if (!S_ISDIR(facts.st_mode)) return unfit(folder, "is no folder");
  if (facts.st_uid != ::geteuid()) return unfit(folder, "belongs to another user");
  if ((facts.st_mode & 077U) != 0) return unfit(folder, "is open to other users; chmod 700 it");
  return {};
}

// Written beside and linked, so that of two processes that begin together one wins whole.
Result<void> make_key(const std::string& path) {
  Bytes32 key{};
  std::array<unsigned char, 8> salt{};
  if (!random_bytes(key.data(), key.size()) || !random_bytes(salt.data(), salt.size())) {
    return make_error(Status::kPlatform, "the system gives no random numbers");
  }
  const std::string beside = path + "." + hex(view_of_bytes(salt));
  Result<void> written = replace_file(beside, view_of_bytes(key), 0600);
  wipe(key.data(), key.size());
  if (!written.ok()) return written;
  const bool linked = ::link(beside.c_str(), path.c_str()) == 0 || errno == EEXIST;
  ::unlink(beside.c_str());
  return linked ? Result<void>() : make_error(Status::kIo, path + " cannot be made");
}

}  // namespace

Result<std::unique_ptr<DbCache>> DbCache::open(const std::string& folder) {
  if (Result<void> fit = check_folder(folder); !fit.ok()) return fit.error();
  const std::string path = folder + "/key";
  Bytes32 key{};
  for (int attempt = 0; attempt < 2; ++attempt) {
    Result<std::optional<std::string>> text = read_file(path, key.size());
    if (text.ok() && text.value() && text.value()->size() == key.size()) {
      std::memcpy(key.data(), text.value()->data(), key.size());
      return std::unique_ptr<DbCache>(new DbCache(folder, key));
    }
    // A key of the wrong size protects nothing that could be lost.
    if (text.ok() && text.value()) ::unlink(path.c_str());
    if (!text.ok() && text.error().status != Status::kIo) return text.error();
    if (!text.ok()) ::unlink(path.c_str());
    if (Result<void> made = make_key(path); !made.ok()) return made.error();
  }
  return unfit(folder, "has no key that can be read");
}

std::string DbCache::path_of(const Bytes32& name) const {
  return folder_ + "/" + hex(view_of_bytes(name)) + std::string(kEnding);
}

std::optional<std::string> DbCache::load(std::string_view content) const {
  const Bytes32 name = sha256(content);
  Result<std::optional<std::string>> read = read_file(path_of(name), kMostBytes);
  if (!read.ok() || !read.value()) return std::nullopt;
  std::string& bytes = *read.value();
  const std::size_t head = kMagic.size() + kNameBytes;
  if (bytes.size() < head + kMacBytes) return std::nullopt;
  const std::string_view body = std::string_view(bytes).substr(0, bytes.size() - kMacBytes);
  if (!equal_secret(view_of_bytes(keyed_hash(body, key_)), std::string_view(bytes).substr(body.size()))) {
    return std::nullopt;
  }
  // A right MAC in a wrong place: somebody renamed a file.
  if (body.substr(0, kMagic.size()) != kMagic ||
      body.substr(kMagic.size(), kNameBytes) != view_of_bytes(name)) {
    return std::nullopt;
  }
  ::utimensat(AT_FDCWD, path_of(name).c_str(), nullptr, 0);  // prune() keeps what is in use
  bytes.resize(body.size());
  return bytes.substr(head);
}

void DbCache::store(std::string_view content, std::string_view bytes) const {
  if (bytes.size() > kMostBytes / 2) return;
  const Bytes32 name = sha256(content);
  std::string file(kMagic);
  file += view_of_bytes(name);
  file += bytes;
  file += view_of_bytes(keyed_hash(file, key_));
  if (replace_file(path_of(name), file, 0600).ok()) prune();
}

// What was not used for longest goes first; what another process removes meanwhile is gone all the same.
void DbCache::prune() const {
  std::error_code failure;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (fs::directory_iterator at(folder_, failure), end; !failure && at != end; at.increment(failure)) {
    if (at->path().extension() != kEnding) continue;
    std::error_code gone;
    files.emplace_back(fs::last_write_time(at->path(), gone), at->path());
  }
  if (files.size() <= kMostFiles) return;
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i + kMostFiles < files.size(); ++i) fs::remove(files[i].second, failure);
}

}  // namespace postgate

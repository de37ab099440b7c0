// DbCache: compiled databases on disk, so that a process starts at once. What is read back was written
// by this user on this machine: each file carries a MAC under a key that never leaves the folder,
// because the engine does not look at what it loads. A file that is damaged, foreign or in the place of
// another is as good as none. Several threads and processes may share a folder: files are replaced whole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "pack/crypto.h"

namespace postgate {

class DbCache {
 public:
  // The folder is made if it is missing. It must belong to the user of the process and be closed to all
  // others; else kIo.
  static Result<std::unique_ptr<DbCache>> open(const std::string& folder);

  // `content` is all that the stored bytes depend on.
  [[nodiscard]] std::optional<std::string> load(std::string_view content) const;
  // Best effort: a full disk costs speed, not correctness.
  void store(std::string_view content, std::string_view bytes) const;

 private:
  DbCache(std::string folder, const Bytes32& key) : folder_(std::move(folder)), key_(key) {}
  [[nodiscard]] std::string path_of(const Bytes32& name) const;
  void prune() const;

  std::string folder_;
  Bytes32 key_;
};

}  // namespace postgate

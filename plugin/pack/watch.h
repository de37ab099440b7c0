// FolderWatch: has a folder changed, and has the change come to rest? Asked from time to time by its
// host; starts no thread. The kernel's notices only wake the host earlier: what counts is what the folder
// looks like. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "pack/crypto.h"

namespace postgate {

struct WatchOptions {
  std::uint64_t settle_ns = 200'000'000;  // a folder that changed is at rest when it stays so this long
  bool use_notices = true;                // inotify; where there is none, nothing is lost but speed
};

class FolderWatch {
 public:
  // What the folder holds now counts as known.
  static Result<std::unique_ptr<FolderWatch>> open(const std::string& folder, const WatchOptions& options);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;  // owns a descriptor
  FolderWatch& operator=(const FolderWatch&) = delete;

  // True once for each change that has come to rest. kIo: the folder cannot be read now; ask again.
  Result<bool> poll();
  // Readable when poll() is worth calling; -1 if the host has to call it from time to time anyway.
  [[nodiscard]] int descriptor() const { return notices_; }

 private:
  using Clock = std::chrono::steady_clock;
  FolderWatch(std::string folder, const WatchOptions& options)
      : folder_(std::move(folder)), options_(options) {}
  void listen();
  void drain() const;

  std::string folder_;
  WatchOptions options_;
  int notices_ = -1;
  Bytes32 known_{};
  Bytes32 candidate_{};
  Clock::time_point since_{};
};

}  // namespace postgate

// AuditLog: appends chained lines to a file that only its owner may read, keeps the head beside it
// (PATH.head) and begins a new file when the old one is large (PATH.<number of its first line>). After
// a crash it drops the unfinished last line and goes on. One thread at a time; one process a file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "engine/audit_chain.h"
#include "engine/audit_record.h"

namespace postgate {

struct AuditOptions {
  std::string path;
  std::string key;
  std::uint64_t rotate_bytes = 64U << 20U;
  bool sync = false;  // to disk after each line
};

class AuditLog {
 public:
  // Errors: kArgument, kIo, kBusy (another writer has the file), kState (its end does not verify).
  static Result<std::unique_ptr<AuditLog>> open(const AuditOptions& options);
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;  // owns descriptors
  AuditLog& operator=(const AuditLog&) = delete;

  // A line is written whole or, on kIo, not at all.
  Result<void> append(const AuditEntry& entry, const Post& post);
  [[nodiscard]] const AuditHead& head() const { return head_; }

 private:
  explicit AuditLog(const AuditOptions& options) : options_(options), keys_(options.key) {}
  Result<void> start();
  Result<void> open_file();
  Result<void> recover();
  Result<void> take_head_of_older();
  Result<void> rotate();
  Result<void> write_head();
  [[nodiscard]] Error failed(const char* what) const;

  AuditOptions options_;
  AuditKeys keys_;
  AuditHead head_;
  std::uint64_t first_seq_ = 1;  // of the open file
  std::uint64_t bytes_ = 0;      // of the open file
  std::uint64_t dropped_ = 0;    // bytes of an unfinished line, told in the next one
  int file_ = -1;
  int head_file_ = -1;
};

// Files that PATH was before, oldest first, and PATH itself, which may be missing if there are others.
std::vector<std::string> audit_files(const std::string& path);

}  // namespace postgate

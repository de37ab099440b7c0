// The audit file of `scan --audit`, and the key files of it. Its lines are in the order they are added. One
// thread.
#pragma once

#include <postgate.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gate.h"

namespace postgate_cli {

// The secret in a key file: its bytes without line ends at the end. Says in `complaint` why there is none.
std::optional<std::string> read_key_file(const std::string& path, std::string& complaint);

class AuditTrail {
 public:
  // nullptr, and the reason in `complaint`.
  static std::unique_ptr<AuditTrail> open(const std::string& path, const std::string& key_file,
                                          std::string& complaint);

  // One line for a post and its verdict, or, without a verdict, the status it got. False, and the reason in
  // `complaint`, if it could not be written: the verdict must then not be acted upon.
  bool add(const Post& post, const postgate_verdict* verdict, std::uint64_t latency_ns,
           std::string& complaint);

 private:
  using Audit = std::unique_ptr<postgate_audit, Destroyer<postgate_audit, postgate_audit_destroy>>;
  Audit audit_;
  std::vector<postgate_field> fields_;
};

}  // namespace postgate_cli

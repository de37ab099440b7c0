// Checks audit files line by line: what was changed, is missing, repeated, out of order, inserted or cut.
// Reads each file once, in constant memory. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/audit_chain.h"

namespace postgate {

enum class AuditProblemKind : std::uint8_t {
  kChanged = 1,  // the mac does not fit the line
  kMissing = 2,  // lines before this one are not there
  kOrder = 3,    // the line was there already, or stands too late
  kForeign = 4,  // not an audit line
  kTorn = 5,     // the last line has no end
  kTail = 6,     // lines are missing behind the last
  kNoHead = 7,   // nothing says where the file should end
};

struct AuditProblem {
  AuditProblemKind kind = AuditProblemKind::kChanged;
  std::uint32_t file = 0;
  std::uint64_t line = 0;  // of the file, from 1
  std::uint64_t seq = 0;   // of the audit, 0 if it cannot be read
  std::string message;
};

struct AuditReport {
  static constexpr std::size_t kMostProblems = 10'000;
  std::uint64_t lines = 0;
  std::uint64_t problem_total = 0;
  AuditHead last;
  std::vector<AuditProblem> problems;  // at most kMostProblems
};

// `files` oldest first, see audit_files(); the head is read from `path`.head, unless `anchor`, noted
// elsewhere, is given. Errors: kArgument, kIo.
Result<AuditReport> verify_audit(const std::string& path, const std::vector<std::string>& files,
                                 std::string_view key, const std::optional<AuditHead>& anchor);

}  // namespace postgate

// Approvals: signed, expiring waivers for one text and named rules. A token is a short text file; its
// signature is Ed25519, its text is known by a digest. No state, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pack/crypto.h"

namespace postgate {

struct Approval {
  std::string digest;              // "blake2b-256:" + hex of the post
  std::vector<std::string> rules;  // "rule" or "pack/rule"
  std::string by;
  std::string account;     // empty: any
  std::string reason;      // may be empty
  std::string expires;     // the last day, YYYY-MM-DD
  std::string rules_line;  // as the token has them
  std::uint32_t last_day = 0;
  bool genuine = false;  // signed by one of the approvers
};

enum class ApprovalState : std::uint8_t {
  kNone = 0,
  kApplied = 1,
  kExpired = 2,
  kForged = 3,
  kForeign = 4,
  kUnused = 5,
};
std::string_view approval_state_name(ApprovalState state);

// Tokens with the keys that may sign them. Immutable while scans use it.
struct ApprovalList {
  std::vector<Bytes32> keys;
  std::vector<std::shared_ptr<const Approval>> approvals;
};

// What became of an approval for one post.
struct ApprovalUse {
  std::shared_ptr<const Approval> approval;
  ApprovalState state = ApprovalState::kNone;
};

// Digest of a post: fields in their order, each with its role and format, as blankless_form() of its text
// view. A stray blank, full-width letters or capitals change nothing; a word, a digit or a dot does.
class PostDigest {
 public:
  void add(std::uint32_t role, std::uint32_t format, std::string_view text_view);
  [[nodiscard]] std::string finish() const;

 private:
  std::string bytes_ = "postgate approval text 1\n";
};

// The token as a file, from all but rules_line, last_day and genuine. kApproval says what is wrong.
Result<std::string> sign_approval(const Approval& approval, const Bytes64& secret_key);
// Reads a token and checks its signature against `keys`. kApproval if it is no token at all.
Result<Approval> read_approval(std::string_view token, const std::vector<Bytes32>& keys);

// Names between blanks and commas.
std::vector<std::string> split_names(std::string_view line);

inline constexpr std::size_t kLargestToken = 64U << 10U;

}  // namespace postgate

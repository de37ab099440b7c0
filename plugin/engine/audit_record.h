// One line of an audit file without its chain: what was decided about a post, by what, and a keyed
// hash of the text, but never the text. Stateless.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/scanner.h"
#include "engine/verdict.h"

namespace postgate {

inline constexpr std::size_t kLongestAuditId = 4096;

struct AuditEntry {
  std::string_view post_id;   // at most kLongestAuditId bytes, UTF-8
  std::string_view account;   // empty: none
  std::string_view engine;    // version
  std::uint64_t time_ms = 0;  // since 1970, as the host says
  std::uint64_t latency_ns = 0;
  const Verdict* verdict = nullptr;  // nullptr: there was none,
  std::string_view failure;          // and this is the name of the status
};

// Members of the JSON object between its number and its chain.
std::string audit_members(const AuditEntry& entry, const std::string& text_hash);

// "hmac-sha256:..." over role, length and UTF-8 of every field. The same for UTF-8 and UTF-16; ill-formed
// parts count as U+FFFD.
Result<std::string> audit_text_hash(const Post& post, std::string_view key);

}  // namespace postgate

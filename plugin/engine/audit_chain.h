// The chain of an audit file. A line is
//   {"seq":N,...,"prev":"<mac of the line before>","mac":"<mac of this line up to here>"}
// with HMAC-SHA256 under a key derived from the host's secret: who has no key can neither change, drop,
// reorder nor insert a line unseen. The head, the last number and mac, shows lines missing at the end.
// Stateless but for the values passed around.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace postgate {

inline constexpr std::size_t kAuditMacDigits = 64;
inline constexpr std::size_t kLongestAuditLine = 4U << 20U;
inline constexpr std::size_t kShortestAuditKey = 16;
inline constexpr std::size_t kLongestAuditKey = 1024;

// Different uses of the secret never share a key.
struct AuditKeys {
  explicit AuditKeys(std::string_view secret);
  std::string text;
  std::string chain;
  std::string head;
};

struct AuditHead {
  std::uint64_t seq = 0;                                // of the last line; 0: none yet
  std::string mac = std::string(kAuditMacDigits, '0');  // hex

  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

// The next line, with its line end; `head` becomes that of the new line.
std::string seal_audit_line(std::string_view members, const AuditKeys& keys, AuditHead& head);

struct AuditLine {
  std::uint64_t seq = 0;
  std::string_view prev;
  std::string_view mac;
  bool genuine = false;  // the mac fits
};

// A line without its end; nothing if it has not the form of one.
std::optional<AuditLine> read_audit_line(std::string_view line, const AuditKeys& keys);

// The head as a line of constant length, for the file beside the log, and back.
std::string write_audit_head(const AuditHead& head, const AuditKeys& keys);
std::optional<AuditHead> read_audit_head(std::string_view line, const AuditKeys& keys);

// "SEQ:MAC", for people to note elsewhere.
std::optional<AuditHead> parse_audit_anchor(std::string_view text);

}  // namespace postgate

#include "engine/audit_chain.h"

#include <algorithm>
#include <charconv>

#include "pack/crypto.h"

namespace postgate {

namespace {

constexpr std::string_view kSeq = "{\"seq\":";
constexpr std::string_view kPrev = ",\"prev\":\"";
constexpr std::string_view kMac = "\",\"mac\":\"";
constexpr std::string_view kEnd = "\"}";
constexpr std::size_t kTail = kMac.size() + kAuditMacDigits + kEnd.size();
constexpr std::size_t kSeqDigits = 20;

std::string derive(std::string_view secret, std::string_view use) {
  const Bytes32 key = hmac_sha256(use, secret);
  return std::string(view_of_bytes(key));
}

std::string mac_of(std::string_view bytes, std::string_view key) {
  const Bytes32 mac = hmac_sha256(bytes, key);
  return hex(view_of_bytes(mac));
}

bool is_mac(std::string_view text) {
  return text.size() == kAuditMacDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// Digits without a leading zero up to `stop`; nothing if there is anything else.
std::optional<std::uint64_t> number_before(std::string_view text, char stop) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr == text.data() + text.size() || *read.ptr != stop)
    return std::nullopt;
  if (text.front() == '0') return std::nullopt;
  return number;
}

std::string padded(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return std::string(kSeqDigits - std::min(digits.size(), kSeqDigits), '0') + digits;
}

}  // namespace

AuditKeys::AuditKeys(std::string_view secret)
    : text(derive(secret, "postgate audit text 1")),
      chain(derive(secret, "postgate audit chain 1")),
      head(derive(secret, "postgate audit head 1")) {}

std::string seal_audit_line(std::string_view members, const AuditKeys& keys, AuditHead& head) {
  std::string line(kSeq);
  line += std::to_string(head.seq + 1);
  line += ',';
  line += members;
  line += kPrev;
  line += head.mac;
  std::string mac = mac_of(line, keys.chain);
  line += kMac;
  line += mac;
  line += kEnd;
  line += '\n';
  head = {head.seq + 1, std::move(mac)};
  return line;
}

std::optional<AuditLine> read_audit_line(std::string_view line, const AuditKeys& keys) {
  constexpr std::size_t kBefore = kPrev.size() + kAuditMacDigits;
  if (line.size() < kSeq.size() + 2 + kBefore + kTail || !line.starts_with(kSeq)) return std::nullopt;
  const std::string_view tail = line.substr(line.size() - kTail);
  const std::string_view body = line.substr(0, line.size() - kTail);
  const std::string_view prev = body.substr(body.size() - kBefore);
  if (!tail.starts_with(kMac) || !tail.ends_with(kEnd) || !prev.starts_with(kPrev)) return std::nullopt;
  const auto seq = number_before(line.substr(kSeq.size()), ',');
  AuditLine read;
  read.prev = prev.substr(kPrev.size());
  read.mac = tail.substr(kMac.size(), kAuditMacDigits);
  if (!seq || !is_mac(read.prev) || !is_mac(read.mac)) return std::nullopt;
  read.seq = *seq;
  read.genuine = equal_secret(mac_of(body, keys.chain), read.mac);
  return read;
}

std::string write_audit_head(const AuditHead& head, const AuditKeys& keys) {
  const std::string said = padded(head.seq) + ":" + head.mac;
  return said + ":" + mac_of(said, keys.head) + "\n";
}

std::optional<AuditHead> read_audit_head(std::string_view line, const AuditKeys& keys) {
  constexpr std::size_t kSaid = kSeqDigits + 1 + kAuditMacDigits;
  if (line.size() != kSaid + 1 + kAuditMacDigits + 1 || line.back() != '\n') return std::nullopt;
  const std::string_view said = line.substr(0, kSaid);
  if (!equal_secret(mac_of(said, keys.head), line.substr(kSaid + 1, kAuditMacDigits))) return std::nullopt;
  std::uint64_t seq = 0;
  std::from_chars(said.data(), said.data() + kSeqDigits, seq);
  return AuditHead{seq, std::string(said.substr(kSeqDigits + 1))};
}

std::optional<AuditHead> parse_audit_anchor(std::string_view text) {
  const auto seq = number_before(text, ':');
  if (!seq) return std::nullopt;
  const std::string_view mac = text.substr(text.find(':') + 1);
  if (!is_mac(mac)) return std::nullopt;
  return AuditHead{*seq, std::string(mac)};
}

}  // namespace postgate

#include "engine/audit_record.h"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/ruleset.h"
#include "pack/crypto.h"
#include "text/transcode.h"

namespace postgate {

namespace {

void append_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

class Members {
 public:
  void text(std::string_view name, std::string_view value) {
    key(name);
    append_escaped(out_, value);
  }
  template <typename Number>
  void number(std::string_view name, Number value) {
    key(name);
    append_number(value);
  }
  void raw(std::string_view name, std::string_view json) {
    key(name);
    out_ += json;
  }
  template <typename Number>
  void append_number(Number value) {
    std::array<char, 40> digits{};
    const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out_.append(digits.data(), done.ptr);
  }
  void open(std::string_view name, char bracket) {
    key(name);
    out_ += bracket;
  }
  void next(char bracket) {
    if (out_.back() != '[') out_ += ',';
    out_ += bracket;
  }
  void close(char bracket) { out_ += bracket; }
  std::string take() { return std::move(out_); }

 private:
  void key(std::string_view name) {
    if (!out_.empty() && out_.back() != '{') out_ += ',';
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }
  std::string out_;
};

std::string_view action_name(Action action) {
  constexpr std::array<std::string_view, 5> kNames = {"none", "allow", "flag", "hold", "block"};
  const auto index = static_cast<std::size_t>(action);
  return index < kNames.size() ? kNames[index] : kNames[0];
}

void add_findings(const Verdict& verdict, Members& members) {
  members.open("findings", '[');
  for (const Finding& finding : verdict.findings) {
    members.next('{');
    members.text("pack", finding.pack->name);
    members.text("rule", finding.rule->id);
    members.text("action", action_name(finding.action));
    members.number("field", finding.field);
    members.open("bytes", '[');
    members.append_number(finding.where.begin.bytes);
    members.close(',');
    members.append_number(finding.where.end.bytes);
    members.close(']');
    members.close('}');
  }
  members.close(']');
}

void add_packs(const Ruleset& ruleset, Members& members) {
  members.open("packs", '[');
  for (const auto& pack : ruleset.packs()) {
    members.next('{');
    members.text("name", pack->name);
    members.number("version", pack->version);
    members.text("digest", pack->digest);
    members.close('}');
  }
  members.close(']');
}

// What the account and approvals changed.
void add_excused(const Verdict& verdict, Members& members) {
  if (!verdict.excused.empty()) {
    members.open("excused", '[');
    for (const Excused& excused : verdict.excused) {
      members.next('{');
      members.text("pack", excused.pack->name);
      members.text("rule", excused.rule->id);
      members.text("by", excuse_name(excused.by));
      members.close('}');
    }
    members.close(']');
  }
  if (verdict.approvals.empty()) return;
  members.open("approvals", '[');
  for (const ApprovalUse& use : verdict.approvals) {
    members.next('{');
    members.text("by", use.approval->by);
    members.text("rules", use.approval->rules_line);
    members.text("expires", use.approval->expires);
    members.text("status", approval_state_name(use.state));
    members.close('}');
  }
  members.close(']');
}

void add_verdict(const Verdict& verdict, Members& members) {
  members.text("action", action_name(verdict.action));
  members.number("grade", static_cast<unsigned>(verdict.grade));
  members.number("score", std::isfinite(verdict.score) ? verdict.score : 0.0);
  members.raw("complete", verdict.complete ? "true" : "false");
  if (verdict.finding_total > verdict.findings.size())
    members.number("findings_total", verdict.finding_total);
  add_findings(verdict, members);
  if (verdict.ruleset) add_packs(*verdict.ruleset, members);
  members.number("generation", verdict.generation);
  add_excused(verdict, members);
}

void append_little_endian(std::string& out, std::uint64_t value) {
  for (unsigned shift = 0; shift < 64; shift += 8) out += static_cast<char>(value >> shift & 0xFFU);
}

}  // namespace

std::string audit_members(const AuditEntry& entry, const std::string& text_hash) {
  Members members;
  members.number("time_ms", entry.time_ms);
  members.text("post", entry.post_id);
  if (!entry.account.empty()) members.text("account", entry.account);
  members.text("text", text_hash);
  if (entry.verdict != nullptr) {
    add_verdict(*entry.verdict, members);
  } else {
    members.text("action", action_name(Action::kNone));
    members.text("error", entry.failure);
  }
  members.text("engine", entry.engine);
  members.number("latency_ns", entry.latency_ns);
  return members.take();
}

Result<std::string> audit_text_hash(const Post& post, std::string_view key) {
  std::string bytes;
  ByteBuffer buffer;
  for (std::size_t i = 0; i < post.count; ++i) {
    FieldInput input = post.fields[i].input;
    input.replace_ill_formed = true;
    Result<void> made = input.is_utf16 ? transcode_utf16(input, Deadline(), buffer)
                                       : repair_utf8(input.utf8, Deadline(), buffer);
    if (!made.ok()) return made.error();
    append_little_endian(bytes, post.fields[i].role);
    append_little_endian(bytes, buffer.view().size());
    bytes += buffer.view();
  }
  const Bytes32 mac = hmac_sha256(bytes, key);
  wipe(bytes.data(), bytes.size());
  return "hmac-sha256:" + hex(view_of_bytes(mac));
}

}  // namespace postgate

#include "policy/approval.h"

#include <algorithm>

#include "pack/ids.h"
#include "pack/text_place.h"
#include "policy/account_text.h"
#include "policy/rule_name.h"

namespace postgate {

namespace {

constexpr std::string_view kFirstLine = "postgate approval 1";
constexpr std::string_view kSignedAs = "postgate approval token 1\n";  // no other signature means this
constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kMostRules = 200;

Error refused(const std::string& what) { return make_error(Status::kApproval, "the approval " + what); }

bool is_line(std::string_view text) {
  return text.size() <= kLongestLine && text.find('\n') == std::string_view::npos &&
         !first_ill_formed(text) && !hidden_character(text);
}

Result<void> check(const Approval& approval) {
  if (approval.rules.empty() || approval.rules.size() > kMostRules)
    return refused("must name 1 to " + std::to_string(kMostRules) + " rules");
  for (const std::string& rule : approval.rules) {
    if (!is_rule_name(rule)) return refused("names " + in_quotes(rule) + ", which is no rule id");
  }
  if (!is_date(approval.expires)) return refused("needs a last day such as 2027-01-31");
  if (approval.by.empty()) return refused("must say by whom it is");
  for (const std::string* text : {&approval.by, &approval.account, &approval.reason}) {
    if (!is_line(*text)) return refused("has a line that is too long or has hidden characters");
  }
  return {};
}

std::string joined(const std::vector<std::string>& rules) {
  std::string line;
  for (const std::string& rule : rules) {
    if (!line.empty()) line += ' ';
    line += rule;
  }
  return line;
}

// The lines that are signed.
std::string body_of(const Approval& approval) {
  std::string body(kFirstLine);
  const auto add = [&](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    body += '\n';
    body += key;
    body += ": ";
    body += value;
  };
  add("text", approval.digest);
  add("rules", joined(approval.rules));
  add("by", approval.by);
  add("account", approval.account);
  add("reason", approval.reason);
  add("expires", approval.expires);
  body += '\n';
  return body;
}

// Takes the line "key: value" off the front; nothing if the next line is another.
bool take_line(std::string_view& rest, std::string_view key, std::string& value) {
  if (rest.substr(0, key.size()) != key || rest.substr(key.size(), 2) != ": ") return false;
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  value = rest.substr(key.size() + 2, end - key.size() - 2);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

std::vector<std::string> split_names(std::string_view line) {
  constexpr std::string_view kBetween = " ,";
  std::vector<std::string> names;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(kBetween), line.size()));
    if (line.empty()) return names;
    const std::size_t end = std::min(line.find_first_of(kBetween), line.size());
    names.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

std::string_view approval_state_name(ApprovalState state) {
  constexpr std::array<std::string_view, 6> kNames = {"none",   "applied", "expired",
                                                      "forged", "foreign", "unused"};
  return kNames[static_cast<std::size_t>(state)];
}

void PostDigest::add(std::uint32_t role, std::uint32_t format, std::string_view text_view) {
  const std::string text = blankless_form(text_view);
  bytes_ += std::to_string(role) + ' ' + std::to_string(format) + ' ' + std::to_string(text.size()) + '\n';
  bytes_ += text;
}

std::string PostDigest::finish() const { return "blake2b-256:" + hex(view_of_bytes(blake2b_256(bytes_))); }

Result<std::string> sign_approval(const Approval& approval, const Bytes64& secret_key) {
  if (Result<void> fine = check(approval); !fine.ok()) return fine.error();
  std::string token = body_of(approval);
  const std::string message = std::string(kSignedAs) + token;
  const Bytes64 signature = ed25519_sign(message, secret_key);
  // libsodium keeps the public key behind the seed.
  token += "key: " + base64(view_of_bytes(secret_key).substr(secret_key.size() / 2)) + "\n";
  token += "signature: " + base64(view_of_bytes(signature)) + "\n";
  return token;
}

Result<Approval> read_approval(std::string_view token, const std::vector<Bytes32>& keys) {
  if (token.size() > kLargestToken) return refused("is too large to be one");
  if (first_ill_formed(token)) return refused("is not UTF-8");
  std::string plain;
  std::copy_if(token.begin(), token.end(), std::back_inserter(plain), [](char c) { return c != '\r'; });
  while (!plain.empty() && plain.back() == '\n') plain.pop_back();
  plain += '\n';
  std::string_view rest = plain;
  if (rest.substr(0, kFirstLine.size() + 1) != std::string(kFirstLine) + '\n')
    return refused("does not begin with \"" + std::string(kFirstLine) + "\"");
  rest.remove_prefix(kFirstLine.size() + 1);
  Approval approval;
  std::string key;
  std::string signature;
  if (!take_line(rest, "text", approval.digest) || !take_line(rest, "rules", approval.rules_line) ||
      !take_line(rest, "by", approval.by))
    return refused("lacks its lines text, rules and by");
  take_line(rest, "account", approval.account);
  take_line(rest, "reason", approval.reason);
  if (!take_line(rest, "expires", approval.expires)) return refused("lacks its line expires with a date");
  const std::string_view body = std::string_view(plain).substr(0, plain.size() - rest.size());
  if (!take_line(rest, "key", key) || !take_line(rest, "signature", signature) || !rest.empty())
    return refused("lacks its lines key and signature, or has more behind them");
  approval.rules = split_names(approval.rules_line);
  if (Result<void> fine = check(approval); !fine.ok()) return fine.error();
  approval.last_day = day_number(approval.expires);
  const std::string message = std::string(kSignedAs) + std::string(body);
  const std::optional<std::string> bytes = unbase64(signature);
  approval.genuine = bytes && std::any_of(keys.begin(), keys.end(), [&](const Bytes32& allowed) {
                       return ed25519_verify(message, *bytes, allowed);
                     });
  return approval;
}

}  // namespace postgate

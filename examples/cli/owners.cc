#include "owners.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "byte_source.h"
#include "gate.h"
#include "pack_check.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kMostWarnings = 20;

postgate_string text_of(const std::string& text) { return {text.data(), text.size()}; }

std::vector<Diagnostic> diagnostics_of(const postgate_accounts* accounts) {
  std::vector<Diagnostic> all;
  postgate_diagnostic from = POSTGATE_INIT(postgate_diagnostic);
  for (std::size_t i = 0; postgate_accounts_diagnostic_at(accounts, i, &from) == POSTGATE_OK; ++i) {
    all.push_back({from.severity == POSTGATE_SEVERITY_ERROR,
                   from.line,
                   from.column,
                   std::string(view(from.code)),
                   {},
                   std::string(view(from.file)),
                   std::string(view(from.rule)),
                   std::string(view(from.message))});
  }
  return all;
}

}  // namespace

std::string read_whole(const std::string& name, std::string& complaint) {
  ByteSource source([] { return true; });
  std::string bytes;
  complaint = source.open(name);
  if (complaint.empty()) {
    const Read read = source.all(bytes);
    if (read == Read::kTooLong) complaint = "is longer than 64 MiB";
    if (read == Read::kError) complaint = source.reason();
    if (read == Read::kStopped) complaint = "was not read to its end";
  }
  if (!complaint.empty()) complaint = name + ": " + complaint;
  return bytes;
}

std::uint64_t noon_of(const std::string& day) {
  std::tm parts{};
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return 0;
  const auto number = [&](std::size_t begin, std::size_t size, int& to) {
    const char* end = day.data() + begin + size;
    return std::from_chars(day.data() + begin, end, to).ptr == end;
  };
  if (!number(0, 4, parts.tm_year) || !number(5, 2, parts.tm_mon) || !number(8, 2, parts.tm_mday)) return 0;
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  parts.tm_hour = 12;
  const std::tm wanted = parts;
  const std::time_t time = timegm(&parts);
  const bool exists = parts.tm_mon == wanted.tm_mon && parts.tm_mday == wanted.tm_mday && time > 0;
  return exists ? static_cast<std::uint64_t>(time) : 0;
}

bool Owners::load(const OwnerFiles& files, bool keep, const Screen& screen, Notices& notices) {
  day_given_ = !files.today.empty();
  now_ = files.today.empty() ? static_cast<std::uint64_t>(std::time(nullptr)) : noon_of(files.today);
  if (now_ == 0) {
    notices.say("--today wants a day such as 2026-11-25");
    return false;
  }
  if (!files.approvals.empty() && files.approver_keys.empty()) {
    notices.say("no --approver-key is given: every approval counts as forged");
  }
  bool good = true;
  const auto take = [&](const std::vector<std::string>& names, OwnerSource::Kind kind) {
    for (const std::string& name : names) {
      std::string complaint;
      OwnerSource source{kind, name, read_whole(name, complaint)};
      if (!complaint.empty()) notices.say(complaint);
      good = complaint.empty() && add(source, screen, notices) && good;
      if (keep) sources_.push_back(std::move(source));
    }
  };
  take(files.accounts, OwnerSource::Kind::kAccounts);
  if (files.approvals.empty()) return good;
  take(files.approver_keys, OwnerSource::Kind::kApproverKey);
  take(files.approvals, OwnerSource::Kind::kToken);
  return good;
}

bool Owners::add(const OwnerSource& source, const Screen& screen, Notices& notices) {
  if (source.kind == OwnerSource::Kind::kAccounts) return add_accounts(source, screen, notices);
  const std::string complaint = add_token(source);
  if (!complaint.empty()) notices.say(source.name + ": " + complaint);
  return complaint.empty();
}

bool Owners::add_accounts(const OwnerSource& source, const Screen& screen, Notices& notices) {
  if (accounts_ == nullptr) {
    postgate_accounts* made = nullptr;
    if (postgate_accounts_create(&made, nullptr) != POSTGATE_OK) return false;
    accounts_.reset(made);
  }
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status = postgate_accounts_add_file(accounts_.get(), source.name.c_str(), source.bytes.data(),
                                                    source.bytes.size(), &error);
  std::string list;
  list_diagnostics(diagnostics_of(accounts_.get()), ".", screen, list);
  notices.block(list);
  if (status != POSTGATE_OK) notices.say(source.name + ": the accounts cannot be used: " + error.message);
  return status == POSTGATE_OK;
}

// A key or an approval; answers why it cannot be used, or nothing.
std::string Owners::add_token(const OwnerSource& source) {
  if (approvals_ == nullptr) {
    postgate_approvals* made = nullptr;
    if (postgate_approvals_create(&made, nullptr) != POSTGATE_OK) return "no memory";
    approvals_.reset(made);
  }
  postgate_error error = POSTGATE_INIT(postgate_error);
  const int32_t status =
      source.kind == OwnerSource::Kind::kApproverKey
          ? postgate_approvals_add_key(approvals_.get(), text_of(source.bytes), &error)
          : postgate_approvals_add(approvals_.get(), source.bytes.data(), source.bytes.size(), &error);
  return status == POSTGATE_OK ? std::string() : status_or(status, error);
}

void Owners::check(const postgate_ruleset* ruleset, std::uint64_t now, Notices& notices) const {
  std::size_t said = 0;
  for (std::size_t i = 0; i < postgate_accounts_count(accounts_.get()); ++i) {
    postgate_account* account = nullptr;
    if (postgate_accounts_at(accounts_.get(), i, &account, nullptr) != POSTGATE_OK) return;
    postgate_diagnostic problem = POSTGATE_INIT(postgate_diagnostic);
    for (std::size_t n = 0; postgate_account_check_at(account, ruleset, now, n, &problem) == POSTGATE_OK;
         ++n) {
      if (++said > kMostWarnings) break;
      notices.say("warning[" + std::string(view(problem.code)) + "] account " +
                  std::string(view(problem.pack)) + ": " + std::string(view(problem.rule)) + ": " +
                  std::string(view(problem.message)));
    }
    postgate_account_release(account);
  }
  if (said > kMostWarnings) notices.say("further warnings about accounts are not shown");
}

bool OwnerChoice::apply(const Owners& owners, Post& post, postgate_scan_options& options) {
  options.approvals = owners.approvals();
  const postgate_accounts* accounts = owners.accounts();
  if (accounts == nullptr) return true;
  postgate_account* found = nullptr;
  if (post.account.empty()) {
    if (postgate_accounts_count(accounts) != 1) return true;  // whose it is, nobody says
    if (held_.empty()) postgate_accounts_at(accounts, 0, &found, nullptr);
  } else if (held_.empty() || post.account != last_id_) {
    postgate_accounts_find(accounts, text_of(post.account), &found, nullptr);
    if (found == nullptr) {
      post.problem = Problem{"E_ACCOUNT", "no --account file has the account \"" + post.account + "\"",
                             POSTGATE_NO_OFFSET, std::nullopt};
      return false;
    }
  }
  if (found != nullptr) {
    held_.emplace_back(found);
    postgate_account_info info = POSTGATE_INIT(postgate_account_info);
    postgate_account_get_info(found, &info);
    last_id_ = std::string(view(info.id));
  }
  options.account = held_.back().get();
  return true;
}

void OwnerChoice::forget() {
  if (held_.size() > 1) held_.erase(held_.begin(), held_.end() - 1);
}

}  // namespace postgate_cli

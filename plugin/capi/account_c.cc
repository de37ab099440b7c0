// postgate_accounts_* and postgate_account_*: reads account files and hands out accounts. A list is
// used by one thread at a time, an account by any.
#include <string>
#include <string_view>
#include <utility>

#include "capi/exports.h"
#include "capi/pack_info.h"
#include "engine/compiled.h"
#include "policy/account_check.h"

namespace postgate::capi {
namespace {

constexpr std::size_t kLongestFileName = 4096;

Status report_first_error(const Diagnostics& diagnostics, const Report& report) {
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (diagnostic.severity != Severity::kError) continue;
    return report.fail_at(make_error(Status::kAccount, diagnostic.message), diagnostic.file, diagnostic.rule,
                          diagnostic.line, diagnostic.column);
  }
  return report.fail(Status::kAccount, "the account file has mistakes");
}

postgate_account_info info_of(const Account& account) {
  postgate_account_info made{};
  made.memory_bytes = account.memory_bytes();
  made.item_count = account.all_items().size();
  made.term_count = account.term_count();
  made.id = view_of(account.id());
  made.title_zh = view_of(account.title_zh());
  made.title_en = view_of(account.title_en());
  made.profile = view_of(account.profile());
  made.group = view_of(account.group());
  return made;
}

postgate_diagnostic warning_of(const Account& account, const AccountProblem& problem) {
  postgate_diagnostic made{};
  made.severity = POSTGATE_SEVERITY_WARNING;
  made.code = view_of(problem.code);
  made.pack = view_of(account.id());
  made.rule = view_of(problem.name);
  made.message = view_of(problem.message);
  return made;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_accounts_create(postgate_accounts** out, postgate_error* error) {
  return guard_out(out, error, [&](const Report&) {
    *out = new postgate_accounts();
    return Status::kOk;
  });
}

void postgate_accounts_destroy(postgate_accounts* accounts) {
  if (alive(accounts)) delete accounts;
}

int32_t postgate_accounts_add_file(postgate_accounts* accounts, const char* name, const void* bytes,
                                   size_t size, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(accounts)) return report.fail(Status::kArgument, "not a list of accounts");
    if (name == nullptr) return report.fail(Status::kArgument, "the name is NULL");
    if (bytes == nullptr && size != 0) return report.fail(Status::kArgument, "the bytes are NULL");
    const std::string_view whole_name(name);
    accounts->diagnostics = postgate::Diagnostics();
    const bool added = accounts->book.add_file({static_cast<const char*>(bytes), size},
                                               std::string(whole_name.substr(0, capi::kLongestFileName)),
                                               postgate::AccountLimits(), accounts->diagnostics);
    accounts->diagnostics.sort();
    return added ? Status::kOk : capi::report_first_error(accounts->diagnostics, report);
  });
}

size_t postgate_accounts_diagnostic_count(const postgate_accounts* accounts) {
  return alive(accounts) ? accounts->diagnostics.list().size() : 0;
}

int32_t postgate_accounts_diagnostic_at(const postgate_accounts* accounts, size_t index,
                                        postgate_diagnostic* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(accounts) || out == nullptr || index >= accounts->diagnostics.list().size())
      return Status::kArgument;
    return capi::write_sized(capi::diagnostic_of(accounts->diagnostics.list()[index]), out);
  });
}

size_t postgate_accounts_count(const postgate_accounts* accounts) {
  return alive(accounts) ? accounts->book.accounts().size() : 0;
}

int32_t postgate_accounts_at(const postgate_accounts* accounts, size_t index, postgate_account** out,
                             postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (!alive(accounts)) return report.fail(Status::kArgument, "not a list of accounts");
    if (index >= accounts->book.accounts().size()) {
      return report.fail(Status::kArgument, "there is no account of this number");
    }
    *out = capi::lend(*accounts->book.accounts()[index]);
    return Status::kOk;
  });
}

int32_t postgate_accounts_find(const postgate_accounts* accounts, postgate_string id, postgate_account** out,
                               postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    if (!alive(accounts)) return report.fail(Status::kArgument, "not a list of accounts");
    if (!capi::is_text(id)) return report.fail(Status::kArgument, "the id is NULL");
    const postgate::Account* account = accounts->book.find({id.data, id.size});
    if (account != nullptr) *out = capi::lend(*account);
    return Status::kOk;
  });
}

postgate_account* postgate_account_retain(postgate_account* account) {
  if (!alive(account)) return nullptr;
  return capi::lend(*capi::account_of(account));
}

void postgate_account_release(postgate_account* account) {
  if (!alive(account)) return;
  capi::account_of(account)->give_back();
}

int32_t postgate_account_get_info(const postgate_account* account, postgate_account_info* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(account) || out == nullptr) return Status::kArgument;
    return capi::write_sized(capi::info_of(*capi::account_of(account)), out);
  });
}

int32_t postgate_account_check_at(const postgate_account* account, const postgate_ruleset* ruleset,
                                  uint64_t now, size_t index, postgate_diagnostic* out) {
  return guard(nullptr, [&](const Report&) {
    if (!alive(account) || !alive(ruleset) || out == nullptr) return Status::kArgument;
    const auto problem =
        postgate::account_problem(*capi::account_of(account), ruleset->ruleset->compiled().book, now, index);
    if (!problem) return Status::kArgument;
    return capi::write_sized(capi::warning_of(*capi::account_of(account), *problem), out);
  });
}

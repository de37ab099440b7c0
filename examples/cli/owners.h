// Whose posts they are: account files, approvals and the keys that approve, read for `scan`, `explain`
// and `replay`, and the choice of the account for each post. Owners are filled by one thread and then
// serve all; each thread has an OwnerChoice of its own.
#pragma once

#include <postgate.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "output.h"
#include "post.h"
#include "terminal.h"

namespace postgate_cli {

struct OwnerFiles {
  std::vector<std::string> accounts;
  std::vector<std::string> approvals;
  std::vector<std::string> approver_keys;
  std::string today;  // YYYY-MM-DD; empty: the system's day
};

// One file of those, as it was read.
struct OwnerSource {
  enum class Kind { kAccounts, kApproverKey, kToken };
  Kind kind = Kind::kAccounts;
  std::string name;
  std::string bytes;
};

class Owners {
 public:
  // False if a file cannot be used; everything wrong with it was said. With `keep` the files can be
  // read in sources().
  bool load(const OwnerFiles& files, bool keep, const Screen& screen, Notices& notices);
  // Keys before approvals. The same answer.
  bool add(const OwnerSource& source, const Screen& screen, Notices& notices);
  // Says what of the accounts does not fit the ruleset.
  void check(const postgate_ruleset* ruleset, std::uint64_t now, Notices& notices) const;

  const std::vector<OwnerSource>& sources() const { return sources_; }
  const postgate_accounts* accounts() const { return accounts_.get(); }
  const postgate_approvals* approvals() const { return approvals_.get(); }
  // The day that was given, or else the system's; in seconds since 1970.
  std::uint64_t now() const { return now_; }
  bool day_given() const { return day_given_; }

 private:
  struct Free {
    void operator()(postgate_accounts* handle) const { postgate_accounts_destroy(handle); }
    void operator()(postgate_approvals* handle) const { postgate_approvals_destroy(handle); }
  };
  bool add_accounts(const OwnerSource& source, const Screen& screen, Notices& notices);
  std::string add_token(const OwnerSource& source);

  std::unique_ptr<postgate_accounts, Free> accounts_;
  std::unique_ptr<postgate_approvals, Free> approvals_;
  std::vector<OwnerSource> sources_;
  std::uint64_t now_ = 0;
  bool day_given_ = false;
};

class OwnerChoice {
 public:
  // Sets account and approvals of a scan; false, with the post's problem set, if the post names an account
  // that no file has. The account is held until the next forget().
  bool apply(const Owners& owners, Post& post, postgate_scan_options& options);
  void forget();

 private:
  struct Release {
    void operator()(postgate_account* handle) const { postgate_account_release(handle); }
  };
  std::vector<std::unique_ptr<postgate_account, Release>> held_;  // the last one is that of the last post
  std::string last_id_;
};

// A whole small file; says in `complaint` why it cannot be read.
std::string read_whole(const std::string& name, std::string& complaint);

// Noon of a day "YYYY-MM-DD" in seconds since 1970; 0 if there is no such day.
std::uint64_t noon_of(const std::string& day);

}  // namespace postgate_cli

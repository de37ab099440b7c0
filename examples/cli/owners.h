// Whose posts they are: account files, approvals and the keys that approve, read for `scan` and
// `explain`, and the choice of the account for each post. One thread.
#pragma once

#include <postgate.h>

#include <cstdint>
#include <memory>
#include <string>
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

class Owners {
 public:
  // False if a file cannot be used; everything wrong with it was said.
  bool load(const OwnerFiles& files, const Screen& screen, Notices& notices);
  // Says what of the accounts does not fit the ruleset.
  void check(const postgate_ruleset* ruleset, Notices& notices) const;

  // Sets account, time and approvals of a scan; false, with the post's problem set, if the post
  // names an account that no file has.
  bool apply(Post& post, postgate_scan_options& options);
  bool has_accounts() const { return accounts_ != nullptr; }

 private:
  struct Free {
    void operator()(postgate_accounts* handle) const { postgate_accounts_destroy(handle); }
    void operator()(postgate_account* handle) const { postgate_account_release(handle); }
    void operator()(postgate_approvals* handle) const { postgate_approvals_destroy(handle); }
  };
  bool add_accounts(const std::string& file, const Screen& screen, Notices& notices);
  bool add_approvals(const OwnerFiles& files, Notices& notices);

  std::unique_ptr<postgate_accounts, Free> accounts_;
  std::unique_ptr<postgate_account, Free> chosen_;  // of the last post
  std::string chosen_id_;
  std::unique_ptr<postgate_approvals, Free> approvals_;
  std::uint64_t now_ = 0;
  bool day_given_ = false;
};

// A whole small file; says in `complaint` why it cannot be read.
std::string read_whole(const std::string& name, std::string& complaint);

// Noon of a day "YYYY-MM-DD" in seconds since 1970; 0 if there is no such day.
std::uint64_t noon_of(const std::string& day);

}  // namespace postgate_cli

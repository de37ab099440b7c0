// Reads account files: TOML with one account at the top level or under [account], or several under
// [[account]], and lists of terms under [[wording]] that accounts of the file share. Reports every
// mistake with its place; a file with one adds nothing. No state but the book's, one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pack/diagnostics.h"
#include "policy/account.h"
#include "policy/account_room.h"

namespace postgate {

struct AccountLimits {
  std::size_t file_bytes = 8U << 20U;
  std::size_t accounts = 1'000'000;
  std::size_t entries = 10'000;   // of one list of an account
  std::size_t terms = 50'000;     // of one account or wording
  std::size_t text_bytes = 4096;  // of one string
};

// The accounts of one or more files, by id.
class AccountBook {
 public:
  // False, with errors in `diagnostics`, if the file adds nothing.
  bool add_file(std::string_view bytes, const std::string& name, const AccountLimits& limits,
                Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<AccountPtr>& accounts() const { return accounts_; }
  // nullptr if there is none of that id.
  [[nodiscard]] const Account* find(std::string_view id) const;

 private:
  struct LeaveRoom {
    void operator()(AccountRoom* room) const { room->leave(); }
  };
  void add(AccountParts account, std::size_t left);

  std::unique_ptr<AccountRoom, LeaveRoom> room_;  // the last one
  std::vector<AccountPtr> accounts_;
  std::unordered_map<std::string_view, std::size_t> by_id_;  // keys are those of the accounts
};

}  // namespace postgate

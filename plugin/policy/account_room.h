// AccountRoom: memory for accounts, one cache line each, side by side, so that looking at any of a hundred
// thousand misses neither many pages nor neighbours. Freed with the last account that stands in it. make()
// is for one thread at a time, all else for any.
#pragma once

#include <atomic>
#include <cstddef>

#include "policy/account.h"

namespace postgate {

class AccountRoom {
 public:
  // Room for `count` accounts, owned by the caller.
  static AccountRoom* create(std::size_t count);
  // The caller needs it no more.
  void leave();

  [[nodiscard]] bool full() const { return used_ == count_; }
  // There must be room.
  AccountPtr make(AccountParts parts);

 private:
  friend class Account;
  explicit AccountRoom(std::size_t count) : count_(count) {}

  std::atomic<std::size_t> owners_{1};  // its maker and every account
  std::size_t count_;
  std::size_t used_ = 0;
};

}  // namespace postgate

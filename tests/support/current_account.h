// The account of now, as a host that takes in new account files while it scans keeps it: handed out under
// a lock, replaced as a whole. Any thread.
#pragma once

#include <postgate.h>

#include <mutex>
#include <string>

namespace postgate_test {

class CurrentAccount {
 public:
  CurrentAccount() = default;
  ~CurrentAccount() { postgate_account_release(now_); }
  CurrentAccount(const CurrentAccount&) = delete;
  CurrentAccount& operator=(const CurrentAccount&) = delete;

  // Reads an account file with one account; false if it cannot be used.
  bool read(const std::string& toml) {
    postgate_accounts* list = nullptr;
    postgate_account* fresh = nullptr;
    if (postgate_accounts_create(&list, nullptr) != POSTGATE_OK) return false;
    const bool good =
        postgate_accounts_add_file(list, "a.toml", toml.data(), toml.size(), nullptr) == POSTGATE_OK &&
        postgate_accounts_at(list, 0, &fresh, nullptr) == POSTGATE_OK;
    postgate_accounts_destroy(list);
    {
      const std::lock_guard lock(mutex_);
      if (good) std::swap(now_, fresh);
    }
    postgate_account_release(fresh);
    return good;
  }

  // For one scan; to be released by the caller. NULL before the first.
  postgate_account* take() {
    const std::lock_guard lock(mutex_);
    return postgate_account_retain(now_);
  }

 private:
  std::mutex mutex_;
  postgate_account* now_ = nullptr;
};

}  // namespace postgate_test

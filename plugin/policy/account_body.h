// AccountBody: what of an account is read once something was found, in one piece of memory: this, its items,
// words, wordings and text. Used by account.cc; immutable once made.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "policy/account.h"

namespace postgate {

class AccountRoom;

struct AccountBody {
  static AccountBody* make(AccountParts parts, std::string names);
  static void destroy(AccountBody* body);

  TextRef title_zh;
  TextRef title_en;
  const char* text = nullptr;
  const char* names = nullptr;  // if they are too long for the account itself
  std::span<const AccountItem> items;
  std::span<const std::shared_ptr<const Wording>> wordings;
  WordIndex words;
  AccountRoom* room = nullptr;  // where the account stands
  std::size_t bytes = 0;        // of all of it
};

}  // namespace postgate

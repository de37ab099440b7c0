#include "policy/account_room.h"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include "policy/account_body.h"

namespace postgate {

static_assert(sizeof(Account) == 64 && sizeof(AccountRoom) <= sizeof(Account));

AccountRoom* AccountRoom::create(std::size_t count) {
  void* const memory = ::operator new ((count + 1) * sizeof(Account), std::align_val_t{alignof(Account)});
  return new (memory) AccountRoom(count);
}

void AccountRoom::leave() {
  if (owners_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  this->~AccountRoom();
  ::operator delete (this, std::align_val_t{alignof(Account)});
}

AccountPtr AccountRoom::make(AccountParts parts) {
  auto* const places = reinterpret_cast<char*>(this) + sizeof(Account);
  const auto* const account = new (places + used_ * sizeof(Account)) Account(std::move(parts));
  account->body_->room = this;
  owners_.fetch_add(1, std::memory_order_relaxed);
  ++used_;
  return AccountPtr(*account);
}

Account::Account(AccountParts parts)
    : has_wordings_(!parts.wordings.empty()),
      id_size_(static_cast<std::uint8_t>(parts.id.size())),
      profile_size_(static_cast<std::uint8_t>(parts.profile.size())),
      group_size_(static_cast<std::uint8_t>(parts.group.size())) {
  std::string names = parts.id + parts.profile + parts.group;
  if (names.size() <= kNames) {
    std::copy(names.begin(), names.end(), names_.begin());
    names.clear();
  }
  body_ = AccountBody::make(std::move(parts), std::move(names));
}

Account::~Account() { AccountBody::destroy(body_); }

void Account::disown() const {
  if (owners_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  AccountRoom* const room = body_->room;
  const_cast<Account*>(this)->~Account();
  room->leave();
}

}  // namespace postgate

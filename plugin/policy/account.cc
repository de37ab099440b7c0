#include "policy/account.h"

#include <algorithm>
#include <new>
#include <utility>

#include "policy/account_body.h"
#include "policy/account_text.h"
#include "policy/rule_name.h"

namespace postgate {

Wording::Wording(std::string text, std::u16string symbols, std::vector<Term> terms,
                 const std::vector<std::u16string>& words)
    : text_(std::move(text)), symbols_(std::move(symbols)), terms_(std::move(terms)) {
  text_.shrink_to_fit();
  symbols_.shrink_to_fit();
  terms_.shrink_to_fit();
  std::vector<WordSpec> specs;
  specs.reserve(words.size());
  for (std::uint32_t i = 0; i < words.size(); ++i) specs.push_back({words[i], i});
  Result<WordMatcher> built = WordMatcher::build(specs);
  if (!built.ok()) throw std::bad_alloc();  // words are short: there is no other way to fail
  words_ = std::move(built).value();
}

std::size_t Wording::memory_bytes() const {
  return sizeof(*this) + text_.capacity() + symbols_.capacity() * sizeof(char16_t) +
         terms_.capacity() * sizeof(Term) + words_.memory_bytes();
}

const char* Account::names() const {
  const std::size_t size = std::size_t{id_size_} + profile_size_ + group_size_;
  return size <= kNames ? names_.data() : body_->names;
}

std::string_view Account::title_zh() const { return view(body_->title_zh); }
std::string_view Account::title_en() const { return view(body_->title_en); }
std::string_view Account::view(TextRef ref) const { return {body_->text + ref.begin, ref.size}; }
std::span<const std::shared_ptr<const Wording>> Account::wordings() const { return body_->wordings; }
const WordIndex& Account::words() const { return body_->words; }
std::span<const AccountItem> Account::all_items() const { return body_->items; }
std::size_t Account::memory_bytes() const { return sizeof(*this) + body_->bytes; }

void Account::lend() const {
  own();
  lent_.fetch_add(1, std::memory_order_relaxed);
}

void Account::give_back() const {
  std::uint32_t lent = lent_.load(std::memory_order_relaxed);
  do {
    if (lent == 0) return;
  } while (!lent_.compare_exchange_weak(lent, lent - 1, std::memory_order_relaxed));
  disown();
}

std::span<const AccountItem> Account::items(Excuse kind) const {
  const Excuse table = account_table(kind);
  const std::span<const AccountItem> all = all_items();
  const auto first = std::partition_point(
      all.begin(), all.end(), [&](const AccountItem& item) { return account_table(item.kind) < table; });
  const auto last = std::partition_point(
      first, all.end(), [&](const AccountItem& item) { return account_table(item.kind) == table; });
  return {first, last};
}

const AccountItem* Account::find(Excuse kind, std::string_view key) const {
  const std::span<const AccountItem> table = items(kind);
  const auto found = std::lower_bound(
      table.begin(), table.end(), key,
      [&](const AccountItem& item, std::string_view wanted) { return view(item.key) < wanted; });
  return found != table.end() && view(found->key) == key ? &*found : nullptr;
}

const AccountItem* Account::domain_of(std::string_view host) const {
  while (!host.empty()) {
    if (const AccountItem* item = find(Excuse::kOwnDomain, host)) return item;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return nullptr;
    host.remove_prefix(dot + 1);
  }
  return nullptr;
}

const AccountItem* Account::change_of(std::string_view pack, std::string_view rule, std::uint64_t now) const {
  if (items(Excuse::kDisabled).empty()) return nullptr;
  std::string key;
  const auto good = [&](std::string_view name) {
    const AccountItem* found = find(Excuse::kDisabled, name);
    return found != nullptr && is_good_at(found->last_day, now) ? found : nullptr;
  };
  const auto change = [&](std::string_view id, std::string_view rest) {
    key.assign(pack).append(1, '/').append(id).append(rest);
    const AccountItem* found = good(key);
    return found != nullptr ? found : good(std::string_view(key).substr(pack.size() + 1));
  };
  const AccountItem* found = change(rule, "");
  for (auto family = family_of(rule); found == nullptr && family; family = family_of(*family)) {
    found = change(*family, ".*");
  }
  return found;
}

std::size_t Account::term_count() const {
  std::size_t count = 0;
  for (const auto& wording : wordings()) count += wording->terms().size();
  return count;
}

}  // namespace postgate

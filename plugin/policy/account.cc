#include "policy/account.h"

#include <algorithm>
#include <new>
#include <utility>

namespace postgate {

namespace {

// Where an item stands in the table; both kinds of changed rules are one table.
Excuse table_of(Excuse kind) { return kind == Excuse::kLowered ? Excuse::kDisabled : kind; }

bool is_worded(Excuse kind) {
  return kind == Excuse::kMiniProgram || kind == Excuse::kName || kind == Excuse::kPhrase;
}

}  // namespace

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

Account::Account(AccountParts parts) : parts_(std::move(parts)) {
  parts_.text.shrink_to_fit();
  parts_.items.shrink_to_fit();
  parts_.wordings.shrink_to_fit();
  std::stable_sort(parts_.items.begin(), parts_.items.end(), [&](const AccountItem& a, const AccountItem& b) {
    const Excuse left = table_of(a.kind);
    const Excuse right = table_of(b.kind);
    return left != right ? left < right : view(a.key) < view(b.key);
  });
  std::vector<std::string_view> words(parts_.items.size());  // too short to be found, unless filled in
  bool any = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_worded(parts_.items[i].kind)) continue;
    words[i] = view(parts_.items[i].key);
    any = true;
  }
  if (any) words_.build(words);
}

std::span<const AccountItem> Account::items(Excuse kind) const {
  const Excuse table = table_of(kind);
  const auto first =
      std::partition_point(parts_.items.begin(), parts_.items.end(),
                           [&](const AccountItem& item) { return table_of(item.kind) < table; });
  const auto last = std::partition_point(
      first, parts_.items.end(), [&](const AccountItem& item) { return table_of(item.kind) == table; });
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

const AccountItem* Account::change_of(std::string_view pack, std::string_view rule) const {
  const std::span<const AccountItem> changes = items(Excuse::kDisabled);
  if (changes.empty()) return nullptr;
  std::string whole(pack);
  whole += '/';
  whole += rule;
  if (const AccountItem* found = find(Excuse::kDisabled, whole)) return found;
  return find(Excuse::kDisabled, rule);
}

std::size_t Account::term_count() const {
  std::size_t count = 0;
  for (const auto& wording : parts_.wordings) count += wording->terms().size();
  return count;
}

std::size_t Account::memory_bytes() const {
  return sizeof(*this) + parts_.text.capacity() + parts_.items.capacity() * sizeof(AccountItem) +
         parts_.wordings.capacity() * sizeof(parts_.wordings[0]) + words_.memory_bytes();
}

}  // namespace postgate

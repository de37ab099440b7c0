#include "policy/account_body.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace postgate {

namespace {

bool is_worded(Excuse kind) {
  return kind == Excuse::kMiniProgram || kind == Excuse::kName || kind == Excuse::kPhrase;
}

std::string_view key_of(const AccountParts& parts, const AccountItem& item) {
  return std::string_view(parts.text).substr(item.key.begin, item.key.size);
}

WordIndex::Tables index_words(const AccountParts& parts) {
  std::vector<std::string_view> words(parts.items.size());  // too short to be found, unless filled in
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_worded(parts.items[i].kind)) words[i] = key_of(parts, parts.items[i]);
  }
  return WordIndex::tables_of(words);
}

void sort_items(AccountParts& parts) {
  std::stable_sort(parts.items.begin(), parts.items.end(), [&](const AccountItem& a, const AccountItem& b) {
    const Excuse left = account_table(a.kind);
    const Excuse right = account_table(b.kind);
    return left != right ? left < right : key_of(parts, a) < key_of(parts, b);
  });
}

// Gives out a piece of memory, part after part; the first round, without memory, only measures.
class Filler {
 public:
  explicit Filler(char* memory) : memory_(memory) {}

  template <typename T>
  std::span<const T> copy(std::span<const T> from) {
    static_assert(alignof(T) <= alignof(std::max_align_t));
    at_ = (at_ + alignof(T) - 1) / alignof(T) * alignof(T);
    const std::size_t begin = at_;
    at_ += from.size_bytes();
    if (memory_ == nullptr) return {};
    T* const to = reinterpret_cast<T*>(memory_ + begin);
    std::uninitialized_copy(from.begin(), from.end(), to);
    return {to, from.size()};
  }
  [[nodiscard]] std::size_t size() const { return at_; }

 private:
  char* memory_;
  std::size_t at_ = sizeof(AccountBody);
};

// What is taken into the body.
struct Contents {
  AccountParts parts;
  WordIndex::Tables words;
  std::string names;

  std::size_t fill(char* memory, AccountBody& body) const {
    Filler filler(memory);
    body.items = filler.copy(std::span(parts.items));
    body.wordings = filler.copy(std::span(parts.wordings));
    const auto entries = filler.copy(std::span(words.entries));
    const auto filter = filler.copy(std::span(words.filter));
    if (memory != nullptr) body.words = WordIndex(entries, filter);
    body.names = filler.copy(std::span(std::as_const(names))).data();
    body.text = filler.copy(std::span(std::as_const(parts.text))).data();
    return filler.size();
  }
};

}  // namespace

AccountBody* AccountBody::make(AccountParts parts, std::string names) {
  sort_items(parts);
  WordIndex::Tables words = index_words(parts);
  const Contents contents{std::move(parts), std::move(words), std::move(names)};
  AccountBody measured;
  const std::size_t bytes = contents.fill(nullptr, measured);
  char* const memory = static_cast<char*>(::operator new(bytes));
  auto* const body = new (memory) AccountBody();
  body->title_zh = contents.parts.title_zh;
  body->title_en = contents.parts.title_en;
  body->bytes = contents.fill(memory, *body);
  return body;
}

void AccountBody::destroy(AccountBody* body) {
  std::destroy(body->wordings.begin(), body->wordings.end());
  body->~AccountBody();
  ::operator delete(body);
}

}  // namespace postgate

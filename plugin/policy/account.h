// Account: what one account of a platform owns and may say, laid over a shared ruleset when a post is
// judged. Compiled against nothing, so it survives every change of rules. It is two pieces of memory,
// its tables sorted: a hundred thousand of them fit beside one ruleset. Immutable, any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/marked.h"
#include "match/word_matcher.h"
#include "pack/model.h"
#include "policy/word_index.h"

namespace postgate {

// Why something that was found does not count. The own assets come first, then what covers words only.
enum class Excuse : std::uint8_t {
  kNone = 0,
  kOwnDomain = 1,
  kHotline = 2,
  kContact = 3,
  kMiniProgram = 4,
  kName = 5,
  kPhrase = 6,
  kDisabled = 7,
  kLowered = 8,
  kApproval = 9,
};
// A link, number or ID of the account's own never counts; a phrase or a name only takes away
// findings that lie in it as a whole.
constexpr bool never_counts(Excuse by) { return by >= Excuse::kOwnDomain && by <= Excuse::kContact; }

// Where an item stands in the table of items; both kinds of changed rules are one table.
constexpr Excuse account_table(Excuse kind) { return kind == Excuse::kLowered ? Excuse::kDisabled : kind; }

// A piece of an account's text.
struct TextRef {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

struct AccountItem {
  TextRef key;    // as it is looked for: a host, digits, squeezed words, a rule
  TextRef shown;  // as the file has it; of a change of a rule the reason
  TextRef exact;  // of a phrase: exact_form()
  std::uint32_t last_day = 0;
  Excuse kind = Excuse::kNone;
  Action action = Action::kNone;  // of a changed rule: what is left of it; kAllow switches it off
};

// Terms an account watches beyond the rules; may be shared by many accounts. Looked for as the words of
// packs are, on the symbols of a field.
class Wording {
 public:
  struct Term {
    std::uint32_t length = 0;  // in symbols
    TextRef shown;
    TextRef prefer;          // empty if there is none
    TextRef prefer_symbols;  // the same, as symbols()
    Action action = Action::kFlag;
  };
  // `words` are those of the terms, in their order.
  Wording(std::string text, std::u16string symbols, std::vector<Term> terms,
          const std::vector<std::u16string>& words);

  [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }
  [[nodiscard]] std::string_view view(TextRef ref) const {
    return std::string_view(text_).substr(ref.begin, ref.size);
  }
  [[nodiscard]] std::u16string_view symbols(TextRef ref) const {
    return std::u16string_view(symbols_).substr(ref.begin, ref.size);
  }
  // Its ids are numbers in terms().
  [[nodiscard]] const WordMatcher& words() const { return words_; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  std::string text_;
  std::u16string symbols_;
  std::vector<Term> terms_;
  WordMatcher words_;
};

// What account_builder.cc fills in.
struct AccountParts {
  std::string id;
  std::string profile;
  std::string group;
  std::string text;  // what the references lead into
  std::vector<AccountItem> items;
  TextRef title_zh;
  TextRef title_en;
  std::vector<std::shared_ptr<const Wording>> wordings;
};

class AccountPtr;
struct AccountBody;

// What every scan asks for is in the account itself, one cache line, and bring() has it there before it is
// asked for; all else is in its body. The accounts of a book stand close together (account_room.h), so that
// few pages of memory hold them all. Nothing is written to an account while posts are judged, unless a rule
// fires.
class alignas(64) Account : public Marked<0x70676132U> {
 public:
  // Asks the memory for what a scan will read. `account` may be anything: it is not looked at.
  static void bring(const Account* account) { __builtin_prefetch(account); }

  // Owners outside the library. One that gives back more than was lent changes nothing.
  void lend() const;
  void give_back() const;
  // False of what is no account, and of one that nobody outside owns any more, where that can be seen.
  [[nodiscard]] bool is_lent() const { return marked() && lent_.load(std::memory_order_relaxed) != 0; }

  [[nodiscard]] std::string_view id() const { return {names(), id_size_}; }
  [[nodiscard]] std::string_view profile() const { return {names() + id_size_, profile_size_}; }
  // For the statistics.
  [[nodiscard]] std::string_view group() const { return {names() + id_size_ + profile_size_, group_size_}; }
  [[nodiscard]] bool has_wordings() const { return has_wordings_; }

  [[nodiscard]] std::string_view title_zh() const;
  [[nodiscard]] std::string_view title_en() const;
  [[nodiscard]] std::string_view view(TextRef ref) const;
  [[nodiscard]] std::span<const std::shared_ptr<const Wording>> wordings() const;

  [[nodiscard]] std::span<const AccountItem> items(Excuse kind) const;
  // nullptr if the account has none such. `host` in lower case: a domain covers what is below it.
  [[nodiscard]] const AccountItem* domain_of(std::string_view host) const;
  [[nodiscard]] const AccountItem* find(Excuse kind, std::string_view key) const;
  // The change for a rule that is good at `now`: the one that names it most closely, by "pack/rule" before
  // "rule" before families.
  [[nodiscard]] const AccountItem* change_of(std::string_view pack, std::string_view rule,
                                             std::uint64_t now) const;

  // Over names, mini programs and phrases; its words are numbers in all_items().
  [[nodiscard]] const WordIndex& words() const;
  [[nodiscard]] std::span<const AccountItem> all_items() const;
  [[nodiscard]] std::size_t term_count() const;
  // Without its wordings, which may be shared.
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  friend class AccountPtr;
  friend class AccountRoom;
  static constexpr std::size_t kNames = 40;  // bytes of id, profile and group that need no room elsewhere

  explicit Account(AccountParts parts);
  ~Account();
  void own() const { owners_.fetch_add(1, std::memory_order_relaxed); }
  void disown() const;
  [[nodiscard]] const char* names() const;

  mutable std::atomic<std::uint32_t> lent_{0};
  mutable std::atomic<std::uint32_t> owners_{0};
  bool has_wordings_ = false;
  std::uint8_t id_size_ = 0;
  std::uint8_t profile_size_ = 0;
  std::uint8_t group_size_ = 0;
  AccountBody* body_ = nullptr;
  std::array<char, kNames> names_{};
};

// Owns an account together with all others that do. May be empty.
class AccountPtr {
 public:
  AccountPtr() = default;
  explicit AccountPtr(const Account& account) : account_(&account) { account.own(); }
  AccountPtr(const AccountPtr& other) : account_(other.account_) {
    if (account_ != nullptr) account_->own();
  }
  AccountPtr(AccountPtr&& other) noexcept : account_(std::exchange(other.account_, nullptr)) {}
  AccountPtr& operator=(AccountPtr other) noexcept {
    std::swap(account_, other.account_);
    return *this;
  }
  ~AccountPtr() {
    if (account_ != nullptr) account_->disown();
  }
  [[nodiscard]] const Account* get() const { return account_; }
  const Account* operator->() const { return account_; }
  const Account& operator*() const { return *account_; }

 private:
  const Account* account_ = nullptr;
};

}  // namespace postgate

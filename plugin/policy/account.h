// Account: what one account of a platform owns and may say, laid over a shared ruleset when a post is
// judged. Compiled against nothing, so it survives every change of rules. All its strings are in one block,
// its tables sorted: a hundred thousand of them fit beside one ruleset. Immutable, any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// A piece of an account's block of text.
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

// What account_reader.cc fills in.
struct AccountParts {
  std::string text;
  std::vector<AccountItem> items;
  TextRef id;
  TextRef title_zh;
  TextRef title_en;
  TextRef profile;
  TextRef group;
  std::vector<std::shared_ptr<const Wording>> wordings;
};

class Account {
 public:
  explicit Account(AccountParts parts);

  [[nodiscard]] std::string_view id() const { return view(parts_.id); }
  [[nodiscard]] std::string_view title_zh() const { return view(parts_.title_zh); }
  [[nodiscard]] std::string_view title_en() const { return view(parts_.title_en); }
  [[nodiscard]] std::string_view profile() const { return view(parts_.profile); }
  [[nodiscard]] std::string_view group() const { return view(parts_.group); }  // for the statistics
  [[nodiscard]] std::string_view view(TextRef ref) const {
    return std::string_view(parts_.text).substr(ref.begin, ref.size);
  }

  [[nodiscard]] std::span<const AccountItem> items(Excuse kind) const;
  // nullptr if the account has none such. `host` in lower case: a domain covers what is below it.
  [[nodiscard]] const AccountItem* domain_of(std::string_view host) const;
  [[nodiscard]] const AccountItem* find(Excuse kind, std::string_view key) const;
  // The change for a rule, by "pack/rule" or by "rule".
  [[nodiscard]] const AccountItem* change_of(std::string_view pack, std::string_view rule) const;

  // Over names, mini programs and phrases; its words are numbers in all_items().
  [[nodiscard]] const WordIndex& words() const { return words_; }
  [[nodiscard]] const std::vector<AccountItem>& all_items() const { return parts_.items; }
  [[nodiscard]] const std::vector<std::shared_ptr<const Wording>>& wordings() const {
    return parts_.wordings;
  }
  [[nodiscard]] std::size_t term_count() const;
  // Without its wordings, which may be shared.
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  AccountParts parts_;
  WordIndex words_;
};

}  // namespace postgate

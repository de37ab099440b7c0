#include "policy/account_check.h"

#include <algorithm>

#include "policy/account_text.h"
#include "policy/rule_name.h"
#include "policy/wording_rules.h"

namespace postgate {

namespace {

bool has_rule(const Rulebook& book, std::string_view name) {
  return std::any_of(book.rules.begin(), book.rules.end(),
                     [&](const BookRule& rule) { return names_rule(name, rule.pack->name, rule.rule->id); });
}

}  // namespace

std::optional<AccountProblem> account_problem(const Account& account, const Rulebook& book, std::uint64_t now,
                                              std::size_t index) {
  const auto is_wanted = [&] { return index-- == 0; };
  if (!account.profile().empty() && book.profile(account.profile()) == nullptr && is_wanted()) {
    return AccountProblem{"unknown-profile", account.profile(),
                          "the ruleset has no profile of this name; posts of the account are refused"};
  }
  for (const AccountItem& change : account.items(Excuse::kDisabled)) {
    const std::string_view name = account.view(change.key);
    if (!has_rule(book, name) && is_wanted()) {
      return AccountProblem{"unknown-rule", name,
                            "the ruleset has no rule of this name; the account changes nothing"};
    }
    if (change.last_day != kNeverExpires && now != 0 && !is_good_at(change.last_day, now) && is_wanted()) {
      return AccountProblem{"expired", name,
                            "the change of this rule has expired; it counts as written again"};
    }
  }
  return std::nullopt;
}

}  // namespace postgate

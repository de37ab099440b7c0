#include "policy/wording_rules.h"

#include <string>

namespace postgate {

namespace {

std::uint8_t grade_of(Action action) {
  if (action == Action::kBlock) return 1;
  return action == Action::kHold ? 3 : 4;
}

}  // namespace

WordingRules::WordingRules() {
  pack_.name = "account";
  Category category;
  category.id = "account-wording";
  category.title.zh =
      "\u672C\u8D26\u53F7\u7684\u7528\u8BED\u89C4\u8303";  // the account's own rules of wording
  category.title.en = "the account's own wording";
  pack_.categories.push_back(std::move(category));
}

const WordingRules::Made& WordingRules::made_of(const Wording& wording, const Wording::Term& term) {
  const auto known = known_.find(&term);
  if (known != known_.end()) return *known->second;
  Made& made = made_.emplace_back();
  made.signal.id = kWordingRule;
  Rule& rule = made.rule;
  rule.id = kWordingRule;
  rule.action = term.action;
  rule.grade = grade_of(term.action);
  rule.title.zh = "\u672C\u8D26\u53F7\u4E0D\u7528\u7684\u8BF4\u6CD5";  // wording this account does not use
  rule.title.en = "wording that this account does not use";
  if (term.prefer.size != 0) {
    const std::string prefer(wording.view(term.prefer));
    rule.hint.zh = "\u6539\u4E3A\u201C" + prefer + "\u201D";  // write instead
    made.signal.prefer = prefer;
    rule.hint.en = "write \u201C" + prefer + "\u201D";
  }
  known_.emplace(&term, &made);
  return made;
}

}  // namespace postgate

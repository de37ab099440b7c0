// After all rule files are read: turns names of categories and signals into indices, and reports
// names that lead nowhere and things that nothing names.
#include <algorithm>
#include <utility>

#include "pack/load_context.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

class RuleResolver {
 public:
  explicit RuleResolver(LoadContext& context) : context_(context) {
    for (std::uint32_t i = 0; i < context.pack.categories.size(); ++i) {
      categories_.emplace(context.pack.categories[i].id, i);
      category_names_.push_back(context.pack.categories[i].id);
    }
    for (const auto& [id, known] : context.ids) {
      if (!known.is_rule) signal_names_.push_back(id);
    }
    std::sort(signal_names_.begin(), signal_names_.end());  // the same suggestion every time
    category_used_.resize(context.pack.categories.size());
  }

  void resolve(RuleDraft& draft) {
    Rule& rule = draft.rule;
    bool whole = find_category(draft);
    if (draft.own_signal) {
      rule.all.push_back(*draft.own_signal);
      context_.notes[*draft.own_signal].used = true;
    }
    whole = find_signals(rule, draft.all, rule.all) && whole;
    whole = find_signals(rule, draft.any, rule.any) && whole;
    whole = find_signals(rule, draft.none, rule.none) && whole;
    check_not_contradictory(draft);
    check_also(rule);
    if (whole) check_arrangement(draft);
    warn_of_single_characters(rule);
    if (whole) context_.pack.rules.push_back(std::move(rule));
  }

  void report_unused_categories() {
    for (std::size_t i = 0; i < category_used_.size(); ++i) {
      if (category_used_[i]) continue;
      const Category& category = context_.pack.categories[i];
      context_.report.warning(
          "unused-category", category.at,
          "no rule has the category " + in_quotes(category.id) + "; write one or remove the category");
    }
  }

 private:
  bool find_category(RuleDraft& draft) {
    if (!draft.category) return false;
    const auto found = categories_.find(draft.category->text);
    if (found != categories_.end()) {
      draft.rule.category = found->second;
      category_used_[found->second] = true;
      return true;
    }
    if (context_.identity_read) {
      context_.report.error("unknown-category", draft.category->at,
                            "pack.toml has no category " + in_quotes(draft.category->text) +
                                context_.report.did_you_mean(draft.category->text, category_names_),
                            draft.rule.id);
    }
    return false;
  }

  bool find_signals(const Rule& rule, const std::vector<Entry>& names, std::vector<std::uint32_t>& to) {
    bool whole = true;
    std::unordered_set<std::uint32_t> taken(to.begin(), to.end());
    for (const Entry& name : names) {
      const auto found = context_.ids.find(name.text);
      if (found == context_.ids.end() || found->second.is_rule) {
        whole = false;
        report_unknown(rule, name, found != context_.ids.end());
        continue;
      }
      const std::uint32_t index = found->second.signal;
      context_.notes[index].used = true;
      if (taken.insert(index).second) to.push_back(index);
    }
    return whole;
  }

  void report_unknown(const Rule& rule, const Entry& name, bool is_rule) {
    if (is_rule) {
      context_.report.error("unknown-signal", name.at,
                            in_quotes(name.text) + " is a rule; move its words to a [[signal]] to share them",
                            rule.id);
    } else if (context_.rules_read) {
      const std::string nearest = context_.report.did_you_mean(name.text, signal_names_);
      context_.report.error("unknown-signal", name.at,
                            "there is no signal " + in_quotes(name.text) +
                                (nearest.empty() ? "; define it as a [[signal]]" : nearest),
                            rule.id);
    }
  }

  // `none` is looked for at least as widely as `all`, so such a rule stops itself.
  void check_not_contradictory(const RuleDraft& draft) {
    std::unordered_set<std::string_view> all;
    for (const Entry& name : draft.all) all.insert(name.text);
    for (const Entry& name : draft.none) {
      if (all.count(name.text) == 0) continue;
      context_.report.error(
          "bad-value", name.at,
          in_quotes(name.text) + " is in `all` and in `none`, so the rule can never fire; remove one",
          draft.rule.id);
    }
  }

  // `also` excuses other rules of the pack, not the rule itself.
  void check_also(const Rule& rule) {
    if (!context_.rules_read || !context_.rules_kept) return;
    for (const Entry& name : rule.also) {
      const auto found = context_.ids.find(name.text);
      if (found != context_.ids.end() && found->second.is_rule && name.text != rule.id) continue;
      context_.report.error("unknown-rule", name.at,
                            "`also` names other rules of the pack, and " + in_quotes(name.text) + " is none",
                            rule.id);
    }
  }

  // Whether there are as many signals as `at_least`, `order` and `distance` speak of.
  void check_arrangement(const RuleDraft& draft) {
    const Rule& rule = draft.rule;
    if (draft.at_least && rule.at_least > rule.any.size()) {
      report_arrangement(draft, *draft.at_least,
                         "`at_least` asks for " + std::to_string(rule.at_least) +
                             " signals of `any`, which has " + std::to_string(rule.any.size()) +
                             "; lower it or add signals");
    }
    if (draft.order && rule.all.size() < 2) {
      report_arrangement(
          draft, *draft.order,
          "`order` puts the signals of `all` one after the other, and there are fewer than two; "
          "add one or remove `order`");
    }
    if (draft.distance && rule.all.size() + rule.any.size() < 2) {
      report_arrangement(draft, *draft.distance,
                         "`distance` lies between signals, and there is only one; add one, or use `near`");
    }
  }

  void report_arrangement(const RuleDraft& draft, SourceRef at, std::string message) {
    context_.report.error("bad-value", at, std::move(message), draft.rule.id);
  }

  // A single character is no evidence unless something stands beside it.
  void warn_of_single_characters(const Rule& rule) {
    if (rule.all.size() + (rule.any.empty() ? 0U : 1U) != 1) return;
    for (const std::uint32_t index : rule.all.empty() ? rule.any : rule.all) {
      const Signal& signal = context_.pack.signals[index];
      if (signal.near) continue;
      for (const Entry& word : std::exchange(context_.notes[index].single, {})) {
        context_.report.warning("one-character-word", word.at,
                                in_quotes(word.text) + " is one character and decides alone in rule " +
                                    in_quotes(rule.id) + "; lengthen it, or add `near` or another signal",
                                signal.id);
      }
    }
  }

  LoadContext& context_;
  std::unordered_map<std::string_view, std::uint32_t> categories_;
  std::vector<std::string_view> category_names_;
  std::vector<std::string_view> signal_names_;
  std::vector<bool> category_used_;
};

}  // namespace

void resolve_rules(LoadContext& context) {
  RuleResolver resolver(context);
  for (RuleDraft& draft : context.drafts) resolver.resolve(draft);
  context.drafts.clear();
  if (context.rules_read && context.rules_kept) resolver.report_unused_categories();
}

void report_unused(LoadContext& context) {
  if (!context.rules_read || !context.rules_kept) return;
  for (std::size_t i = 0; i < context.notes.size(); ++i) {
    if (context.notes[i].used) continue;
    const Signal& signal = context.pack.signals[i];
    context.report.warning("unused-signal", signal.at,
                           "no rule uses signal " + in_quotes(signal.id) + "; name it in one or remove it",
                           signal.id);
  }
  context.lists.report_unused();
}

}  // namespace postgate

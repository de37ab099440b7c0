#include "engine/self_test.h"

#include <algorithm>
#include <bit>
#include <set>
#include <string>

#include "engine/compiled.h"
#include "engine/engine.h"
#include "engine/scanner.h"
#include "pack/pack_report.h"
#include "policy/profile.h"

namespace postgate {

namespace {

const char* action_word(Action action) {
  switch (action) {
    case Action::kAllow:
      return "allow";
    case Action::kFlag:
      return "flag";
    case Action::kHold:
      return "hold";
    case Action::kBlock:
      return "block";
    case Action::kNone:
      break;
  }
  return "none";
}

class SelfTest {
 public:
  SelfTest(const std::shared_ptr<const Ruleset>& ruleset, bool hygiene, Diagnostics& diagnostics)
      : ruleset_(ruleset),
        hygiene_(hygiene),
        diagnostics_(diagnostics),
        engine_(std::make_shared<Engine>(options())),
        scanner_(engine_) {
    engine_->install(ruleset);
  }

  std::uint64_t run() {
    for (const BookRule& rule : ruleset_->compiled().book.rules) test_rule(rule);
    for (const auto& pack : ruleset_->packs()) {
      for (const Case& item : pack->cases) test_case(*pack, item);
    }
    if (hygiene_) report_uncovered();
    return texts_;
  }

 private:
  static EngineOptions options() {
    EngineOptions options;
    options.max_findings = 4096;
    return options;
  }

  // The kind of field that the texts of a rule are tried in: the body, if its signals look there.
  static std::uint32_t role_of(const Rule& rule, const Pack& pack) {
    FieldRoles roles = kAllRoles;
    for (const std::uint32_t signal : rule.all) roles &= pack.signals[signal].fields;
    return roles == 0 ? 0 : static_cast<std::uint32_t>(std::countr_zero(roles));
  }

  // nullptr after reporting why the text could not be scanned.
  const Verdict* scan(const Pack& pack, const Entry& at, const std::string& rule, std::string_view profile,
                      std::uint32_t role = 0) {
    ++texts_;
    PostField field;
    field.role = role;
    field.input.utf8 = at.text;
    ScanOptions scan_options;
    scan_options.profile = profile;
    scan_options.trace = true;
    scan_options.without_overrides = true;
    const Result<const Verdict*> verdict = scanner_.scan({&field, 1}, scan_options);
    if (verdict.ok()) return verdict.value();
    report(pack, at.at, rule, "self-test-error", verdict.error().message);
    return nullptr;
  }

  void test_rule(const BookRule& book_rule) {
    const Rule& rule = *book_rule.rule;
    const Pack& pack = *book_rule.pack;
    const auto found_by_rule = [&](const Verdict& verdict) {
      return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                         [&](const Finding& finding) { return finding.rule == &rule; });
    };
    for (const Entry& example : rule.examples) {
      const Verdict* verdict = scan(pack, example, rule.id, "standard", role_of(rule, pack));
      if (verdict != nullptr && hygiene_) warn_if_of_another_kind(pack, rule, example, *verdict);
      if (verdict == nullptr || found_by_rule(*verdict)) continue;
      report(pack, example.at, rule.id, "example-not-found",
             "the rule does not find its example: " + why_not(book_rule, *verdict) +
                 "; mend the rule or the example");
    }
    for (const Entry& counter : rule.counters) {
      const Verdict* verdict = scan(pack, counter, rule.id, "standard", role_of(rule, pack));
      if (verdict != nullptr && hygiene_) warn_if_stopped_by_others(pack, rule, counter, *verdict);
      if (verdict == nullptr || !found_by_rule(*verdict)) continue;
      report(pack, counter.at, rule.id, "counter-found",
             "the rule finds its counterexample; narrow it, or add the innocent wording to `except` or a "
             "guard to `none`");
    }
  }

  // The first other rule of the pack that stops a text of `rule` and is not listed by it; nullptr if none.
  static const Rule* unlisted_stop(const Pack& pack, const Rule& rule, const Verdict& verdict,
                                   bool same_category_too) {
    for (const Finding& finding : verdict.findings) {
      if (finding.rule == &rule || finding.pack != &pack || finding.action < Action::kHold) continue;
      if (!same_category_too && finding.rule->category == rule.category) continue;
      const bool listed = std::any_of(rule.also.begin(), rule.also.end(),
                                      [&](const Entry& id) { return id.text == finding.rule->id; });
      if (!listed) return finding.rule;
    }
    return nullptr;
  }

  // A counterexample is an innocent text: that another rule stops it is worth a look.
  void warn_if_stopped_by_others(const Pack& pack, const Rule& rule, const Entry& counter,
                                 const Verdict& verdict) {
    const Rule* other = unlisted_stop(pack, rule, verdict, true);
    if (other == nullptr) return;
    report(
        pack, counter.at, rule.id, "counter-stopped",
        "rule \"" + other->id +
            "\" stops this counterexample; narrow that rule, choose another text, or list the rule in `also`",
        Severity::kWarning);
  }

  // Rules of one category say the same of a text, in more or fewer words; another category cites another
  // clause.
  void warn_if_of_another_kind(const Pack& pack, const Rule& rule, const Entry& example,
                               const Verdict& verdict) {
    const Rule* other = unlisted_stop(pack, rule, verdict, false);
    if (other == nullptr) return;
    report(pack, example.at, rule.id, "example-stopped",
           "rule \"" + other->id + "\" of category \"" + pack.categories[other->category].id +
               "\" stops this example, too; choose a text that only breaks this rule, or list the rule in "
               "`also`",
           Severity::kWarning);
  }

  // Rules that no case of their pack finds: nothing says what they are to do beside the others.
  void report_uncovered() {
    for (const BookRule& book_rule : ruleset_->compiled().book.rules) {
      if (covered_.count(book_rule.rule) != 0 || book_rule.pack->cases.empty()) continue;
      report(*book_rule.pack, book_rule.rule->at, book_rule.rule->id, "rule-without-case",
             "no case in cases/*.toml is found by this rule; add one", Severity::kWarning);
    }
  }

  // The first reason that a person can act on.
  [[nodiscard]] std::string why_not(const BookRule& rule, const Verdict& verdict) const {
    for (const TraceStep& step : verdict.trace) {
      if (step.kind == TraceKind::kGuarded && step.rule == rule.rule)
        return "signal \"" + step.by->id + "\" of `none` stops it";
      if (step.kind == TraceKind::kWeak && step.rule == rule.rule) {
        return "only weakly folded signals were seen, and nothing beside them";
      }
    }
    const Rulebook& book = ruleset_->compiled().book;
    const auto reason = [&](std::uint32_t number) { return unseen(*book.signals[number].signal, verdict); };
    for (const std::uint32_t number : rule.all) {
      if (std::string why = reason(number); !why.empty()) return why;
    }
    std::string why_any;
    for (const std::uint32_t number : rule.any) {
      why_any = reason(number);
      if (why_any.empty()) break;
    }
    if (!why_any.empty()) return "no signal of `any` was seen";
    return "its signals do not meet within the scope the rule asks for";
  }

  // Empty if the signal was seen.
  static std::string unseen(const Signal& signal, const Verdict& verdict) {
    std::string why = "signal \"" + signal.id + "\" was not seen";
    for (const TraceStep& step : verdict.trace) {
      if (step.signal != &signal) continue;
      if (step.kind == TraceKind::kSignal) return {};
      if (step.kind == TraceKind::kExcepted) why = "an `except` phrase covers signal \"" + signal.id + "\"";
      if (step.kind == TraceKind::kNotNear)
        why = "no `near` word is close enough to signal \"" + signal.id + "\"";
      if (step.kind == TraceKind::kRefused) {
        why = "a word of signal \"" + signal.id +
              "\" has a gap that is too wide or stands inside a larger word";
      }
    }
    return why;
  }

  // What the pack's own rules make of a post: a case must hold whatever packs stand beside its own.
  struct Own {
    Action action = Action::kAllow;
    std::set<std::string> rules;
  };
  static Own own_part(const Pack& pack, const Verdict& verdict, const Profile& profile) {
    Own own;
    double score = 0;
    for (const Finding& finding : verdict.findings) {
      if (finding.pack != &pack) continue;
      own.action = std::max(own.action, finding.action);
      if (own.rules.insert(finding.rule->id).second) score += finding.rule->score.value_or(0);
    }
    own.action = std::max(own.action, score_action(profile, score));
    if (!verdict.complete) own.action = std::max(own.action, Action::kHold);
    return own;
  }

  void test_case(const Pack& pack, const Case& item) {
    const Profile* profile = ruleset_->compiled().book.profile(item.profile);
    if (profile == nullptr) {
      report(pack, item.at, {}, "unknown-profile", "there is no profile \"" + item.profile + "\"");
      return;
    }
    const Verdict* verdict = scan(pack, {item.text, item.at}, {}, item.profile);
    if (verdict == nullptr) return;
    const Own own = own_part(pack, *verdict, *profile);
    for (const Finding& finding : verdict->findings) covered_.insert(finding.rule);
    std::string list;
    for (const std::string& id : own.rules) list += (list.empty() ? "" : ", ") + id;
    if (own.action != item.action) {
      report(pack, item.at, {}, "case-action",
             std::string("the case says ") + action_word(item.action) + ", the verdict is " +
                 action_word(own.action) + " (rules: " + (list.empty() ? "none" : list) + ")");
    }
    if (!item.rules_given) return;
    std::set<std::string> expected;
    for (const Entry& rule : item.rules) expected.insert(rule.text);
    if (expected == own.rules) return;
    report(pack, item.at, {}, "case-rules",
           "the case expects other rules than were found: " + (list.empty() ? "none" : list));
  }

  void report(const Pack& pack, SourceRef at, const std::string& rule, const char* code, std::string message,
              Severity severity = Severity::kError) {
    Diagnostic diagnostic = diagnostic_at(pack, at, rule);
    diagnostic.severity = severity;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostics_.add(std::move(diagnostic));
  }

  const std::shared_ptr<const Ruleset>& ruleset_;
  bool hygiene_;
  std::set<const Rule*> covered_;  // found by a case
  Diagnostics& diagnostics_;
  std::shared_ptr<Engine> engine_;
  Scanner scanner_;
  std::uint64_t texts_ = 0;
};

}  // namespace

std::uint64_t self_test(const std::shared_ptr<const Ruleset>& ruleset, bool hygiene,
                        Diagnostics& diagnostics) {
  return SelfTest(ruleset, hygiene, diagnostics).run();
}

}  // namespace postgate

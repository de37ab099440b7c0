#include "engine/update.h"

#include <algorithm>

#include "engine/hostile.h"
#include "engine/scanner.h"

namespace postgate {

namespace {

struct Judged {
  Action action = Action::kNone;
  std::vector<std::string_view> rules;
};

Result<Judged> judge(Scanner& scanner, std::string_view text) {
  PostField field;
  field.input.utf8 = text;
  ScanOptions options;
  options.accept_partial = true;
  options.replace_ill_formed = true;
  const Result<const Verdict*> verdict = scanner.scan({&field, 1}, options);
  if (!verdict.ok()) return verdict.error();
  Judged judged{verdict.value()->action, {}};
  for (const Finding& finding : verdict.value()->findings) judged.rules.push_back(finding.rule->id);
  std::sort(judged.rules.begin(), judged.rules.end());
  return judged;
}

std::shared_ptr<Engine> engine_with(const std::shared_ptr<const Ruleset>& ruleset,
                                    const EngineOptions& options) {
  auto engine = std::make_shared<Engine>(options);
  engine->install(ruleset);
  return engine;
}

Result<void> pass_timing(const std::shared_ptr<const Ruleset>& ruleset, const UpdateOptions& options,
                         UpdateReport& report) {
  if (options.max_ns_per_kib == 0) return {};
  const Result<HostileCost> cost = measure_hostile(ruleset);
  if (!cost.ok()) return cost.error();
  report.hostile_ns_per_kib = cost.value().ns_per_kib;
  report.hostile_hits_per_kib = cost.value().hits_per_kib;
  if (cost.value().ns_per_kib <= options.max_ns_per_kib) return {};
  return make_error(Status::kPackBudget,
                    "a text of " + cost.value().worst + " takes " + std::to_string(cost.value().ns_per_kib) +
                        " ns a KiB, the host allows " + std::to_string(options.max_ns_per_kib));
}

Result<void> compare(const Engine& engine, const std::shared_ptr<const Ruleset>& ruleset,
                     const UpdateOptions& options, UpdateReport& report) {
  const Installed running = engine.current();
  if (options.corpus.empty() || running.ruleset == nullptr) return {};
  EngineOptions limits = engine.options();
  limits.deadline_ns = 0;  // a verdict must not depend on how busy the machine is
  Scanner before(engine_with(running.ruleset, limits));
  Scanner after(engine_with(ruleset, limits));
  for (const std::string_view text : options.corpus) {
    const Result<Judged> old_one = judge(before, text);
    if (!old_one.ok()) return old_one.error();
    const Result<Judged> new_one = judge(after, text);
    if (!new_one.ok()) return new_one.error();
    ++report.judged;
    report.stricter += new_one.value().action > old_one.value().action ? 1U : 0U;
    report.milder += new_one.value().action < old_one.value().action ? 1U : 0U;
    const bool same =
        new_one.value().action == old_one.value().action && new_one.value().rules == old_one.value().rules;
    report.changed += same ? 0U : 1U;
  }
  if (options.max_changed == 0 || report.changed <= options.max_changed) return {};
  return make_error(Status::kPackBudget,
                    std::to_string(report.changed) + " of " + std::to_string(report.judged) +
                        " verdicts would change, the host allows " + std::to_string(options.max_changed));
}

}  // namespace

UpdateStep build_step_of(Status status) {
  switch (status) {
    case Status::kPackSelfTest:
      return UpdateStep::kTest;
    case Status::kPackBudget:
    case Status::kMatcherLimit:
    case Status::kNoMemory:
      return UpdateStep::kCompile;
    default:
      return UpdateStep::kParse;
  }
}

Result<void> update_engine(Engine& engine, const std::shared_ptr<const Ruleset>& ruleset,
                           const UpdateOptions& options, UpdateReport& report) {
  report.step = UpdateStep::kTiming;
  if (Result<void> passed = pass_timing(ruleset, options, report); !passed.ok()) return passed;
  report.step = UpdateStep::kDiff;
  if (Result<void> compared = compare(engine, ruleset, options, report); !compared.ok()) return compared;
  report.step = UpdateStep::kState;
  const auto remember = [&]() -> Result<void> {
    if (options.trust == nullptr) return {};
    return options.trust->remember(seen_packs(*ruleset), options.now);
  };
  const Result<std::uint64_t> installed = engine.install_after(remember, ruleset);
  if (!installed.ok()) return installed.error();
  report.step = UpdateStep::kInstall;
  report.generation = installed.value();
  return {};
}

}  // namespace postgate

// From pack sources to a ruleset: load, check, compile, self-test. Goes on after mistakes as far
// as it can, so that one run tells the author everything.
#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "engine/compile.h"
#include "engine/compiled.h"
#include "engine/hostile.h"
#include "engine/overrides.h"
#include "engine/rule_cost.h"
#include "engine/ruleset.h"
#include "engine/self_test.h"
#include "match/db_cache.h"
#include "match/pattern_db.h"
#include "match/regex_tree.h"
#include "pack/archive.h"
#include "pack/hygiene.h"
#include "pack/rule_digest.h"

namespace postgate {

namespace {

// What a host can act on, from the code of a mistake.
Status status_of(std::string_view code) {
  if (code == "toml-syntax" || code == "not-utf8") return Status::kPackSyntax;
  if (code == "limit") return Status::kPackLimit;
  if (code == "manifest-differs") return Status::kPackArchive;
  if (code == "over-budget") return Status::kPackBudget;
  if (code == "requires-newer-engine" || code == "unsupported-key" || code == "unknown-detector") {
    return Status::kPackUnsupported;
  }
  if (code == "example-not-found" || code == "counter-found" || code == "case-action" ||
      code == "case-rules") {
    return Status::kPackSelfTest;
  }
  return Status::kPackInvalid;
}

Error first_error(const Diagnostics& diagnostics) {
  const auto& list = diagnostics.list();
  const auto found = std::find_if(list.begin(), list.end(),
                                  [](const Diagnostic& d) { return d.severity == Severity::kError; });
  if (found == list.end()) return make_error(Status::kPackInvalid, "the pack has mistakes");
  Error error = make_error(status_of(found->code), found->message);
  error.line = found->line;
  error.column = found->column;
  error.file = found->file;
  error.rule = found->rule;
  return error;
}

RefusedIds refused_by(const Diagnostics& diagnostics) {
  RefusedIds refused;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (diagnostic.severity != Severity::kError || diagnostic.rule.empty()) continue;
    refused.insert(refused_key(diagnostic.pack, diagnostic.rule));
  }
  return refused;
}

void check_pack_names(const std::vector<std::unique_ptr<const Pack>>& packs, Diagnostics& diagnostics) {
  std::set<std::string> names;
  for (const auto& pack : packs) {
    if (names.insert(pack->name).second) continue;
    Diagnostic diagnostic;
    diagnostic.code = "duplicate-pack";
    diagnostic.pack = pack->name;
    diagnostic.file = "pack.toml";
    diagnostic.message = "two packs have the name \"" + pack->name + "\"; add each pack once";
    diagnostics.add(std::move(diagnostic));
  }
}

// A pack file must not say one thing in its manifest and another in its source.
void check_manifest(const PackSource& source, const Pack& pack, Diagnostics& diagnostics) {
  if (!source.manifest) return;
  const std::string difference = manifest_difference(*source.manifest, pack);
  if (difference.empty()) return;
  Diagnostic diagnostic;
  diagnostic.code = "manifest-differs";
  diagnostic.pack = pack.name;
  diagnostic.message =
      "the manifest of the pack file and its source differ in `" + difference + "`; build the pack again";
  diagnostics.add(std::move(diagnostic));
}

std::unique_ptr<Pack> load_source(const PackSource& source, const CompileOptions& options,
                                  Diagnostics& diagnostics) {
  auto pack = std::make_unique<Pack>();
  load_pack(source.files, options.limits, *pack, diagnostics);
  check_manifest(source, *pack, diagnostics);
  if (options.hygiene) check_hygiene(*pack, diagnostics);
  for (Rule& rule : pack->rules) rule.digest = rule_digest(*pack, rule);
  pack->from_file = source.manifest.has_value();
  pack->built_in = source.built_in;
  if (source.manifest) pack->date = source.manifest->date;
  pack->key_id = source.key_id;
  return pack;
}

// What can be counted before anything is compiled.
void count_source(const Pack& pack, RulesetInfo& info) {
  for (const Signal& signal : pack.signals) {
    info.words += signal.words.size();
    info.regexes += signal.regexes.size();
    for (const Entry& regex : signal.regexes) {
      const ParsedRegex parsed = parse_regex(regex.text);
      if (parsed.problems.empty()) info.regex_cost += regex_cost(parsed.root);
    }
  }
}

void tell(const BuildProgress& progress, BuildStage stage) {
  if (!progress) return;
  BuildStep step;
  step.stage = stage;
  progress(step);
}

Result<void> keep_budget(const RulesetInfo& info, const Budget& budget) {
  std::string over = over_budget(info, budget);
  if (over.empty()) return {};
  return make_error(Status::kPackBudget, std::move(over));
}

// Examples, counterexamples and cases; then the texts that are meant to be slow.
Result<void> run_tests(const std::shared_ptr<Ruleset>& ruleset, const CompileOptions& options,
                       Diagnostics& diagnostics) {
  tell(options.progress, BuildStage::kTest);
  if (options.self_test) ruleset->set_examples_run(self_test(ruleset, options.hygiene, diagnostics));
  if (diagnostics.errors() > 0) return {};
  if (!options.measure_hostile && options.budget.hostile_hits == 0) return {};
  Result<HostileCost> cost = measure_hostile(ruleset);
  if (!cost.ok()) return cost.error();
  ruleset->set_hostile_hits(cost.value().hits_per_kib);
  return keep_budget(ruleset->info(), options.budget);
}

Result<void> measure_costs(Ruleset& ruleset, const CompileOptions& options) {
  if (!options.measure_rules) return {};
  Result<std::vector<RuleCost>> costs = measure_rules(ruleset, options.progress);
  if (!costs.ok()) return costs.error();
  ruleset.set_rule_costs(std::move(costs).value());
  return {};
}

}  // namespace

std::string over_false_hits(const Manifest* manifest, const Budget& budget) {
  if (budget.false_hits == 0) return {};
  const std::string allowed = ", the host allows at most " + std::to_string(budget.false_hits);
  if (manifest == nullptr || manifest->benign.characters == 0) {
    return "the pack does not say how often it stops innocent text" + allowed +
           " posts a million characters; build it with --benign";
  }
  const std::uint64_t has = false_hits_per_million(manifest->benign);
  if (has <= budget.false_hits) return {};
  return "the pack stops " + std::to_string(has) + " innocent posts a million characters" + allowed;
}

std::string over_budget(const RulesetInfo& info, const Budget& budget) {
  const auto over = [](const char* what, std::uint64_t has, std::uint64_t most) -> std::string {
    if (most == 0 || has <= most) return {};
    return std::string("the packs cost more than the host allows: ") + what + " " + std::to_string(has) +
           ", at most " + std::to_string(most);
  };
  for (std::string text :
       {over("words", info.words, budget.words), over("regexes", info.regexes, budget.regexes),
        over("regex cost", info.regex_cost, budget.regex_cost),
        over("bytes of matchers", info.memory_bytes, budget.memory_bytes),
        over("hits per KiB of hostile text", info.hostile_hits, budget.hostile_hits)}) {
    if (!text.empty()) return text;
  }
  return {};
}

Result<std::shared_ptr<const Ruleset>> build_ruleset(const std::vector<PackSource>& sources,
                                                     const CompileOptions& options,
                                                     Diagnostics& diagnostics) {
  if (Result<void> fit = check_matcher_platform(); !fit.ok()) return fit.error();
  if (Result<void> fit = check_cpu_level(options.cpu); !fit.ok()) return fit.error();
  std::unique_ptr<DbCache> cache;
  if (!options.cache_folder.empty()) {
    Result<std::unique_ptr<DbCache>> opened = DbCache::open(options.cache_folder);
    if (!opened.ok()) return opened.error();
    cache = std::move(opened).value();
  }
  std::vector<std::unique_ptr<const Pack>> packs;
  std::vector<Pack*> loaded;
  RulesetInfo counted;
  for (const PackSource& source : sources) {
    const Manifest* manifest = source.manifest ? &*source.manifest : nullptr;
    if (std::string over = over_false_hits(manifest, options.budget); !over.empty()) {
      return make_error(Status::kPackBudget, std::move(over));
    }
    std::unique_ptr<Pack> pack = load_source(source, options, diagnostics);
    count_source(*pack, counted);
    loaded.push_back(pack.get());
    packs.push_back(std::move(pack));
  }
  // Before the engines are given anything: a pack over the budget must not cost its compilation.
  if (Result<void> kept = keep_budget(counted, options.budget); !kept.ok()) return kept.error();
  for (const auto& pack : packs) check_patterns(*pack, options.progress, cache.get(), diagnostics);
  check_pack_names(packs, diagnostics);
  check_overrides(packs, diagnostics);

  tell(options.progress, BuildStage::kCompile);
  RulesetInfo info;
  info.regex_cost = counted.regex_cost;
  Result<std::unique_ptr<Compiled>> compiled =
      compile_packs(packs, refused_by(diagnostics), {cache.get(), options.cpu}, info, diagnostics);
  if (!compiled.ok()) {
    // A pack that is wrong anyway may not compile at all; its own mistakes say more.
    if (diagnostics.errors() == 0) return compiled.error();
    diagnostics.sort();
    return first_error(diagnostics);
  }
  if (Result<void> kept = keep_budget(info, options.budget); !kept.ok()) return kept.error();
  auto ruleset = std::make_shared<Ruleset>(std::move(packs), std::move(compiled).value(), info);
  Result<void> tested = run_tests(ruleset, options, diagnostics);
  diagnostics.sort();
  if (diagnostics.errors() > 0) return first_error(diagnostics);
  if (tested.ok()) tested = measure_costs(*ruleset, options);
  for (Pack* pack : loaded) pack->link_lists.clear();  // the source ends with this call
  if (!tested.ok()) return tested.error();
  return std::shared_ptr<const Ruleset>(std::move(ruleset));
}

}  // namespace postgate

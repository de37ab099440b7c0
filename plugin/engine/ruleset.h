// Ruleset: packs compiled for matching. Immutable once built; shared by engines,
// scanners and hosts through std::shared_ptr; any thread may read it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/cpu_level.h"
#include "base/result.h"
#include "pack/diagnostics.h"
#include "pack/loader.h"
#include "pack/manifest.h"
#include "pack/model.h"
#include "pack/pack_state.h"

namespace postgate {

// Everything the scan needs, in engine/compiled.h; hidden here to keep matchers out of capi.
struct Compiled;

struct RulesetInfo {
  std::uint64_t rules = 0;
  std::uint64_t signals = 0;
  std::uint64_t words = 0;
  std::uint64_t regexes = 0;
  std::uint64_t examples = 0;  // examples, counterexamples and cases that were run
  std::uint64_t memory_bytes = 0;
  std::uint64_t regex_cost = 0;    // see match/regex.h
  std::uint64_t hostile_hits = 0;  // per KiB of the worst hostile text; 0 if it was not measured
  std::uint64_t cache_hits = 0;    // databases that came from the cache
  std::uint64_t cache_misses = 0;
};

// Of one rule alone, see engine/rule_cost.h. Times are those of the machine that measured.
struct RuleCost {
  std::uint64_t compile_ns = 0;
  std::uint64_t database_bytes = 0;
  std::uint64_t ns_per_kib = 0;  // of the hostile text that took the longest
  std::uint64_t hits_per_kib = 0;
  std::string worst_text;  // what kind of text that is
};

// What a host is willing to pay for all packs together; 0: no limit.
struct Budget {
  std::uint64_t words = 0;
  std::uint64_t regexes = 0;
  std::uint64_t regex_cost = 0;
  std::uint64_t memory_bytes = 0;
  std::uint64_t hostile_hits = 0;
  // Posts stopped per million characters of innocent text, as the manifest of a pack file says. A pack that
  // does not say so is over the budget.
  std::uint64_t false_hits = 0;
};
// The same for one pack, by its manifest; empty if it is within the budget.
std::string over_false_hits(const Manifest* manifest, const Budget& budget);
// The first measure that is over the budget, in words; empty if none is.
std::string over_budget(const RulesetInfo& info, const Budget& budget);

// What is about to happen, for a host that wants to know where a build died.
enum class BuildStage : std::uint8_t { kRegex = 1, kCompile = 2, kTest = 3, kMeasure = 4 };
struct BuildStep {
  BuildStage stage = BuildStage::kCompile;
  std::string_view pack;
  std::string_view file;
  std::string_view id;  // of the signal or rule
  SourceRef at;
};
// Borrows from the pack and `id`.
BuildStep step_at(BuildStage stage, const Pack& pack, std::string_view id, SourceRef at);
using BuildProgress = std::function<void(const BuildStep&)>;

class Ruleset {
 public:
  Ruleset(std::vector<std::unique_ptr<const Pack>> packs, std::unique_ptr<const Compiled> compiled,
          RulesetInfo info);
  ~Ruleset();
  Ruleset(const Ruleset&) = delete;  // scanners keep pointers into it
  Ruleset& operator=(const Ruleset&) = delete;

  [[nodiscard]] const std::vector<std::unique_ptr<const Pack>>& packs() const { return packs_; }
  [[nodiscard]] const Compiled& compiled() const { return *compiled_; }
  [[nodiscard]] const RulesetInfo& info() const { return info_; }
  // Seconds since 1970 at which the first of the packs has expired; 0: never.
  [[nodiscard]] std::uint64_t expires_at() const { return expires_at_; }
  // In the order of the rulebook; empty if they were not measured.
  [[nodiscard]] const std::vector<RuleCost>& rule_costs() const { return rule_costs_; }
  // For the builder only, before the ruleset is shared.
  void set_examples_run(std::uint64_t count) { info_.examples = count; }
  void set_hostile_hits(std::uint64_t count) { info_.hostile_hits = count; }
  void set_rule_costs(std::vector<RuleCost> costs) { rule_costs_ = std::move(costs); }

 private:
  std::vector<std::unique_ptr<const Pack>> packs_;
  std::unique_ptr<const Compiled> compiled_;
  RulesetInfo info_;
  std::vector<RuleCost> rule_costs_;
  std::uint64_t expires_at_ = 0;
};

struct CompileOptions {
  PackLimits limits;
  Budget budget;
  std::string cache_folder;  // of compiled databases; empty: none
  BuildProgress progress;    // may be empty
  CpuLevel cpu = CpuLevel::kBest;
  bool self_test = true;         // run examples, counterexamples and cases
  bool measure_hostile = false;  // fill RulesetInfo::hostile_hits even if no budget asks for it
  bool measure_rules = false;    // fill Ruleset::rule_costs()
  bool hygiene = false;          // also warn of what is needless or never applies
};

// The source of one pack, as files.
struct PackSource {
  std::vector<PackFile> files;
  std::optional<Manifest> manifest = {};  // of a pack file
  std::string key_id = {};                // who signed it
  bool built_in = false;                  // it came with the library
};

// Parses, checks, compiles and self-tests. On failure the error is the first mistake and
// `diagnostics` holds all of them; warnings are there on success too.
Result<std::shared_ptr<const Ruleset>> build_ruleset(const std::vector<PackSource>& sources,
                                                     const CompileOptions& options, Diagnostics& diagnostics);

// The packs that came as pack files, as the record of installed packs knows them.
std::vector<SeenPack> seen_packs(const Ruleset& ruleset);

// Files of a pack built into the library; empty if there is none of that name.
std::vector<PackFile> builtin_pack(const std::string& name);

}  // namespace postgate

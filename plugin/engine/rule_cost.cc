#include "engine/rule_cost.h"

#include <chrono>
#include <string>
#include <utility>

#include "engine/compile.h"
#include "engine/compiled.h"
#include "engine/hostile.h"

namespace postgate {

namespace {

using Clock = std::chrono::steady_clock;

// The pack with this rule and its signals alone.
std::unique_ptr<const Pack> alone(const Pack& pack, const Rule& rule) {
  auto made = std::make_unique<Pack>();
  made->name = pack.name;
  made->version = pack.version;
  made->files = pack.files;
  made->categories = pack.categories;
  made->profiles = pack.profiles;
  Rule copy = rule;
  const auto take = [&](std::vector<std::uint32_t>& list) {
    for (std::uint32_t& index : list) {
      const Signal& signal = pack.signals[index];
      index = static_cast<std::uint32_t>(made->signals.size());
      made->signals.push_back(signal);
    }
  };
  for (auto* list : {&copy.all, &copy.any, &copy.none}) take(*list);
  made->link_lists = pack.link_lists;  // views of the source
  made->rules.push_back(std::move(copy));
  return made;
}

Result<RuleCost> measure(std::unique_ptr<const Pack> pack) {
  std::vector<std::unique_ptr<const Pack>> packs;
  packs.push_back(std::move(pack));
  RulesetInfo info;
  Diagnostics unheard;  // all of it was said of the whole pack
  RuleCost cost;
  const Clock::time_point begin = Clock::now();
  Result<std::unique_ptr<Compiled>> compiled = compile_packs(packs, {}, {}, info, unheard);
  if (!compiled.ok()) return compiled.error();
  cost.compile_ns = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin).count());
  cost.database_bytes = info.memory_bytes;
  const auto ruleset = std::make_shared<const Ruleset>(std::move(packs), std::move(compiled).value(), info);
  const Result<HostileCost> hostile = measure_hostile(ruleset, HostileEffort::kQuick);
  if (!hostile.ok()) return hostile.error();
  cost.ns_per_kib = hostile.value().ns_per_kib;
  cost.hits_per_kib = hostile.value().hits_per_kib;
  cost.worst_text = hostile.value().worst;
  return cost;
}

}  // namespace

Result<std::vector<RuleCost>> measure_rules(const Ruleset& ruleset, const BuildProgress& progress) {
  std::vector<RuleCost> costs;
  for (const BookRule& entry : ruleset.compiled().book.rules) {
    const Rule& rule = *entry.rule;
    if (progress) progress(step_at(BuildStage::kMeasure, *entry.pack, rule.id, rule.at));
    Result<RuleCost> cost = measure(alone(*entry.pack, rule));
    if (!cost.ok()) return cost.error();
    costs.push_back(std::move(cost).value());
  }
  return costs;
}

}  // namespace postgate

#include "engine/statistics.h"

#include <algorithm>

#include "engine/compiled.h"
#include "engine/ruleset.h"

namespace postgate {

namespace {

std::uint64_t number_of(const Counter& counter) { return counter.read(); }

template <typename From, std::size_t kSize>
void add(const std::array<From, kSize>& from, std::array<std::uint64_t, kSize>& to) {
  for (std::size_t i = 0; i < kSize; ++i) to[i] += number_of(from[i]);
}

template <typename From>
void add(const Judged<From>& from, Judged<std::uint64_t>& to) {
  add(from.posts, to.posts);
  add(from.findings, to.findings);
  to.findings_cut += number_of(from.findings_cut);
  add(from.incomplete, to.incomplete);
  add(from.errors, to.errors);
  add(from.latency, to.latency);
  to.latency_ns += number_of(from.latency_ns);
}

template <typename From>
void add(const Shadowed<From>& from, Shadowed<std::uint64_t>& to) {
  add(from.posts, to.posts);
  to.stricter += number_of(from.stricter);
  to.milder += number_of(from.milder);
  to.skipped += number_of(from.skipped);
  to.cut += number_of(from.cut);
  to.failed += number_of(from.failed);
  add(from.latency, to.latency);
}

GenerationFacts& facts_of(std::uint64_t generation, Slot slot, std::vector<GenerationFacts>& in) {
  for (GenerationFacts& facts : in) {
    if (facts.generation == generation) return facts;
  }
  in.push_back({generation, slot, false, {}});
  return in.back();
}

}  // namespace

std::size_t rule_number(const Ruleset& ruleset, const Pack* pack, const Rule* rule) {
  std::size_t before = 0;
  for (const std::unique_ptr<const Pack>& one : ruleset.packs()) {
    if (one.get() == pack) return before + static_cast<std::size_t>(rule - pack->rules.data());
    before += one->rules.size();
  }
  return ~std::size_t{0};
}

std::shared_ptr<WorkerCounters> Statistics::enlist() {
  auto worker = std::make_shared<WorkerCounters>();
  if (counting_) worker->judged[0] = std::make_unique<Judged<Counter>>();
  const std::lock_guard<std::mutex> lock(mutex_);
  workers_.push_back(worker);
  worker->number = ++last_number_;
  return worker;
}

void Statistics::retire(const std::shared_ptr<WorkerCounters>& worker) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::erase(workers_, worker);
  add_worker(*worker, past_);
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    if (worker->rules[slot]) add_rules(*worker->rules[slot], static_cast<Slot>(slot), past_rules_);
  }
}

void Statistics::follow(WorkerCounters& worker, Slot slot, const Installed& rules) {
  const std::size_t index = index_of(slot);
  std::unique_ptr<RuleCounters> fresh;
  std::unique_ptr<Judged<Counter>> judged;
  std::unique_ptr<Shadowed<Counter>> shadow;
  if (counting_ && rules.ruleset) {
    fresh = std::make_unique<RuleCounters>();
    fresh->rules = rules;
    fresh->counts = std::vector<RuleCounters::One>(rules.ruleset->compiled().book.rules.size());
    if (slot == Slot::kCanary) judged = std::make_unique<Judged<Counter>>();
    if (slot == Slot::kShadow) shadow = std::make_unique<Shadowed<Counter>>();
  }
  std::unique_ptr<RuleCounters> old;  // freed, with its ruleset, outside the lock
  const std::lock_guard<std::mutex> lock(mutex_);
  worker.pins[index].store(rules.generation, std::memory_order_relaxed);
  old = std::exchange(worker.rules[index], std::move(fresh));
  if (old) add_rules(*old, slot, past_rules_);
  if (judged && !worker.judged[1]) worker.judged[1] = std::move(judged);
  if (shadow && !worker.shadow) worker.shadow = std::move(shadow);
}

std::size_t Statistics::group(WorkerCounters& worker, std::string_view name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!worker.groups) {
    worker.groups = std::make_unique<std::array<std::array<Counter, kActions>, kMostGroups>>();
  }
  const auto found = std::find(group_names_.begin(), group_names_.end(), name);
  const auto number = static_cast<std::size_t>(found - group_names_.begin());
  if (found != group_names_.end()) return number;
  if (number == kMostGroups - 1) return number;
  group_names_.emplace_back(name);
  return number;
}

void Statistics::add_worker(const WorkerCounters& worker, StatisticsSnapshot& to) {
  for (std::size_t i = 0; i < worker.judged.size(); ++i) {
    if (worker.judged[i]) add(*worker.judged[i], to.judged[i]);
  }
  if (worker.shadow) add(*worker.shadow, to.shadow);
  if (!worker.groups) return;
  to.groups.resize(kMostGroups);
  for (std::size_t i = 0; i < kMostGroups; ++i) add((*worker.groups)[i], to.groups[i].posts);
}

void Statistics::add_rules(const RuleCounters& from, Slot slot, RuleMap& to) {
  const std::vector<BookRule>& rules = from.rules.ruleset->compiled().book.rules;
  for (std::size_t i = 0; i < from.counts.size(); ++i) {
    const RuleCounters::One& one = from.counts[i];
    const RuleCounts counts{one.found.read(), one.gained.read(), one.lost.read()};
    if (counts.found == 0 && counts.gained == 0 && counts.lost == 0) continue;
    const RuleKey key(rules[i].pack->name, rules[i].rule->id);
    if (to.size() >= kMostRuleNames && to.find(key) == to.end()) continue;
    RuleTotals& totals = to[key];
    if (totals.rule.empty()) {
      totals.pack = key.first;
      totals.rule = key.second;
      totals.category = rules[i].pack->categories[rules[i].rule->category].id;
    }
    RuleCounts& sum = totals.counts[index_of(slot)];
    sum.found += counts.found;
    sum.gained += counts.gained;
    sum.lost += counts.lost;
  }
}

void Statistics::add_generations(const WorkerCounters& worker, std::vector<GenerationFacts>& to) {
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    const std::uint64_t pin = worker.pins[slot].load(std::memory_order_relaxed);
    if (pin != 0) facts_of(pin, static_cast<Slot>(slot), to).workers.push_back(worker.number);
  }
}

std::unique_ptr<StatisticsSnapshot> Statistics::take(const std::array<Installed, kSlots>& current) const {
  auto taken = std::make_unique<StatisticsSnapshot>();
  const std::lock_guard<std::mutex> lock(mutex_);
  *taken = past_;
  taken->counting = counting_;
  taken->workers = workers_.size();
  RuleMap rules = past_rules_;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    const std::uint64_t generation = current[slot].generation;
    if (current[slot].ruleset) {
      facts_of(generation, static_cast<Slot>(slot), taken->generations).current = true;
    }
  }
  for (const std::shared_ptr<WorkerCounters>& worker : workers_) {
    add_worker(*worker, *taken);
    add_generations(*worker, taken->generations);
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      if (worker->rules[slot]) add_rules(*worker->rules[slot], static_cast<Slot>(slot), rules);
    }
  }
  for (auto& [key, totals] : rules) taken->rules.push_back(std::move(totals));
  for (std::size_t i = 0; i < taken->groups.size(); ++i) {
    taken->groups[i].name = i < group_names_.size() ? group_names_[i] : "other";
  }
  std::erase_if(taken->groups, [](const GroupTotals& group) {
    return std::all_of(group.posts.begin(), group.posts.end(), [](std::uint64_t n) { return n == 0; });
  });
  std::sort(taken->generations.begin(), taken->generations.end(),
            [](const auto& a, const auto& b) { return a.generation < b.generation; });
  return taken;
}

}  // namespace postgate

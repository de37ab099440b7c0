// Statistics of an engine. Each worker has counters of its own that only it writes, without locks or
// shared cache lines; a reader adds them up. What a worker leaves behind, and what was counted for rulesets
// that are gone, is kept as totals by name. No text of any post. Any thread; the mutex is taken when a
// worker comes, goes or changes its ruleset, and by readers, never by a scan.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "engine/counters.h"
#include "engine/installed.h"
#include "engine/verdict.h"

namespace postgate {

inline constexpr std::size_t kActions = 5;
inline constexpr std::size_t kIncompleteBits = 16;
inline constexpr std::size_t kStatusNumbers = 128;  // -status
inline constexpr std::size_t kMostGroups = 256;     // the last one takes all that found no room
inline constexpr std::size_t kMostRuleNames = 200'000;

// What is counted about the posts one slot judged. `Number` is Counter on the scan path, else a number.
template <typename Number>
struct Judged {
  std::array<Number, kActions> posts{};     // by action; NONE: those that had an error
  std::array<Number, kActions> findings{};  // by action, of those that were kept
  Number findings_cut{};                    // of those that were not
  std::array<Number, kIncompleteBits> incomplete{};
  std::array<Number, kStatusNumbers> errors{};
  std::array<Number, kLatencyBuckets> latency{};
  Number latency_ns{};
};

// What the shadow would have done, against what was done.
template <typename Number>
struct Shadowed {
  std::array<Number, kActions> posts{};  // by what it would have done; NONE: it could not say
  Number stricter{};
  Number milder{};
  Number skipped{};  // no time was left
  Number cut{};      // the time ended before it was done
  Number failed{};
  std::array<Number, kLatencyBuckets> latency{};
};

struct RuleCounts {
  std::uint64_t found = 0;   // by the slot the counts belong to
  std::uint64_t gained = 0;  // of a shadow's rule: found where the judging ruleset did not
  std::uint64_t lost = 0;    // of a judging rule: found where the shadow did not
};

// Counts of the rules of one ruleset, by their number in all packs together.
struct RuleCounters {
  struct One {
    Counter found;
    Counter gained;
    Counter lost;
  };
  Installed rules;
  std::vector<One> counts;
};

struct WorkerCounters {
  std::uint64_t number = 0;                               // of the worker, from 1
  std::array<std::atomic<std::uint64_t>, kSlots> pins{};  // generations; 0 = none
  // Only where the engine counts:
  std::array<std::unique_ptr<Judged<Counter>>, 2> judged;  // live and canary
  std::unique_ptr<Shadowed<Counter>> shadow;
  std::array<std::unique_ptr<RuleCounters>, kSlots> rules;
  std::unique_ptr<std::array<std::array<Counter, kActions>, kMostGroups>> groups;
};

struct RuleTotals {
  std::string pack;
  std::string rule;
  std::string category;
  std::array<RuleCounts, kSlots> counts;
};

struct GenerationFacts {
  std::uint64_t generation = 0;
  Slot slot = Slot::kLive;
  bool current = false;
  std::vector<std::uint64_t> workers;  // that hold it
};

struct GroupTotals {
  std::string name;
  std::array<std::uint64_t, kActions> posts{};
};

struct StatisticsSnapshot {
  bool counting = false;
  std::uint64_t workers = 0;
  std::array<Judged<std::uint64_t>, 2> judged;
  Shadowed<std::uint64_t> shadow;
  std::vector<RuleTotals> rules;  // those that were found, gained or lost; by pack and rule
  std::vector<GroupTotals> groups;
  std::vector<GenerationFacts> generations;
};

// The number of a rule in all packs of a ruleset together.
std::size_t rule_number(const Ruleset& ruleset, const Pack* pack, const Rule* rule);

class Statistics {
 public:
  explicit Statistics(bool counting) : counting_(counting) {}
  Statistics(const Statistics&) = delete;  // workers know where it is
  Statistics& operator=(const Statistics&) = delete;

  [[nodiscard]] bool counting() const { return counting_; }
  std::shared_ptr<WorkerCounters> enlist();
  // The worker goes; what it counted stays.
  void retire(const std::shared_ptr<WorkerCounters>& worker);
  // The worker now judges with `rules` in that slot, or, if empty, with nothing.
  void follow(WorkerCounters& worker, Slot slot, const Installed& rules);
  // The number of a group of accounts, from 0; makes room for it in the worker's counters.
  std::size_t group(WorkerCounters& worker, std::string_view name);

  [[nodiscard]] std::unique_ptr<StatisticsSnapshot> take(const std::array<Installed, kSlots>& current) const;

 private:
  using RuleKey = std::pair<std::string, std::string>;  // pack, rule
  using RuleMap = std::map<RuleKey, RuleTotals>;
  static void add_rules(const RuleCounters& from, Slot slot, RuleMap& to);
  static void add_generations(const WorkerCounters& worker, std::vector<GenerationFacts>& to);
  static void add_worker(const WorkerCounters& worker, StatisticsSnapshot& to);

  const bool counting_;
  mutable std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::vector<std::shared_ptr<WorkerCounters>> workers_;
  StatisticsSnapshot past_;  // of workers that are gone; without rules and generations
  RuleMap past_rules_;
  std::vector<std::string> group_names_;
};

}  // namespace postgate

// Engine: holds the current rulesets, the live one and those on trial, and hands them to scanners.
// Thread-safe: everything may be called from any thread at any time; nothing waits for scans.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "engine/canary.h"
#include "engine/installed.h"
#include "engine/ruleset.h"
#include "engine/statistics.h"

namespace postgate {

struct EngineOptions {
  std::uint64_t deadline_ns = 0;
  std::uint64_t max_post_bytes = 16U << 20U;
  std::uint64_t max_fields = 100'000;
  std::uint32_t max_hits = 1'048'576;
  std::uint32_t max_findings = 64;
  std::uint32_t latency_every = 16;
  bool statistics = false;
};

// What is on trial, as of one moment.
struct Trials {
  std::array<Installed, kSlots> installed;
  std::shared_ptr<CanaryControl> canary_control;
  std::uint64_t shadow_budget_ns = 0;
  std::uint64_t epoch = 0;
};

class Engine {
 public:
  explicit Engine(const EngineOptions& options) : options_(options), statistics_(options.statistics) {}
  Engine(const Engine&) = delete;  // scanners share it
  Engine& operator=(const Engine&) = delete;

  // Atomic: later scans use `ruleset`. Returns its generation, from 1.
  std::uint64_t install(std::shared_ptr<const Ruleset> ruleset);
  // The same for a trial; nullptr ends it, and the answer is 0.
  std::uint64_t set_shadow(std::shared_ptr<const Ruleset> ruleset, std::uint64_t budget_ns);
  std::uint64_t set_canary(std::shared_ptr<const Ruleset> ruleset, const CanaryOptions& options);
  // False if there is no canary.
  bool set_canary_share(std::uint32_t share_ppm);
  [[nodiscard]] CanaryStatus canary_status() const;

  [[nodiscard]] Installed current(Slot slot = Slot::kLive) const;
  // One atomic read; lets a scanner see that its pin is still current without the lock. 0 = none.
  [[nodiscard]] std::uint64_t generation(Slot slot = Slot::kLive) const {
    return generations_[index_of(slot)].load(std::memory_order_acquire);
  }
  [[nodiscard]] Trials trials() const;
  // Changes with every change of the trials; one atomic read.
  [[nodiscard]] std::uint64_t trials_epoch() const { return epoch_.load(std::memory_order_acquire); }
  // Like install(), but what it replaces can be brought back by rollback(). `before` runs first, one at a
  // time over all callers; if it fails, nothing is installed.
  Result<std::uint64_t> install_after(const std::function<Result<void>()>& before,
                                      std::shared_ptr<const Ruleset> ruleset);
  // Brings the replaced ruleset back under a new generation; 0 if there is none. Another call undoes it.
  std::uint64_t rollback();
  [[nodiscard]] const EngineOptions& options() const { return options_; }
  [[nodiscard]] Statistics& statistics() { return statistics_; }
  [[nodiscard]] std::unique_ptr<StatisticsSnapshot> take_statistics() const;

 private:
  std::uint64_t replace(Slot slot, std::shared_ptr<const Ruleset>& ruleset);

  const EngineOptions options_;
  mutable std::mutex mutex_;
  std::mutex updates_;                                            // held by install_after(), before mutex_
  std::shared_ptr<const Ruleset> previous_;                       // under mutex_; what rollback() brings back
  std::array<Installed, kSlots> installed_;                       // under mutex_
  std::uint64_t last_generation_ = 0;                             // under mutex_
  std::shared_ptr<CanaryControl> canary_control_;                 // under mutex_
  std::uint64_t shadow_budget_ns_ = 0;                            // under mutex_
  std::array<std::atomic<std::uint64_t>, kSlots> generations_{};  // of installed_, written under mutex_
  std::atomic<std::uint64_t> epoch_{0};                           // written under mutex_
  Statistics statistics_;
};

}  // namespace postgate

#include "engine/engine.h"

#include <utility>

namespace postgate {

// Under mutex_. The ruleset that was there before is left in `ruleset`, to be released outside the lock:
// freeing one takes time.
std::uint64_t Engine::replace(Slot slot, std::shared_ptr<const Ruleset>& ruleset) {
  Installed& installed = installed_[index_of(slot)];
  std::swap(installed.ruleset, ruleset);
  installed.generation = installed.ruleset ? ++last_generation_ : 0;
  generations_[index_of(slot)].store(installed.generation, std::memory_order_release);
  return installed.generation;
}

std::uint64_t Engine::install(std::shared_ptr<const Ruleset> ruleset) {
  std::shared_ptr<const Ruleset> previous = std::move(ruleset);
  std::shared_ptr<const Ruleset> earlier;  // released outside the lock, too
  const std::lock_guard<std::mutex> lock(mutex_);
  earlier.swap(previous_);
  return replace(Slot::kLive, previous);
}

Result<std::uint64_t> Engine::install_after(const std::function<Result<void>()>& before,
                                            std::shared_ptr<const Ruleset> ruleset) {
  const std::lock_guard<std::mutex> one_at_a_time(updates_);
  if (Result<void> done = before(); !done.ok()) return done.error();
  std::shared_ptr<const Ruleset> earlier;  // released outside the lock
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::uint64_t generation = replace(Slot::kLive, ruleset);
  earlier = std::exchange(previous_, std::move(ruleset));
  return generation;
}

std::uint64_t Engine::rollback() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return previous_ == nullptr ? 0 : replace(Slot::kLive, previous_);
}

std::uint64_t Engine::set_shadow(std::shared_ptr<const Ruleset> ruleset, std::uint64_t budget_ns) {
  std::shared_ptr<const Ruleset> previous = std::move(ruleset);
  const std::lock_guard<std::mutex> lock(mutex_);
  shadow_budget_ns_ = budget_ns;
  const std::uint64_t generation = replace(Slot::kShadow, previous);
  epoch_.fetch_add(1, std::memory_order_release);
  return generation;
}

std::uint64_t Engine::set_canary(std::shared_ptr<const Ruleset> ruleset, const CanaryOptions& options) {
  std::shared_ptr<const Ruleset> previous = std::move(ruleset);
  std::shared_ptr<CanaryControl> control = previous ? std::make_shared<CanaryControl>(options) : nullptr;
  const std::lock_guard<std::mutex> lock(mutex_);
  canary_control_.swap(control);
  const std::uint64_t generation = replace(Slot::kCanary, previous);
  epoch_.fetch_add(1, std::memory_order_release);
  return generation;
}

bool Engine::set_canary_share(std::uint32_t share_ppm) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!canary_control_) return false;
  canary_control_->set_share(share_ppm);
  return true;
}

CanaryStatus Engine::canary_status() const {
  std::shared_ptr<CanaryControl> control;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    control = canary_control_;
  }
  return control ? control->status() : CanaryStatus();
}

Installed Engine::current(Slot slot) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return installed_[index_of(slot)];
}

Trials Engine::trials() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {installed_, canary_control_, shadow_budget_ns_, epoch_.load(std::memory_order_relaxed)};
}

std::unique_ptr<StatisticsSnapshot> Engine::take_statistics() const {
  return statistics_.take(trials().installed);
}

}  // namespace postgate

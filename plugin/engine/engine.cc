#include "engine/engine.h"

#include <utility>

namespace postgate {

std::uint64_t Engine::install(std::shared_ptr<const Ruleset> ruleset) {
  std::shared_ptr<const Ruleset> previous;  // released outside the lock: freeing a ruleset takes time
  std::shared_ptr<const Ruleset> earlier;
  const std::lock_guard<std::mutex> lock(mutex_);
  previous = std::exchange(installed_.ruleset, std::move(ruleset));
  earlier = std::exchange(previous_, nullptr);
  ++installed_.generation;
  generation_.store(installed_.generation, std::memory_order_release);
  return installed_.generation;
}

Result<std::uint64_t> Engine::install_after(const std::function<Result<void>()>& before,
                                            std::shared_ptr<const Ruleset> ruleset) {
  const std::lock_guard<std::mutex> one_at_a_time(updates_);
  if (Result<void> done = before(); !done.ok()) return done.error();
  std::shared_ptr<const Ruleset> earlier;  // released outside the lock
  const std::lock_guard<std::mutex> lock(mutex_);
  earlier = std::exchange(previous_, std::exchange(installed_.ruleset, std::move(ruleset)));
  ++installed_.generation;
  generation_.store(installed_.generation, std::memory_order_release);
  return installed_.generation;
}

std::uint64_t Engine::rollback() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (previous_ == nullptr) return 0;
  installed_.ruleset.swap(previous_);
  ++installed_.generation;
  generation_.store(installed_.generation, std::memory_order_release);
  return installed_.generation;
}

Installed Engine::current() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return installed_;
}

}  // namespace postgate

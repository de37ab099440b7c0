#include "engine/engine.h"

#include <utility>

namespace postgate {

std::uint64_t Engine::install(std::shared_ptr<const Ruleset> ruleset) {
  std::shared_ptr<const Ruleset> previous;  // released outside the lock: freeing a ruleset takes time
  const std::lock_guard<std::mutex> lock(mutex_);
  previous = std::exchange(installed_.ruleset, std::move(ruleset));
  ++installed_.generation;
  generation_.store(installed_.generation, std::memory_order_release);
  return installed_.generation;
}

Installed Engine::current() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return installed_;
}

}  // namespace postgate

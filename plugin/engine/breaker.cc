#include "engine/breaker.h"

#include <algorithm>

namespace postgate {

Breaker::Breaker(const BreakerOptions& options)
    : options_(options), failures_(std::max<std::uint32_t>(options.errors, 1)) {}

bool Breaker::admit(std::uint64_t now_ns) {
  if (state() == BreakerState::kClosed) return true;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state() == BreakerState::kClosed) return true;
  if (now_ns < waits_until_ns_) return false;
  // One probe at a time; if its end is never told, another one is let through after a while.
  state_.store(BreakerState::kProbing, std::memory_order_relaxed);
  waits_until_ns_ = now_ns + options_.open_ns;
  return true;
}

void Breaker::record(bool failed, std::uint64_t now_ns) {
  if (failed) {
    record_failure(now_ns);
    return;
  }
  if (state() != BreakerState::kProbing) return;  // nothing changes, or begun before it opened
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state() != BreakerState::kProbing) return;
  waits_until_ns_ = now_ns;
  if (++succeeded_ < options_.probes) return;
  count_ = 0;
  state_.store(BreakerState::kClosed, std::memory_order_relaxed);
}

void Breaker::record_failure(std::uint64_t now_ns) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state() == BreakerState::kProbing) {
    open(now_ns);
    return;
  }
  failures_[next_] = now_ns;
  next_ = (next_ + 1) % failures_.size();
  ++count_;
  // next_ is now the oldest of the last ones.
  const bool enough = count_ >= failures_.size() && now_ns - failures_[next_] <= options_.window_ns;
  if (state() == BreakerState::kClosed && enough) open(now_ns);
}

void Breaker::open(std::uint64_t now_ns) {
  succeeded_ = 0;
  waits_until_ns_ = now_ns + options_.open_ns;
  state_.store(BreakerState::kOpen, std::memory_order_relaxed);
}

}  // namespace postgate

// Breaker: stops asking a gate that keeps failing, so that a host does not wait for one error after the
// other, and asks again now and then. Thread-safe; while all is well admit() and record() take no lock.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace postgate {

struct BreakerOptions {
  std::uint32_t errors = 5;                  // so many ...
  std::uint64_t window_ns = 10'000'000'000;  // ... within this time open it
  std::uint64_t open_ns = 5'000'000'000;     // before it is tried again
  std::uint32_t probes = 3;                  // scans that must succeed then, one at a time
};

// As POSTGATE_BREAKER_*.
enum class BreakerState : std::uint32_t { kClosed = 0, kOpen = 1, kProbing = 2 };

class Breaker {
 public:
  explicit Breaker(const BreakerOptions& options);

  // False: do not scan. True of an open breaker means that the scan is a probe; record() is owed.
  bool admit(std::uint64_t now_ns);
  // How an admitted scan ended.
  void record(bool failed, std::uint64_t now_ns);
  [[nodiscard]] BreakerState state() const { return state_.load(std::memory_order_relaxed); }

 private:
  void record_failure(std::uint64_t now_ns);
  void open(std::uint64_t now_ns);

  const BreakerOptions options_;
  std::atomic<BreakerState> state_{BreakerState::kClosed};  // written under mutex_
  std::mutex mutex_;
  std::vector<std::uint64_t> failures_;  // under mutex_: when the last ones were, a ring
  std::size_t next_ = 0;                 // under mutex_: in failures_
  std::uint64_t count_ = 0;              // under mutex_: failures since it was closed
  std::uint64_t waits_until_ns_ = 0;     // under mutex_: for the next probe
  std::uint32_t succeeded_ = 0;          // under mutex_: probes
};

}  // namespace postgate

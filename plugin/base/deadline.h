// Deadline: a point on the monotonic clock after which a scan gives up with
// Status::kDeadline. A value; copy it freely.
#pragma once

#include <chrono>
#include <cstdint>

namespace postgate {

class Deadline {
 public:
  // `budget_ns` counts from now; 0 means no deadline.
  static Deadline after_ns(std::uint64_t budget_ns) {
    Deadline deadline;
    if (budget_ns == 0) return deadline;
    constexpr std::uint64_t kLongest = 365ULL * 24 * 3600 * 1'000'000'000ULL;
    const std::uint64_t capped = budget_ns < kLongest ? budget_ns : kLongest;
    deadline.set_ = true;
    deadline.at_ = Clock::now() + std::chrono::nanoseconds(capped);
    return deadline;
  }

  [[nodiscard]] bool expired() const { return set_ && Clock::now() >= at_; }

 private:
  using Clock = std::chrono::steady_clock;
  bool set_ = false;
  Clock::time_point at_{};
};

}  // namespace postgate

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

  static constexpr std::uint64_t kForever = ~std::uint64_t{0};
  // Nanoseconds until then, 0 if it has passed, kForever without a deadline.
  [[nodiscard]] std::uint64_t left_ns() const {
    if (!set_) return kForever;
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(at_ - Clock::now()).count();
    return left > 0 ? static_cast<std::uint64_t>(left) : 0;
  }

  [[nodiscard]] bool expired() const { return set_ && Clock::now() >= at_; }

 private:
  using Clock = std::chrono::steady_clock;
  bool set_ = false;
  Clock::time_point at_{};
};

}  // namespace postgate

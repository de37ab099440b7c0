// CanaryControl: which posts a ruleset on trial judges, and whether it may go on doing so. The share is
// drawn by a keyed hash of the account or post id: the same posts every time, and more of them, never
// others, when the share grows. Windows of posts of both rulesets are compared; when the new one moves the
// hold rate or the latency too far in several windows in a row, its share becomes 0 and stays so until the
// host says otherwise. Shared by the workers of an engine; any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/counters.h"

namespace postgate {

inline constexpr std::uint32_t kWhole = 1'000'000;  // a share of everything

struct CanaryOptions {
  std::uint32_t share_ppm = 0;
  std::array<unsigned char, 16> key{};
  std::uint32_t max_hold_move_ppm = 20'000;  // of the share of posts held, blocked or failed, either way
  std::uint32_t max_latency_percent = 150;   // of the live ruleset's median and 95th percentile
  std::uint32_t window_posts = 1000;         // of each ruleset, for one comparison
  std::uint32_t windows = 3;                 // comparisons in a row that must be bad
};

// As POSTGATE_CANARY_* and POSTGATE_CANARY_REASON_*.
enum class CanaryState : std::uint32_t { kNone = 0, kRunning = 1, kFallenBack = 2 };
enum class CanaryReason : std::uint32_t { kNone = 0, kHoldRate = 1, kLatency = 2 };

struct CanaryArm {
  std::uint64_t posts = 0;          // judged so far
  std::uint32_t hold_rate_ppm = 0;  // in the window that was compared last, as are:
  std::uint64_t p50_ns = 0;
  std::uint64_t p95_ns = 0;
};

struct CanaryStatus {
  CanaryState state = CanaryState::kNone;
  CanaryReason reason = CanaryReason::kNone;
  std::uint32_t share_ppm = 0;  // as the host set it
  std::uint32_t bad_windows = 0;
  std::uint64_t comparisons = 0;
  CanaryArm live;
  CanaryArm canary;
  std::string message;
};

class CanaryControl {
 public:
  explicit CanaryControl(const CanaryOptions& options);

  // True if the canary judges the post of this account or post id.
  [[nodiscard]] bool chooses(std::string_view id) const;
  // A new share; a canary that fell back gets another chance, with its comparisons begun afresh.
  void set_share(std::uint32_t share_ppm);
  [[nodiscard]] CanaryStatus status() const;

  struct Sample {
    bool canary = false;
    bool held = false;          // or blocked, or not judged at all
    std::uint16_t latency = 0;  // bucket
  };
  // Takes what a worker collected; false if another thread is just doing so, unless `must`.
  bool take(const Sample* samples, std::size_t count, bool must);

 private:
  struct Window {
    std::uint64_t posts = 0;
    std::uint64_t held = 0;
    LatencyCounts latency{};
  };
  void compare();
  void forget_windows();
  [[nodiscard]] std::string explain(CanaryReason reason) const;

  const CanaryOptions options_;
  std::atomic<std::uint32_t> drawn_ppm_;  // 0 once it fell back
  mutable std::mutex mutex_;
  CanaryStatus status_;  // all below under mutex_
  Window live_;
  Window canary_;
  bool has_reference_ = false;  // status_.live holds a whole window
};

}  // namespace postgate

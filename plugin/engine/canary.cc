#include "engine/canary.h"

#include <algorithm>

#include "pack/crypto.h"

namespace postgate {

namespace {

// A window that waits that many times its size for the live ruleset's uses the last one of that.
constexpr std::uint64_t kPatience = 10;
// Between bad and calm nothing changes: a rate that swings around the limit does not start afresh.
constexpr std::uint64_t kCalmPercent = 80;

std::uint32_t rate_ppm(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<std::uint32_t>(part * kWhole / whole);
}

std::uint32_t distance(std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; }

std::string percent(std::uint32_t ppm) {
  const std::uint32_t tenths = (ppm + 500) / 1000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string microseconds(std::uint64_t ns) {
  const std::uint64_t tenths = (ns + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " us";
}

}  // namespace

CanaryControl::CanaryControl(const CanaryOptions& options)
    : options_(options), drawn_ppm_(options.share_ppm) {
  status_.state = CanaryState::kRunning;
  status_.share_ppm = options.share_ppm;
}

bool CanaryControl::chooses(std::string_view id) const {
  const std::uint32_t share = drawn_ppm_.load(std::memory_order_relaxed);
  if (share == 0) return false;
  if (share >= kWhole) return true;
  return short_hash(id, options_.key) % kWhole < share;
}

void CanaryControl::set_share(std::uint32_t share_ppm) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (status_.state == CanaryState::kFallenBack) forget_windows();
  status_.state = CanaryState::kRunning;
  status_.reason = CanaryReason::kNone;
  status_.message.clear();
  status_.share_ppm = share_ppm;
  drawn_ppm_.store(share_ppm, std::memory_order_relaxed);
}

void CanaryControl::forget_windows() {
  status_.bad_windows = 0;
  live_ = {};
  canary_ = {};
  has_reference_ = false;
}

CanaryStatus CanaryControl::status() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return status_;
}

bool CanaryControl::take(const Sample* samples, std::size_t count, bool must) {
  std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
  if (must) {
    lock.lock();
  } else if (!lock.try_lock()) {
    return false;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Sample& sample = samples[i];
    Window& window = sample.canary ? canary_ : live_;
    ++window.posts;
    if (sample.held) ++window.held;
    ++window.latency[sample.latency];
    ++(sample.canary ? status_.canary : status_.live).posts;
    if (sample.canary && window.posts >= options_.window_posts) compare();
  }
  return true;
}

void CanaryControl::compare() {
  const auto measure = [](const Window& window, CanaryArm& arm) {
    arm.hold_rate_ppm = rate_ppm(window.held, window.posts);
    arm.p50_ns = latency_quantile_ns(window.latency, 0.50);
    arm.p95_ns = latency_quantile_ns(window.latency, 0.95);
  };
  if (live_.posts >= options_.window_posts) {
    measure(live_, status_.live);
    live_ = {};
    has_reference_ = true;
  } else if (canary_.posts < kPatience * options_.window_posts) {
    return;
  }
  measure(canary_, status_.canary);
  canary_ = {};
  if (!has_reference_ || status_.state != CanaryState::kRunning) return;
  ++status_.comparisons;
  const std::uint64_t move = distance(status_.canary.hold_rate_ppm, status_.live.hold_rate_ppm);
  // How much slower than allowed, in percent of what is allowed; the worse of the two quantiles.
  const auto slowness = [&](std::uint64_t canary, std::uint64_t live) {
    return live == 0 ? 0 : canary * 10'000 / (live * options_.max_latency_percent);
  };
  const std::uint64_t slow = std::max(slowness(status_.canary.p50_ns, status_.live.p50_ns),
                                      slowness(status_.canary.p95_ns, status_.live.p95_ns));
  const bool moved = move > options_.max_hold_move_ppm;
  if (moved || slow > 100) {
    ++status_.bad_windows;
  } else if (move * 100 <= options_.max_hold_move_ppm * kCalmPercent && slow <= kCalmPercent) {
    status_.bad_windows = 0;
  }
  if (status_.bad_windows < options_.windows) return;
  status_.state = CanaryState::kFallenBack;
  status_.reason = moved ? CanaryReason::kHoldRate : CanaryReason::kLatency;
  status_.message = explain(status_.reason);
  drawn_ppm_.store(0, std::memory_order_relaxed);
}

std::string CanaryControl::explain(CanaryReason reason) const {
  const std::string in_a_row = std::to_string(status_.bad_windows) + " windows of " +
                               std::to_string(options_.window_posts) + " posts in a row: ";
  if (reason == CanaryReason::kHoldRate) {
    return in_a_row + percent(status_.canary.hold_rate_ppm) + " of the posts were held, " +
           percent(status_.live.hold_rate_ppm) + " by the live ruleset; a move of " +
           percent(options_.max_hold_move_ppm) + " is allowed";
  }
  return in_a_row + "a scan took " + microseconds(status_.canary.p50_ns) + " (95th percentile " +
         microseconds(status_.canary.p95_ns) + "), with the live ruleset " +
         microseconds(status_.live.p50_ns) + " (" + microseconds(status_.live.p95_ns) + "); " +
         std::to_string(options_.max_latency_percent) + " % of that is allowed";
}

}  // namespace postgate

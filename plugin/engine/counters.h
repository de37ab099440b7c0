// Counters of the scan path: written by one thread without locks, read by any. And latencies in
// buckets whose width is at most a sixteenth of their value.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace postgate {

// One writer, any number of readers; a reader may be a little behind, never wrong for long.
class Counter {
 public:
  void add(std::uint64_t count) {
    value_.store(value_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t read() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// Latencies up to 2^40 ns (18 minutes); longer ones are counted as the longest.
inline constexpr std::size_t kLatencyParts = 16;  // of each power of two
inline constexpr std::size_t kLatencyBuckets = kLatencyParts * (40 - 4 + 1);

constexpr std::size_t latency_bucket(std::uint64_t ns) {
  if (ns < kLatencyParts) return static_cast<std::size_t>(ns);
  const auto high = static_cast<unsigned>(std::bit_width(ns)) - 1;  // 4 or more
  const std::size_t bucket = (high - 3) * kLatencyParts + ((ns >> (high - 4)) & (kLatencyParts - 1));
  return bucket < kLatencyBuckets ? bucket : kLatencyBuckets - 1;
}

// The first latency that is too long for the bucket.
constexpr std::uint64_t latency_end_ns(std::size_t bucket) {
  if (bucket < kLatencyParts) return bucket + 1;
  const std::size_t shift = bucket / kLatencyParts - 1;
  return (std::uint64_t{kLatencyParts} + bucket % kLatencyParts + 1) << shift;
}

using LatencyCounts = std::array<std::uint64_t, kLatencyBuckets>;

// The latency that `share` of all stay below, as the end of its bucket; 0 if there are none.
inline std::uint64_t latency_quantile_ns(const LatencyCounts& counts, double share) {
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  if (total == 0) return 0;
  const double wanted = share * static_cast<double>(total);
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts.size(); ++bucket) {
    seen += counts[bucket];
    if (counts[bucket] != 0 && static_cast<double>(seen) >= wanted) return latency_end_ns(bucket);
  }
  return latency_end_ns(counts.size() - 1);
}

}  // namespace postgate

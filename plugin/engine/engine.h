// Engine: holds the current ruleset and hands it to scanners. Thread-safe: install()
// and current() may be called from any thread at any time; neither waits for scans.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "engine/ruleset.h"

namespace postgate {

struct EngineOptions {
  std::uint64_t deadline_ns = 0;
  std::uint64_t max_post_bytes = 16U << 20U;
  std::uint64_t max_fields = 100'000;
  std::uint32_t max_hits = 65'536;
  std::uint32_t max_findings = 64;
};

// A ruleset with the number it was installed under.
struct Installed {
  std::shared_ptr<const Ruleset> ruleset;
  std::uint64_t generation = 0;
};

class Engine {
 public:
  explicit Engine(const EngineOptions& options) : options_(options) {}
  Engine(const Engine&) = delete;  // scanners share it
  Engine& operator=(const Engine&) = delete;

  // Atomic: later scans use `ruleset`. Returns its generation, from 1.
  std::uint64_t install(std::shared_ptr<const Ruleset> ruleset);
  [[nodiscard]] Installed current() const;
  // One atomic read; lets a scanner see that its pin is still current without the lock.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }
  [[nodiscard]] const EngineOptions& options() const { return options_; }

 private:
  const EngineOptions options_;
  mutable std::mutex mutex_;
  Installed installed_;                       // under mutex_
  std::atomic<std::uint64_t> generation_{0};  // of installed_, written under mutex_
};

}  // namespace postgate

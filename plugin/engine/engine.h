// Engine: holds the current ruleset and hands it to scanners. Thread-safe: install()
// and current() may be called from any thread at any time; neither waits for scans.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
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
  // The same, but what it replaces can be brought back by rollback(). `before` runs first, one at a
  // time over all callers; if it fails, nothing is installed.
  Result<std::uint64_t> install_after(const std::function<Result<void>()>& before,
                                      std::shared_ptr<const Ruleset> ruleset);
  // Brings the replaced ruleset back under a new generation; 0 if there is none. Another call undoes it.
  std::uint64_t rollback();
  [[nodiscard]] Installed current() const;
  // One atomic read; lets a scanner see that its pin is still current without the lock.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }
  [[nodiscard]] const EngineOptions& options() const { return options_; }

 private:
  const EngineOptions options_;
  mutable std::mutex mutex_;
  std::mutex updates_;                        // held by install_after(), before mutex_
  Installed installed_;                       // under mutex_
  std::shared_ptr<const Ruleset> previous_;   // under mutex_; what rollback() brings back
  std::atomic<std::uint64_t> generation_{0};  // of installed_, written under mutex_
};

}  // namespace postgate

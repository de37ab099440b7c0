// Worker: what one thread of a host uses. It judges a post with the live ruleset or, for its share, the
// canary; counts what happened; and then lets the shadow say what it would have done. One scanner for each
// of the three, made when it is needed. One thread; keeps its engine alive.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/inline.h"
#include "base/result.h"
#include "engine/canary.h"
#include "engine/engine.h"
#include "engine/field_texts.h"
#include "engine/scanner.h"
#include "engine/shadow.h"
#include "engine/statistics.h"

namespace postgate {

class Worker {
 public:
  explicit Worker(std::shared_ptr<Engine> engine);
  ~Worker();
  Worker(const Worker&) = delete;  // owns scratch and a lent verdict
  Worker& operator=(const Worker&) = delete;

  // As those of Scanner. prepare() covers canary and shadow.
  Result<void> prepare();
  void reset();
  Result<const Verdict*> scan(const Post& post, const ScanOptions& options);
  void give_verdict(Verdict& to);
  // Of the rulesets that judge; the shadow asks nobody.
  void set_resolver(const Resolver& resolver);

  [[nodiscard]] std::uint64_t number() const { return counters_->number; }

 private:
  static constexpr std::size_t kSamples = 16;      // kept before they are handed to the canary's control
  static constexpr std::size_t kMostSamples = 64;  // then it waits for its turn

  void follow_engine() {
    if (epoch_ != engine_->trials_epoch()) follow_trials();
  }
  void follow_trials();
  void follow_slot(Slot slot, const Installed& installed);
  void note_pins();
  void drop(Slot slot);
  [[nodiscard]] Scanner& scanner(Slot slot) { return *scanners_[index_of(slot)]; }
  [[nodiscard]] bool has(Slot slot) const { return scanners_[index_of(slot)] != nullptr; }
  [[nodiscard]] Slot choose(const ScanOptions& options) const;
  [[nodiscard]] bool is_timed();

  POSTGATE_INLINE Result<const Verdict*> judge(Slot slot, const Post& post, const ScanOptions& options,
                                               const Deadline& deadline);
  void count(Slot slot, const ScanOptions& options, const Verdict* verdict, Status status, std::uint64_t ns);
  void count_findings(Slot slot, const Verdict& verdict);
  void count_group(std::string_view group, Action action);
  void sample(Slot slot, const Verdict* verdict, std::uint64_t ns);

  void run_shadow(const Post& post, const ScanOptions& options, const Deadline& deadline, Verdict& verdict);
  void try_shadow(const Post& post, const ScanOptions& options, const Deadline& deadline, Verdict& verdict);
  void probe_shadow(const Post& post, const ScanOptions& options);
  static ScanOptions shadow_options(const ScanOptions& options);
  static void report_shadow(const Result<const Verdict*>& judged, Verdict& verdict);
  void count_shadow(const Verdict& verdict);
  void count_shadow_findings();

  std::shared_ptr<Engine> engine_;
  std::shared_ptr<WorkerCounters> counters_;
  const bool counting_;
  std::array<std::unique_ptr<Scanner>, kSlots> scanners_;
  std::array<std::uint64_t, kSlots> noted_{};  // generations the counters know of
  Slot judged_by_ = Slot::kLive;               // whose verdict was lent
  FieldTexts texts_;
  Resolver resolver_;

  std::uint64_t epoch_ = 0;  // of the engine's trials
  std::shared_ptr<CanaryControl> canary_;
  std::uint64_t shadow_budget_ns_ = 0;
  ShadowPace pace_;
  std::array<CanaryControl::Sample, kMostSamples> samples_{};
  std::size_t sample_count_ = 0;

  std::uint32_t until_timed_ = 0;
  std::uint64_t random_;
  std::unordered_map<std::string, std::size_t> groups_;
};

}  // namespace postgate

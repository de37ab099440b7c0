// From a built ruleset to the one that judges: slow texts, what changes for real posts, then the
// record of what was installed, then the swap. Whatever fails leaves the engine as it was.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/engine.h"
#include "engine/ruleset.h"
#include "pack/trust.h"

namespace postgate {

enum class UpdateStep : std::uint8_t {
  kNone = 0,
  kParse = 1,
  kCompile = 2,
  kTest = 3,
  kTiming = 4,
  kDiff = 5,
  kState = 6,
  kInstall = 7
};

struct UpdateOptions {
  std::uint64_t max_ns_per_kib = 0;  // 0: no gate
  std::vector<std::string_view> corpus;
  std::uint64_t max_changed = 0;  // 0: any number
  TrustStore* trust = nullptr;
  std::uint64_t now = 0;
};

struct UpdateReport {
  UpdateStep step = UpdateStep::kNone;  // the last one that was begun
  std::uint64_t generation = 0;
  std::uint64_t hostile_ns_per_kib = 0;
  std::uint64_t hostile_hits_per_kib = 0;
  std::uint64_t judged = 0;    // posts of the corpus
  std::uint64_t changed = 0;   // whose action or rules are others now
  std::uint64_t stricter = 0;  // whose action is more severe
  std::uint64_t milder = 0;
};

// Which step of the build an error of it belongs to.
UpdateStep build_step_of(Status status);

Result<void> update_engine(Engine& engine, const std::shared_ptr<const Ruleset>& ruleset,
                           const UpdateOptions& options, UpdateReport& report);

}  // namespace postgate

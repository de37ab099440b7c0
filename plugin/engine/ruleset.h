// Ruleset: packs compiled for matching. Immutable once built; shared by engines,
// scanners and hosts through std::shared_ptr; any thread may read it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "pack/diagnostics.h"
#include "pack/loader.h"
#include "pack/model.h"

namespace postgate {

// Everything the scan needs, in engine/compiled.h; hidden here to keep matchers out of capi.
struct Compiled;

struct RulesetInfo {
  std::uint64_t rules = 0;
  std::uint64_t signals = 0;
  std::uint64_t words = 0;
  std::uint64_t regexes = 0;
  std::uint64_t examples = 0;  // examples, counterexamples and cases that were run
  std::uint64_t memory_bytes = 0;
};

class Ruleset {
 public:
  Ruleset(std::vector<std::unique_ptr<const Pack>> packs, std::unique_ptr<const Compiled> compiled,
          RulesetInfo info);
  ~Ruleset();
  Ruleset(const Ruleset&) = delete;  // scanners keep pointers into it
  Ruleset& operator=(const Ruleset&) = delete;

  [[nodiscard]] const std::vector<std::unique_ptr<const Pack>>& packs() const { return packs_; }
  [[nodiscard]] const Compiled& compiled() const { return *compiled_; }
  [[nodiscard]] const RulesetInfo& info() const { return info_; }
  // For the builder only, before the ruleset is shared.
  void set_examples_run(std::uint64_t count) { info_.examples = count; }

 private:
  std::vector<std::unique_ptr<const Pack>> packs_;
  std::unique_ptr<const Compiled> compiled_;
  RulesetInfo info_;
};

struct CompileOptions {
  PackLimits limits;
  bool self_test = true;  // run examples, counterexamples and cases
};

// The source of one pack, as files.
struct PackSource {
  std::vector<PackFile> files;
};

// Parses, checks, compiles and self-tests. On failure the error is the first mistake and
// `diagnostics` holds all of them; warnings are there on success too.
Result<std::shared_ptr<const Ruleset>> build_ruleset(const std::vector<PackSource>& sources,
                                                     const CompileOptions& options, Diagnostics& diagnostics);

// Files of a pack built into the library; empty if there is none of that name.
std::vector<PackFile> builtin_pack(const std::string& name);

}  // namespace postgate

// Compiles checked packs into matchers. Thread-safe: no state.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "engine/compiled.h"
#include "engine/ruleset.h"
#include "pack/diagnostics.h"

namespace postgate {

// Rules and signals that a diagnostic already refused, as "pack/id"; they are left out
// so that the rest can still be compiled and tested.
using RefusedIds = std::unordered_set<std::string>;
std::string refused_key(const std::string& pack, const std::string& id);

// Checks what needs the matchers: regexes in both engines, names of detectors.
// With a cache, regexes that passed here before are not given to Hyperscan one by one again; those of a pack
// that is built in never are, for they passed before it was.
void check_patterns(const Pack& pack, const BuildProgress& progress, const DbCache* cache,
                    Diagnostics& diagnostics);

// Fills `info` with counts and memory; adds what is wrong with the lines of link lists to `diagnostics`.
Result<std::unique_ptr<Compiled>> compile_packs(const std::vector<std::unique_ptr<const Pack>>& packs,
                                                const RefusedIds& refused, const CacheUse& cache,
                                                RulesetInfo& info, Diagnostics& diagnostics);

}  // namespace postgate

// Patterns into a Hyperscan database. Used by PatternDb and by the pattern checker; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "match/db_cache.h"
#include "match/pattern_db.h"

struct hs_database;

namespace postgate {

struct HsDatabaseDeleter {
  void operator()(hs_database* db) const;
};
using HsDatabase = std::unique_ptr<hs_database, HsDatabaseDeleter>;

// One database of all `patterns` (not empty). Error::offset is the id of the pattern at fault.
// `cache` may be nullptr; `from_cache` says whether it had the database.
Result<HsDatabase> hs_build(const std::vector<PatternSpec>& patterns, const DbCache* cache, CpuLevel cpu,
                            bool& from_cache);

// Hyperscan's complaint about one regex, already in its own syntax.
std::optional<std::string> hs_problem(const std::string& hyperscan_pattern);

}  // namespace postgate

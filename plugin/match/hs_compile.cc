// Compiling. A database of words alone uses the pure literal API; as soon as there is a regex,
// words become regexes of their escaped bytes: same hits, same speed, one database.
#include "match/hs_compile.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <utility>

#include "match/hs_api.h"
#include "match/regex_tree.h"
#include "pack/ids.h"
#include "text/cpu_kernel.h"

namespace postgate {

namespace {

struct CompileErrorDeleter {
  void operator()(hs_compile_error_t* error) const { hs_free_compile_error(error); }
};
using CompileError = std::unique_ptr<hs_compile_error_t, CompileErrorDeleter>;

// The columns of the multi-pattern calls.
struct Columns {
  std::vector<std::string> texts;
  std::vector<const char*> pointers;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;

  void add(std::string text, unsigned flag, std::uint32_t id) {
    texts.push_back(std::move(text));
    flags.push_back(flag);
    ids.push_back(id);
  }
  void finish() {
    for (const std::string& text : texts) {
      pointers.push_back(text.c_str());
      lengths.push_back(text.size());
    }
  }
};

unsigned long long features_of(CpuLevel level) {
  unsigned long long features = 0;
  if (level >= CpuLevel::kAvx2) features |= HS_CPU_FEATURES_AVX2;
  if (level >= CpuLevel::kAvx512) features |= HS_CPU_FEATURES_AVX512;
  if (level >= CpuLevel::kAvx512Vbmi) features |= HS_CPU_FEATURES_AVX512VBMI;
  return features;
}

// This machine, or as much of it as a level allows. Databases for less run on more.
hs_platform_info_t platform_of(CpuLevel cpu) {
  hs_platform_info_t platform{};
  hs_populate_platform(&platform);
  if (cpu == CpuLevel::kBest) return platform;
  platform.tune = HS_TUNE_FAMILY_GENERIC;
  platform.cpu_features &= features_of(cpu);
  return platform;
}

Error at_pattern(Status status, std::string message, std::uint64_t id) {
  Error error = make_error(status, std::move(message));
  error.offset = id;
  return error;
}

std::string escape_bytes(std::string_view literal) {
  std::string out;
  out.reserve(literal.size() * 4);
  for (const char c : literal) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += buffer;
  }
  return out;
}

Error compile_error(const hs_compile_error_t* error, hs_error_t code, const Columns& columns) {
  if (code == HS_NOMEM) return make_error(Status::kNoMemory, "no memory to compile the patterns");
  const std::string message =
      error != nullptr && error->message != nullptr ? error->message : "unknown error";
  // The library reports its own allocation failures as a message of no pattern.
  if (message.find("nable to allocate memory") != std::string::npos) {
    return make_error(Status::kNoMemory, "no memory to compile the patterns");
  }
  const bool known = error != nullptr && error->expression >= 0 &&
                     static_cast<std::size_t>(error->expression) < columns.ids.size();
  const std::uint64_t id =
      known ? columns.ids[static_cast<std::size_t>(error->expression)] : Error::kNoOffset;
  return at_pattern(code == HS_COMPILER_ERROR ? Status::kPackInvalid : Status::kInternal,
                    "Hyperscan: " + message, id);
}

Result<Columns> columns_of(const std::vector<PatternSpec>& patterns, bool all_literal) {
  Columns columns;
  columns.texts.reserve(patterns.size());
  for (const PatternSpec& pattern : patterns) {
    // Hyperscan 5.4.0 takes an empty literal and then reads out of bounds.
    if (pattern.text.empty()) return at_pattern(Status::kPackInvalid, "an empty pattern", pattern.id);
    if (pattern.literal) {
      columns.add(all_literal ? pattern.text : escape_bytes(pattern.text), 0, pattern.id);
      continue;
    }
    const ParsedRegex parsed = parse_regex(pattern.text);
    if (!parsed.problems.empty()) {
      return at_pattern(Status::kPackInvalid, parsed.problems.front().message, pattern.id);
    }
    columns.add(to_hyperscan(parsed.root), HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH, pattern.id);
  }
  columns.finish();
  return columns;
}

// Everything a compiled database depends on.
std::string content_of(const Columns& columns, bool all_literal, CpuLevel cpu) {
  std::string content = matcher_identity(cpu) + (all_literal ? "literals" : "regexes");
  for (std::size_t i = 0; i < columns.texts.size(); ++i) {
    content += "\n" + std::to_string(columns.ids[i]) + " " + std::to_string(columns.flags[i]) + " " +
               std::to_string(columns.texts[i].size()) + " " + columns.texts[i];
  }
  return content;
}

HsDatabase read_cached(const DbCache& cache, std::string_view content) {
  const std::optional<std::string> bytes = cache.load(content);
  hs_database_t* db = nullptr;
  // The library does not look at what is in there; that it is ours, the cache has made sure.
  if (!bytes || hs_deserialize_database(bytes->data(), bytes->size(), &db) != HS_SUCCESS) return nullptr;
  return HsDatabase(db);
}

void write_cached(const DbCache& cache, std::string_view content, const hs_database_t* db) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(db, &bytes, &size) != HS_SUCCESS) return;
  cache.store(content, {bytes, size});
  std::free(bytes);  // NOLINT: allocated by the library with malloc
}

Result<HsDatabase> build(const std::vector<PatternSpec>& patterns, const DbCache* cache, CpuLevel cpu,
                         bool& from_cache) {
  const bool all_literal =
      std::all_of(patterns.begin(), patterns.end(), [](const PatternSpec& p) { return p.literal; });
  Result<Columns> made = columns_of(patterns, all_literal);
  if (!made.ok()) return made.error();
  const Columns& columns = made.value();
  const std::string content = cache == nullptr ? std::string() : content_of(columns, all_literal, cpu);
  if (cache != nullptr) {
    HsDatabase cached = read_cached(*cache, content);
    from_cache = cached != nullptr;
    if (from_cache) return cached;
  }
  const auto count = static_cast<unsigned>(columns.ids.size());
  const hs_platform_info_t platform = platform_of(cpu);
  hs_database_t* db = nullptr;
  hs_compile_error_t* problem = nullptr;
  const hs_error_t code =
      all_literal
          ? hs_compile_lit_multi(columns.pointers.data(), columns.flags.data(), columns.ids.data(),
                                 columns.lengths.data(), count, HS_MODE_BLOCK, &platform, &db, &problem)
          : hs_compile_multi(columns.pointers.data(), columns.flags.data(), columns.ids.data(), count,
                             HS_MODE_BLOCK, &platform, &db, &problem);
  const CompileError owned(problem);
  if (code != HS_SUCCESS) return compile_error(problem, code, columns);
  HsDatabase compiled(db);
  if (cache != nullptr) write_cached(*cache, content, db);
  return compiled;
}

}  // namespace

void HsDatabaseDeleter::operator()(hs_database* db) const { hs_free_database(db); }

std::string matcher_identity(CpuLevel cpu) {
  const hs_platform_info_t platform = platform_of(cpu);
  return std::string(kEngineRelease) + "\n" + hs_version() + "\n" + std::to_string(platform.tune) + " " +
         std::to_string(platform.cpu_features) + "\n";
}

Result<HsDatabase> hs_build(const std::vector<PatternSpec>& patterns, const DbCache* cache, CpuLevel cpu,
                            bool& from_cache) {
  from_cache = false;
  constexpr std::size_t kMostPatterns = 8'000'000;  // the library's own limit
  if (patterns.size() > kMostPatterns) return make_error(Status::kPackLimit, "too many patterns");
  try {
    return build(patterns, cache, cpu, from_cache);
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to compile the patterns");
  }
}

Result<void> check_cpu_level(CpuLevel level) {
  if (level == CpuLevel::kBest) return {};
  hs_platform_info_t platform{};
  hs_populate_platform(&platform);
  const unsigned long long needed = features_of(level);
  if (has_kernels_of(level) && (platform.cpu_features & needed) == needed) return {};
  return make_error(Status::kPlatform, "this CPU is below the level that is asked for");
}

std::optional<std::string> hs_problem(const std::string& hyperscan_pattern) {
  hs_database_t* db = nullptr;
  hs_compile_error_t* problem = nullptr;
  const hs_error_t code = hs_compile(hyperscan_pattern.c_str(), HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH,
                                     HS_MODE_BLOCK, nullptr, &db, &problem);
  const HsDatabase owned(db);
  const CompileError owned_problem(problem);
  if (code == HS_SUCCESS) return std::nullopt;
  return problem != nullptr && problem->message != nullptr ? problem->message : "unknown error";
}

}  // namespace postgate

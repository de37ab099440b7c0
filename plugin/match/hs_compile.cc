// Compiling. A database of words alone uses the pure literal API; as soon as there is a regex,
// words become regexes of their escaped bytes: same hits, same speed, one database.
#include "match/hs_compile.h"

#include <algorithm>
#include <cstdio>
#include <new>
#include <utility>

#include "match/hs_api.h"
#include "match/regex_tree.h"

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

Result<HsDatabase> build(const std::vector<PatternSpec>& patterns) {
  const bool all_literal =
      std::all_of(patterns.begin(), patterns.end(), [](const PatternSpec& p) { return p.literal; });
  Result<Columns> made = columns_of(patterns, all_literal);
  if (!made.ok()) return made.error();
  const Columns& columns = made.value();
  const auto count = static_cast<unsigned>(columns.ids.size());
  hs_database_t* db = nullptr;
  hs_compile_error_t* problem = nullptr;
  const hs_error_t code =
      all_literal ? hs_compile_lit_multi(columns.pointers.data(), columns.flags.data(), columns.ids.data(),
                                         columns.lengths.data(), count, HS_MODE_BLOCK, nullptr, &db, &problem)
                  : hs_compile_multi(columns.pointers.data(), columns.flags.data(), columns.ids.data(), count,
                                     HS_MODE_BLOCK, nullptr, &db, &problem);
  const CompileError owned(problem);
  if (code != HS_SUCCESS) return compile_error(problem, code, columns);
  return HsDatabase(db);
}

}  // namespace

void HsDatabaseDeleter::operator()(hs_database* db) const { hs_free_database(db); }

Result<HsDatabase> hs_build(const std::vector<PatternSpec>& patterns) {
  constexpr std::size_t kMostPatterns = 8'000'000;  // the library's own limit
  if (patterns.size() > kMostPatterns) return make_error(Status::kPackLimit, "too many patterns");
  try {
    return build(patterns);
  } catch (const std::bad_alloc&) {
    return make_error(Status::kNoMemory, "no memory to compile the patterns");
  }
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

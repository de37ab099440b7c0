// PatternDb, Scratch and the platform check on Hyperscan. The callback only pushes to a bounded
// list; every way in which a scan can end early is a status of its own.
#include <cstring>
#include <limits>
#include <new>
#include <utility>

#include "match/hs_api.h"
#include "match/hs_compile.h"
#include "match/pattern_db.h"

namespace postgate {

struct Scratch::Impl {
  hs_scratch_t* scratch = nullptr;

  Impl() = default;
  ~Impl() { hs_free_scratch(scratch); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

struct PatternDb::Impl {
  HsDatabase db;
};

namespace {

Status status_of(hs_error_t code) {
  switch (code) {
    case HS_SUCCESS:
    case HS_SCAN_TERMINATED:  // the list is full, and says so itself
      return Status::kOk;
    case HS_NOMEM:
      return Status::kNoMemory;
    case HS_SCRATCH_IN_USE:
      return Status::kBusy;
#ifdef HS_INSUFFICIENT_SPACE
    case HS_INSUFFICIENT_SPACE:
      return Status::kMatcherLimit;
#endif
    default:
      return Status::kInternal;
  }
}

struct Sink {
  HitList* hits;
  bool no_memory = false;
};

// Nothing may be thrown through the library: its scratch space would stay marked as in use.
int on_match(unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
  Sink& sink = *static_cast<Sink*>(context);
  try {
    return sink.hits->push({id, static_cast<std::uint32_t>(end)}) ? 0 : 1;
  } catch (const std::bad_alloc&) {
    sink.no_memory = true;
    return 1;
  }
}

}  // namespace

Scratch::Scratch() = default;
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

Result<void> Scratch::grow_for(const PatternDb& db) {
  if (db.empty()) return {};
  if (impl_ == nullptr) impl_.reset(new (std::nothrow) Impl());
  if (impl_ == nullptr) return make_error(Status::kNoMemory, "no memory for scratch space");
  const hs_error_t code = hs_alloc_scratch(db.impl_->db.get(), &impl_->scratch);
  if (code == HS_SUCCESS) return {};
  return make_error(status_of(code), "Hyperscan gives no scratch space, error " + std::to_string(code));
}

PatternDb::PatternDb() = default;
PatternDb::~PatternDb() = default;
PatternDb::PatternDb(PatternDb&&) noexcept = default;
PatternDb& PatternDb::operator=(PatternDb&&) noexcept = default;

Result<PatternDb> PatternDb::build(const std::vector<PatternSpec>& patterns) {
  CacheUse none;
  return build(patterns, none);
}

Result<PatternDb> PatternDb::build(const std::vector<PatternSpec>& patterns, CacheUse& cache) {
  PatternDb db;
  if (patterns.empty()) return db;
  bool from_cache = false;
  Result<HsDatabase> built = hs_build(patterns, cache.cache, cache.cpu, from_cache);
  ++(from_cache ? cache.hits : cache.misses);
  if (!built.ok()) return built.error();
  db.impl_.reset(new (std::nothrow) Impl{std::move(built).value()});
  if (db.impl_ == nullptr) return make_error(Status::kNoMemory, "no memory for a pattern database");
  return db;
}

bool PatternDb::empty() const { return impl_ == nullptr; }

std::size_t PatternDb::memory_bytes() const {
  std::size_t bytes = 0;
  if (impl_ != nullptr && hs_database_size(impl_->db.get(), &bytes) != HS_SUCCESS) return 0;
  return bytes;
}

Status PatternDb::scan(std::string_view view, Scratch& scratch, HitList& hits) const {
  if (impl_ == nullptr || view.empty()) return Status::kOk;  // no pattern matches the empty text
  if (view.size() > std::numeric_limits<std::int32_t>::max()) return Status::kMatcherLimit;
  if (scratch.impl_ == nullptr) return Status::kInternal;  // never grown: the caller's defect
  Sink sink{&hits};
  const hs_error_t code = hs_scan(impl_->db.get(), view.data(), static_cast<unsigned>(view.size()), 0,
                                  scratch.impl_->scratch, on_match, &sink);
  return sink.no_memory ? Status::kNoMemory : status_of(code);
}

const char* matcher_version() { return hs_version(); }

Result<void> check_matcher_platform() {
  if (hs_valid_platform() != HS_SUCCESS) {
    return make_error(Status::kPlatform, "this CPU lacks what Hyperscan needs (SSSE3)");
  }
  const char* version = hs_version();
  if (std::strncmp(version, "5.4.1", 5) == 0) {
    return make_error(Status::kPlatform,
                      "Hyperscan 5.4.1 rejects valid scratch space; install 5.4.0, or 5.4.2 or later");
  }
  return {};
}

}  // namespace postgate

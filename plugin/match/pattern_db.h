// PatternDb: literals and regexes of one view compiled into one Hyperscan
// database, so that each view is read once. Immutable after building; any number
// of threads may scan, each with its own Scratch.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/cpu_level.h"
#include "base/result.h"

namespace postgate {

// A literal is reported at every end offset; a regex once per scan (its spans are
// Regex's business), so `end` of a regex hit means nothing. A regex hit is a candidate: a Unicode
// class of more than 24 ranges is widened for speed, so that Regex must confirm; it is never missed.
struct PatternHit {
  std::uint32_t id;
  std::uint32_t end;  // into the view, exclusive; bytes, of a WordMatcher symbols
};

// Ids with this bit are marks: the other bits are its number, from 0, and only whether it was hit counts.
inline constexpr std::uint32_t kMarkId = 1U << 31U;

// A bounded list of hits, reused from scan to scan. When it is full the scan stops
// and says so: never read an overflow as "no match".
class HitList {
 public:
  explicit HitList(std::size_t most) : most_(most) {}
  void clear() {
    hits_.clear();
    std::fill(marks_.begin(), marks_.end(), 0);
    overflow_ = false;
  }
  bool push(PatternHit hit) {
    if ((hit.id & kMarkId) != 0) {
      mark(hit.id & ~kMarkId);
      return true;
    }
    if (hits_.size() >= most_) {
      overflow_ = true;
      return false;
    }
    hits_.push_back(hit);
    return true;
  }
  [[nodiscard]] const std::vector<PatternHit>& hits() const { return hits_; }
  [[nodiscard]] std::size_t size() const { return hits_.size(); }
  // Puts the hits from number `first` on in the order of the text.
  void sort_from(std::size_t first) {
    if (hits_.size() - first < 2) return;
    std::sort(hits_.begin() + static_cast<std::ptrdiff_t>(first), hits_.end(),
              [](PatternHit a, PatternHit b) { return std::tie(a.end, a.id) < std::tie(b.end, b.id); });
  }
  // The marks that were hit, one bit each, 64 a word; of a list that is full some may be missing.
  [[nodiscard]] const std::vector<std::uint64_t>& marks() const { return marks_; }
  [[nodiscard]] bool has_mark(std::uint32_t number) const {
    return number / 64 < marks_.size() && (marks_[number / 64] >> (number % 64) & 1U) != 0;
  }
  [[nodiscard]] bool overflow() const { return overflow_; }

 private:
  void mark(std::uint32_t number) {
    if (number / 64 >= marks_.size()) marks_.resize(number / 64 + 1);
    marks_[number / 64] |= std::uint64_t{1} << (number % 64);
  }

  std::vector<PatternHit> hits_;
  std::vector<std::uint64_t> marks_;  // as many words as ever were needed
  std::size_t most_;
  bool overflow_ = false;
};

// Hyperscan scratch. One per thread; grow() for every database it will serve.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;
  Scratch(const Scratch&) = delete;  // scratch belongs to one thread
  Scratch& operator=(const Scratch&) = delete;
  Result<void> grow_for(const class PatternDb& db);

 private:
  friend class PatternDb;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct PatternSpec {
  std::string text;
  std::uint32_t id = 0;
  bool literal = true;  // exact bytes; otherwise a regex in the common subset
};

class DbCache;

// How databases are made: for which CPU, through which cache on disk, and what that was good for.
struct CacheUse {
  const DbCache* cache = nullptr;
  CpuLevel cpu = CpuLevel::kBest;
  std::uint64_t hits = 0;    // databases that came from it
  std::uint64_t misses = 0;  // ... that had to be compiled
};

class PatternDb {
 public:
  PatternDb();  // empty: matches nothing
  ~PatternDb();
  PatternDb(PatternDb&&) noexcept;
  PatternDb& operator=(PatternDb&&) noexcept;
  PatternDb(const PatternDb&) = delete;
  PatternDb& operator=(const PatternDb&) = delete;

  // Regexes must have passed check_regex(). Equal texts with different ids are each reported. An
  // error names the pattern's id in Error::offset.
  static Result<PatternDb> build(const std::vector<PatternSpec>& patterns);
  // The same through a cache on disk (may be nullptr); adds to the counts.
  static Result<PatternDb> build(const std::vector<PatternSpec>& patterns, CacheUse& cache);

  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::size_t memory_bytes() const;

  // `view` must be valid UTF-8 below 2 GiB. Appends to `hits` (does not clear it).
  // kOk also when `hits` overflowed: ask hits.overflow(). Other statuses: kBusy (the scratch is in
  // use), kMatcherLimit, kNoMemory, kInternal. Allocates nothing.
  Status scan(std::string_view view, Scratch& scratch, HitList& hits) const;

 private:
  friend class Scratch;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "Hyperscan 5.4.0 ..." of the library loaded at run time.
const char* matcher_version();
// All of engine, matcher and CPU that compiled databases depend on.
std::string matcher_identity(CpuLevel cpu = CpuLevel::kBest);
// kOk, or kPlatform with the reason: CPU without SSSE3, or the refused release 5.4.1.
Result<void> check_matcher_platform();
// kOk, or kPlatform if this machine is below the level.
Result<void> check_cpu_level(CpuLevel level);

}  // namespace postgate

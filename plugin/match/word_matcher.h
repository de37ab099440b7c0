// WordMatcher: every occurrence of every word of a dictionary, overlapping ones too, over the
// 16-bit symbols of a view. Each word is looked for by its rarest pair of neighbouring symbols and a third
// beside them: a filter passes over the text many positions at a time (pair_filter.h), and the few positions
// that it leaves are verified in a table. Immutable after building; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/cpu_level.h"
#include "base/inline.h"
#include "base/result.h"
#include "base/status.h"
#include "match/pattern_db.h"

namespace postgate {

struct WordSpec {
  std::u16string_view symbols;  // read while building only
  std::uint32_t id = 0;
};

class WordMatcher {
 public:
  // Empty words are left out; equal words with different ids are each reported.
  static Result<WordMatcher> build(const std::vector<WordSpec>& words, CpuLevel cpu = CpuLevel::kBest);

  [[nodiscard]] bool empty() const { return entries_.empty() && singles_.empty(); }
  [[nodiscard]] std::size_t memory_bytes() const;

  // Appends every hit, `end` in symbols, sorted by end and id. Stops when `hits` is full: ask
  // hits.overflow(). Allocates nothing but room for hits; linear in the text and its hits.
  void scan(std::u16string_view view, HitList& hits) const;

 private:
  static constexpr std::size_t kInline = 4;  // symbols of a word that its entry has room for
  struct Entry {
    std::uint32_t id;
    std::uint16_t length;  // symbols
    std::uint16_t offset;  // of the pair in the word
    // Of a longer word the first two say where it begins in pool_.
    char16_t symbols[kInline];
  };
  // All words with one pair and neighbour.
  struct Slot {
    std::uint32_t tag;    // of its hash; what shares it is told apart by the words themselves
    std::uint32_t first;  // into entries_
    std::uint32_t count;  // 0: free
  };
  // A place that may hold the words of a slot.
  struct Probe {
    std::uint64_t hash;
    std::size_t at;  // where the pair begins
  };
  struct Single {
    char16_t symbol;
    std::uint32_t id;
  };

  class Builder;

  std::size_t collect(std::u16string_view view, std::size_t at, Probe* probes) const;
  bool verify(std::u16string_view view, const Probe& probe, HitList& hits) const;
  [[nodiscard]] bool stands_at(std::u16string_view view, std::size_t at, const Entry& entry) const;
  bool scan_singles(std::u16string_view view, HitList& hits) const;
  POSTGATE_INLINE bool scan_pairs(std::u16string_view view, HitList& hits) const;

  CpuLevel cpu_ = CpuLevel::kBest;
  std::vector<std::uint32_t> filter_;
  unsigned filter_shift_ = 0;
  std::vector<Slot> slots_;
  unsigned slot_shift_ = 0;
  std::vector<Entry> entries_;
  std::vector<char16_t> pool_;
  std::vector<Single> singles_;  // words of one symbol, by symbol
  std::vector<std::uint64_t> single_bits_;
  std::vector<std::uint32_t> single_ranks_;   // bits in the words of single_bits_ before each
  std::vector<std::uint32_t> single_begins_;  // into singles_, for each bit, and their end
};

}  // namespace postgate

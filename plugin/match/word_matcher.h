// WordMatcher: every occurrence of every word of a dictionary, overlapping ones too, over the
// 16-bit symbols of a view. Each word is looked for by its rarest pair of neighbouring symbols: a
// bitmap of pair hashes passes over the text many positions at a time (pair_filter.h); what it leaves must
// have the right neighbour too, by a second, smaller hash; the few positions that are left are verified in a
// table. Immutable after building; any thread.
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
  struct Entry {
    std::uint32_t text;    // of the first symbol in pool_
    std::uint16_t length;  // symbols
    std::uint16_t offset;  // of the pair in the word
    std::uint32_t id;
    char16_t check;        // a symbol of the word,
    std::int16_t checked;  // this far from the pair; it is looked at before pool_ is
  };
  // All words with one pair.
  struct Slot {
    std::uint32_t pair;
    std::uint32_t first;  // into entries_
    std::uint32_t count;  // 0: free
  };
  struct Single {
    char16_t symbol;
    std::uint32_t id;
  };

  class Builder;

  [[nodiscard]] const Slot* find(std::uint32_t pair) const;
  std::size_t guard(std::u16string_view view, std::size_t base, std::size_t found,
                    std::uint32_t* places) const;
  bool verify(std::u16string_view view, std::size_t at, HitList& hits) const;
  bool scan_singles(std::u16string_view view, HitList& hits) const;
  POSTGATE_INLINE bool scan_pairs(std::u16string_view view, HitList& hits) const;

  CpuLevel cpu_ = CpuLevel::kBest;
  std::vector<std::uint32_t> bitmap_;
  unsigned bitmap_shift_ = 0;
  std::vector<std::uint64_t> guards_;
  unsigned guard_shift_ = 0;
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

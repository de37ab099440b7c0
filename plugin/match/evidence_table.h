// EvidenceTable: short words with weights, in lists. How much a text speaks for a list is the sum of the
// weights of its words that occur, each counted once, in exact integers: the same everywhere. Immutable once
// built, any thread may read; what a search needs to remember is the caller's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postgate {

class EvidenceTable {
 public:
  static constexpr std::size_t kLongestWord = 4;  // symbols, as in EvidenceList
  static constexpr double kUnit = 1024;           // weights are kept in parts of this

  struct Word {
    std::u16string_view symbols;  // 1 to kLongestWord; a digit stands for any
    std::uint32_t list = 0;
    std::int32_t weight = 0;
  };

  // What a search remembers; one for each thread.
  struct Notes {
    std::vector<std::uint32_t> seen_in;  // per word: the number of the last search that met it
    std::uint32_t search = 0;
    std::vector<std::int32_t> sums;  // per list
    std::vector<std::int32_t> parts;
  };
  struct Part {
    std::uint32_t begin = 0;  // symbols
    std::uint32_t end = 0;
  };

  EvidenceTable() = default;
  EvidenceTable(const std::vector<Word>& words, std::size_t lists);

  [[nodiscard]] bool empty() const { return lists_ == 0; }
  [[nodiscard]] std::size_t memory_bytes() const;

  // notes.sums: what the words in `symbols` add up to, for each list.
  void weigh(std::u16string_view symbols, Notes& notes) const;
  // The part of `symbols` that speaks most for `list`; empty if nothing does.
  [[nodiscard]] Part heaviest(std::u16string_view symbols, std::uint32_t list, Notes& notes) const;

 private:
  struct Slot {
    std::uint64_t key = 0;    // the symbols, 16 bits each; 0: free
    std::uint32_t first = 0;  // into weights_
    std::uint32_t count = 0;
  };
  struct Weight {
    std::uint32_t list;
    std::int32_t weight;
  };

  template <typename Found>
  void each_word(std::u16string_view symbols, Notes& notes, Found&& found) const;
  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;

  std::size_t lists_ = 0;
  std::vector<Slot> slots_;  // a power of two of them
  std::vector<Weight> weights_;
  std::vector<std::uint64_t> alone_;     // one bit a hash of a symbol: a word of one symbol, perhaps
  std::vector<std::uint64_t> openings_;  // one bit a hash of a pair: longer words begin so, perhaps
};

}  // namespace postgate

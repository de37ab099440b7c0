// EvidenceTable: short words with weights, in lists. How much a text speaks for a list is the sum of the
// weights of its words that occur, each counted once, in exact integers: the same everywhere. Immutable once
// built, any thread may read; what a search needs to remember is the caller's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"

namespace postgate {

class EvidenceTable {
 public:
  static constexpr std::size_t kLongestWord = EvidenceList::kLongestWord;
  static constexpr double kUnit = 1024;  // weights are kept in parts of this

  struct Word {
    std::u16string_view symbols;  // 1 to kLongestWord; a digit stands for any
    std::uint32_t list = 0;
    std::int32_t weight = 0;
  };

  // What a search remembers; one for each thread.
  struct Notes {
    std::vector<std::uint32_t> seen_in;  // per word: the number of the last search that met it
    std::uint32_t search = 0;
    std::vector<std::int32_t> sums;  // per list, and some more
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
  // Of a word of several symbols.
  struct Slot {
    std::uint64_t key = 0;   // the symbols, 16 bits each; 0: free
    std::uint32_t word = 0;  // its number
  };

  template <typename Found>
  void each_word(std::u16string_view symbols, Notes& notes, Found&& found) const;
  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;
  void enter(std::uint64_t key, std::size_t length, std::uint32_t word);

  std::size_t lists_ = 0;
  std::size_t stride_ = 0;  // lists_, rounded up so that several weights are added at once
  std::uint32_t words_ = 0;
  std::vector<std::int32_t> weights_;    // stride_ of each word
  std::vector<std::uint16_t> alone_;     // per symbol: the number of the word that it is, from 1; 0: none
  std::vector<Slot> slots_;              // a power of two of them
  std::vector<std::uint64_t> known_;     // one bit a hash of a word of several symbols: there may be one
  std::vector<std::uint64_t> openings_;  // one bit a hash of a pair: words of more symbols may begin so
};

}  // namespace postgate

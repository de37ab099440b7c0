// The ways a word is written under the weak folds that a view of characters cannot undo: other readings, the
// first letter for a syllable. Used while a ruleset is compiled; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/fold.h"

namespace postgate {

struct WordVariant {
  std::string shown;  // as an extra view with these folds shows it
  std::string plain;  // without the extra folds
  FoldSet folds = 0;  // what writing it this way is, beside what its characters need
};

// Most variants made of one word; those nearest to the word come first.
inline constexpr std::size_t kMostVariants = 64;

// One way to write one character of a word.
struct CharacterVariant {
  std::string shown;
  std::string plain;
  bool initial = false;  // one letter for a syllable: only beside characters
  bool rare = false;     // the sign of another usual reading: as the only change of a word
  FoldSet folds = 0;     // what writing it this way is
};

// Remembers the ways to write a character, which words share.
class WordVariants {
 public:
  // `word` is folded by default (fold_word(..., 0)). The first variant is the word itself; no two are shown
  // alike.
  std::vector<WordVariant> of(std::string_view word, FoldSet extras);

 private:
  const std::vector<CharacterVariant>& alternatives(std::uint32_t codepoint, FoldSet extras);

  std::unordered_map<std::uint64_t, std::vector<CharacterVariant>> known_;
};

// The characters of a word from last to first.
std::string turned(std::string_view word);

}  // namespace postgate

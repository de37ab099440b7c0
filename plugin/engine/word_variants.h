// The ways a word is written under the weak folds that a view of characters cannot undo: other readings,
// letters for syllables, characters in pieces. Used while a ruleset is compiled; stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace postgate {

struct WordVariant {
  std::string shown;  // as an extra view with these folds shows it
  std::string plain;  // without the extra folds
  FoldSet folds = 0;  // what writing it this way is, beside what its characters need
};

// Most variants made of one word; those nearest to the word come first.
inline constexpr std::size_t kMostVariants = 128;

// `word` is folded by default (fold_word(..., 0)). The first variant is the word itself; no two are shown
// alike.
std::vector<WordVariant> word_variants(std::string_view word, FoldSet extras);

// The characters of a word from last to first.
std::string turned(std::string_view word);

}  // namespace postgate

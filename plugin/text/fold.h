// Names of the folds. A fold is a named rewriting that can be traced back to
// the caller's offsets; a rule says which it accepts, a verdict which were
// needed. The default folds are always applied together; repeat, homophone and
// shape are asked for per signal ("extra" folds, matched on views of their own).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace postgate {

using FoldSet = std::uint16_t;

enum Fold : FoldSet {
  kFoldWidth = 1U << 0U,      // full-width, half-width and other compatibility forms (NFKC)
  kFoldCase = 1U << 1U,       // case folding
  kFoldStyle = 1U << 2U,      // styled letters, look-alike Latin/Cyrillic/Greek, accents
  kFoldScript = 1U << 3U,     // traditional and variant Han to simplified
  kFoldDigit = 1U << 4U,      // digit styles where a digit is expected
  kFoldIgnorable = 1U << 5U,  // invisible characters and combining strokes dropped
  kFoldSeparator = 1U << 6U,  // separators inside a word dropped
  kFoldRepeat = 1U << 7U,     // runs of one character collapsed
  kFoldHomophone = 1U << 8U,  // same toneless pinyin
  kFoldShape = 1U << 9U,      // look-alike Han
};

inline constexpr FoldSet kDefaultFolds =
    kFoldWidth | kFoldCase | kFoldStyle | kFoldScript | kFoldDigit | kFoldIgnorable | kFoldSeparator;
inline constexpr FoldSet kExtraFolds = kFoldRepeat | kFoldHomophone | kFoldShape;
// Folds that lose meaning: a hit that needed one counts only beside another signal.
inline constexpr FoldSet kWeakFolds = kFoldHomophone | kFoldShape;
inline constexpr int kFoldCount = 10;

// "width", "case", ... for bit number `bit` (0 .. kFoldCount-1).
std::string_view fold_name(int bit);
std::optional<Fold> fold_from_name(std::string_view name);

// The data the tables were made from, such as "ICU 72.1 Unicode 15.0".
const char* unicode_version();

}  // namespace postgate

// Names of the folds. A fold is a named rewriting that can be traced back to
// the caller's offsets; a rule says which it accepts, a verdict which were
// needed. The default folds are always applied together; the "extra" folds are asked for per
// signal and matched on views of their own. `joined` is no fold of a pack: it marks what was found
// only by reading two fields of a post as one.
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
  kFoldHomophone = 1U << 8U,  // same toneless pinyin in any reading; letters for syllables
  kFoldShape = 1U << 9U,      // look-alike Han, and Han split into pieces
  kFoldFuzzy = 1U << 10U,     // with homophone: zh/z, ch/c, sh/s, n/l, f/h, ng/n as one
  kFoldEmoji = 1U << 11U,     // pictures and signs for words
  kFoldOrder = 1U << 12U,     // words written backwards, or as the first characters of lines
  kFoldJoined = 1U << 13U,    // read across the border of two fields
  kFoldLink = 1U << 14U,      // a link's disguise: spelt dots, a broken scheme, blanks, escapes
};

inline constexpr FoldSet kDefaultFolds =
    kFoldWidth | kFoldCase | kFoldStyle | kFoldScript | kFoldDigit | kFoldIgnorable | kFoldSeparator;
inline constexpr FoldSet kExtraFolds =
    kFoldRepeat | kFoldHomophone | kFoldShape | kFoldFuzzy | kFoldEmoji | kFoldOrder;
// Folds that lose meaning: a hit that needed one counts only beside another signal.
inline constexpr FoldSet kWeakFolds =
    kFoldHomophone | kFoldShape | kFoldFuzzy | kFoldEmoji | kFoldOrder | kFoldJoined;
inline constexpr int kFoldCount = 15;

// "width", "case", ... for bit number `bit` (0 .. kFoldCount-1).
std::string_view fold_name(int bit);
std::optional<Fold> fold_from_name(std::string_view name);

// The data the tables were made from, such as "ICU 72.1 Unicode 15.0".
const char* unicode_version();

}  // namespace postgate

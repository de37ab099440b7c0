// Layout of the generated fold tables, shared by the generator that writes
// them and the code that reads them. Nothing outside text/ includes it.
//
// A table is a two-stage trie: kStage1[cp / 64] names a block of 64 entries.
// A fold entry is one 32-bit word: what to do (3 bits), which folds that undoes
// (5 bits), two flags, and a payload of 21 bits (a code point or an index).
#pragma once

#include <cstdint>

namespace postgate {

enum class FoldAction : std::uint32_t {
  kKeep = 0,       // a letter or digit that stays as it is
  kKeepSeparator,  // a separator that stays as it is
  kReplace,        // payload: the letter or digit to write
  kReplaceSeparator,
  kExpand,  // payload: index into kFoldExpansions
  kDrop,    // ignorable
  kMark,    // payload: a combining mark, dropped unless it follows its own script
  kDigit,   // payload: index into kFoldDigits
};

inline constexpr std::uint32_t kActionMask = 7;
inline constexpr unsigned kEntryFoldShift = 3;
inline constexpr std::uint32_t kEntryFoldMask =
    31;  // width, case, style, script, digit: the low bits of FoldSet
inline constexpr std::uint32_t kEntryForeign = 1U << 8U;  // look-alike letter of another script
inline constexpr std::uint32_t kEntrySign = 1U << 9U;     // becomes a sign, not ASCII, that has a trait
inline constexpr unsigned kEntryPayloadShift = 11;

constexpr std::uint32_t make_fold_entry(FoldAction action, std::uint32_t folds, std::uint32_t flags,
                                        std::uint32_t payload) {
  return static_cast<std::uint32_t>(action) | (folds & kEntryFoldMask) << kEntryFoldShift | flags |
         payload << kEntryPayloadShift;
}
constexpr FoldAction entry_action(std::uint32_t entry) {
  return static_cast<FoldAction>(entry & kActionMask);
}
constexpr std::uint32_t entry_folds(std::uint32_t entry) { return entry >> kEntryFoldShift & kEntryFoldMask; }
constexpr std::uint32_t entry_payload(std::uint32_t entry) { return entry >> kEntryPayloadShift; }

// An expansion is its length followed by its code points.
inline constexpr std::uint32_t kExpansionSeparator = 1U << 31U;  // on a code point: it is a separator

// A character that stands for a digit inside a run of digits.
struct FoldDigit {
  std::uint32_t entry;  // how it folds outside a run
  std::uint8_t value;   // 0..9
  bool weak;            // often no digit: a run needs others beside it
  bool word;            // also begins words: kept when it merely follows an ASCII run
};

enum class GraphemeBreak : std::uint8_t {
  kOther,
  kControl,
  kExtend,       // combining class not 0
  kExtendLoose,  // combining class 0
  kVirama,       // an extender that links consonants of Indic scripts
  kZwj,
  kPrepend,
  kSpacingMark,
  kRegional,
  kHangulL,
  kHangulV,
  kHangulT,
  kHangulLv,
  kHangulLvt,
  kPictographic,
  kConsonant,  // of an Indic script with conjuncts
};

inline constexpr unsigned kTrieShift = 6;
inline constexpr std::uint32_t kTrieMask = 63;

template <typename T>
struct Trie {
  const std::uint16_t* stage1;
  const T* stage2;
  T at(std::uint32_t cp) const {
    return stage2[(static_cast<std::uint32_t>(stage1[cp >> kTrieShift]) << kTrieShift) + (cp & kTrieMask)];
  }
};

inline constexpr std::uint16_t kManyReadings = 0x8000;

// A toneless syllable.
struct Syllable {
  char name[8];
  std::uint16_t sign;   // the BMP character that stands for it in a view; 0: no character begins with it
  std::uint16_t fuzzy;  // the number of the syllable that stands for all that are fuzzily alike
};

// What a character is written for: a word, or the character in pieces; an index into kSignTexts.
struct SignText {
  std::uint32_t codepoint;
  std::uint16_t begin;
  std::uint16_t length;
};

// The generated source (fold_tables.cc in the build folder).
extern const Trie<std::uint32_t> kFoldTrie;
extern const Trie<std::uint8_t> kGraphemeTrie;
// The number of a character's only or usual reading, or, with kManyReadings, an index into kReadings. 0:
// none.
extern const Trie<std::uint16_t> kSyllableTrie;
extern const Trie<std::uint16_t> kShapeTrie;  // 0: no look-alike
// Numbered from 1; number 0 is empty.
extern const Syllable kSyllables[];
extern const std::uint16_t kSyllableCount;
// Runs of a length and so many syllable numbers, the usual one first.
extern const std::uint16_t kReadings[];
extern const std::uint16_t kReadingsSize;
// Both sorted by code point; a character may be in pieces in several ways.
extern const SignText kEmojiWords[];
extern const std::uint16_t kEmojiWordCount;
extern const SignText kSplitHan[];
extern const std::uint16_t kSplitHanCount;
extern const std::uint16_t kSignTexts[];  // BMP characters
extern const std::uint32_t kFoldExpansions[];
extern const FoldDigit kFoldDigits[];
// One bit a BMP code point: it stays as it is (and is no digit, mark or dot other than U+3002).
extern const std::uint64_t kKeepBits[1024];
// One bit a BMP code point: among those, it is in the squeezed view.
extern const std::uint64_t kLetterBits[1024];
extern const char kTableVersion[];

}  // namespace postgate

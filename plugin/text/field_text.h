// FieldText: one field of a post in all its views, and the exact way back to
// the caller's offsets. Owned by one scanner and reused for every field, so
// that a clean post allocates nothing after warm-up. One thread at a time.
//
// Views (all valid UTF-8):
//   raw       the caller's text, decoded; UTF-16 input and, on request, ill-formed
//             input is re-encoded here (U+FFFD for each maximal ill-formed part)
//   text      default folds, ignorables dropped, separators kept
//   squeezed  text without separators
//   symbols   squeezed in UTF-16: what words are matched on
//   extra     squeezed with repeat / homophone / fuzzy / shape applied on top, in UTF-16 as symbols are:
//             syllables in letters and characters in pieces are one character there; with emoji, pictures
//             that stand for a word are that word; with order, only the first character of each line is left
//
// Positions: matching works on view bytes. build_map() is called only for
// fields with a hit and gives, per code point of `text`, where it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cpu_level.h"
#include "base/deadline.h"
#include "base/inline.h"
#include "base/result.h"
#include "text/byte_buffer.h"
#include "text/fold.h"

namespace postgate {

// A half-open range; the unit is in the name of whatever holds it.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

// The caller's field: exactly one of utf8/utf16 is used.
struct FieldInput {
  std::string_view utf8;
  const std::uint16_t* utf16 = nullptr;  // native byte order
  std::size_t utf16_units = 0;
  bool is_utf16 = false;
  bool replace_ill_formed = false;  // U+FFFD instead of an encoding error
  CpuLevel cpu = CpuLevel::kBest;
};

enum class FoldStatus : std::uint8_t { kDone, kIllFormed, kDeadline, kTooLarge };

// Facts about a field gathered while folding; cheap gates for detectors.
// A bit may be set without need, but is never missing.
enum TextTrait : std::uint32_t {
  kTraitDigitRun = 1U << 0U,       // 5 or more digits, gaps of a few characters allowed
  kTraitLatinLetter = 1U << 1U,    // an ASCII letter in the text view
  kTraitAt = 1U << 2U,             // '@' in the text view
  kTraitBracket = 1U << 3U,        // '[', ']' or a lenticular bracket in the text view
  kTraitColonSlash = 1U << 4U,     // ':' or '/' in the text view
  kTraitIgnorable = 1U << 5U,      // something was dropped as ignorable
  kTraitBidiControl = 1U << 6U,    // U+202A..202E, U+2066..2069
  kTraitTagCharacter = 1U << 7U,   // U+E0001..E007F
  kTraitForeignLetter = 1U << 8U,  // a look-alike letter of another script was folded
  kTraitCurrency = 1U << 9U,       // a sign of a currency in the text view
  kTraitFullStop = 1U << 10U,      // '.' itself in the text view
  kTraitDigit = 1U << 11U,         // an ASCII digit in the text view
  kTraitStar = 1U << 14U,          // '*' or '<' in the text view
  // In the squeezed view:
  kTraitDigits4 = 1U << 16U,    // 4 or more digits in a row
  kTraitDigits7 = 1U << 17U,    // 7 or more
  kTraitCode = 1U << 18U,       // 3 or more, and an ASCII letter beside them
  kTraitNumerals4 = 1U << 19U,  // 4 or more digits or Han numerals in a row
  kTraitNumerals7 = 1U << 20U,  // 7 or more
};
using TextTraits = std::uint32_t;

// Where one code point of the text view came from.
struct MapEntry {
  std::uint32_t text_byte;       // its offset in text()
  std::uint32_t raw_begin;       // its source code points in raw(), bytes;
  std::uint32_t raw_end;         //   includes combining marks that were dropped after it
  std::uint32_t squeezed_index;  // number of squeezed code points before it
  FoldSet folds;                 // what was undone to get here
  bool separator;                // absent from the squeezed view
};

// What one code point of an extra view was before homophone and shape, and where it came from.
struct ViewPlace {
  std::uint32_t codepoint;
  std::uint32_t index;  // of squeezed(), or of text() in a view with emoji or order
  bool emoji;           // part of the word that a picture stands for
  bool tail = false;  // goes on what the place before it began: a syllable in letters, a character in pieces
};

// `codepoint` as a view with these extra folds shows it.
std::uint32_t extra_code_point(std::uint32_t codepoint, FoldSet extra);

class FieldText {
 public:
  // Decodes, validates and folds into symbols and traits. Error kEncoding carries the offset in the
  // caller's units; kDeadline when `deadline` passes; kTooLarge above 2^31-1
  // bytes in any view. Invalidates map and extra views.
  Result<void> assign(const FieldInput& input, const Deadline& deadline);

  [[nodiscard]] std::string_view raw() const { return raw_; }
  [[nodiscard]] std::string_view text() const {
    make_views();
    return text_.view();
  }
  [[nodiscard]] std::string_view squeezed() const {
    make_views();
    return squeezed_.view();
  }
  [[nodiscard]] std::u16string_view symbols() const { return symbols_.view(); }
  [[nodiscard]] TextTraits traits() const;

  // Makes text() and squeezed(), which most posts never need. Both make themselves on first use, but
  // then a lack of memory is a std::bad_alloc and there is no deadline.
  Result<void> prepare_views(const Deadline& deadline) const;

  // squeezed() with `extra` (a subset of kExtraFolds, not empty) applied; made on
  // first use after assign(), borrowed until the next assign().
  std::u16string_view extra_view(FoldSet extra);

  // Whether extra_view(extra) needs prepare_views().
  [[nodiscard]] bool extra_reads_text(FoldSet extra) const;

  // Makes the position map; a second call is free.
  Result<void> build_map();

  // All below need build_map().
  // Per code point of text(); the last entry is a sentinel at the end of everything.
  [[nodiscard]] const std::vector<MapEntry>& map() const { return map_; }
  // Number of code points in text() / squeezed().
  [[nodiscard]] std::uint32_t text_length() const;
  [[nodiscard]] std::uint32_t squeezed_length() const;
  // Bytes in a view -> code points of text(). Offsets inside a code point snap outwards.
  [[nodiscard]] Range text_range_of_text_bytes(Range bytes) const;
  [[nodiscard]] Range text_range_of_squeezed_bytes(Range bytes) const;
  [[nodiscard]] Range text_range_of_symbols(Range symbols) const;
  [[nodiscard]] Range text_range_of_raw_bytes(Range bytes) const;
  // `symbols` in extra_view(extra); covers every repeated character that was collapsed.
  [[nodiscard]] Range text_range_of_extra(FoldSet extra, Range symbols) const;
  // What stands behind `symbols` of extra_view(extra), collapsed repeats included; borrowed until the next
  // assign().
  [[nodiscard]] std::span<const ViewPlace> extra_places(FoldSet extra, Range symbols) const;
  // Code points of text() -> bytes of raw(); never cuts a character in two.
  [[nodiscard]] Range raw_range(Range text_range) const;
  // Index in map() of the squeezed code point number `index`.
  [[nodiscard]] std::uint32_t text_index_of_squeezed(std::uint32_t index) const;

 private:
  struct ExtraView {
    FoldSet folds = 0;
    bool fresh = false;
    bool on_text = false;  // the places are those of text()
    bool indexed = false;  // what follows the symbols is made
    std::vector<char16_t> symbols;
    std::vector<std::uint32_t> place_of;  // per symbol the first place it stands for, and a sentinel
    std::vector<ViewPlace> places;
  };

  POSTGATE_INLINE Result<void> read(const FieldInput& input, const Deadline& deadline);
  Result<void> fold_raw(const Deadline& deadline, bool replace_ill_formed);
  POSTGATE_INLINE FoldStatus fold_symbols(const Deadline& deadline);
  struct FoldOutcome {
    FoldStatus status;
    std::size_t position;  // where it is ill-formed
    TextTraits traits;
  };
  FoldOutcome fold_views(const Deadline& deadline) const;
  void make_views() const;
  void forget();
  void copy_symbols();
  void finish_map();
  ExtraView& find_extra(FoldSet extra);
  void find_places(ExtraView& view) const;
  void index_extra(ExtraView& view) const;
  void show_symbols(ExtraView& view) const;
  [[nodiscard]] bool may_hold_pictures() const;
  [[nodiscard]] const ExtraView* known_extra(FoldSet extra) const;
  [[nodiscard]] static Range place_range(const ExtraView& view, Range symbols);
  [[nodiscard]] std::uint32_t text_index_of_place(const ExtraView& view, const ViewPlace& place) const;

  CpuLevel cpu_ = CpuLevel::kBest;
  std::string_view raw_;
  ByteBuffer raw_storage_;
  // Made when asked for.
  mutable ByteBuffer text_;
  mutable ByteBuffer squeezed_;
  mutable bool viewed_ = true;
  SymbolBuffer symbols_;
  mutable TextTraits traits_ = 0;
  mutable bool runs_counted_ = true;
  std::vector<std::unique_ptr<ExtraView>> extras_;  // by pointer: borrowed views stay where they are
  std::vector<MapEntry> map_;
  std::vector<std::uint32_t> squeezed_to_text_;
  std::vector<std::uint32_t> squeezed_byte_;
  std::vector<std::uint32_t> squeezed_symbol_;
  bool mapped_ = false;
};

// A place in the caller's own text in all three units. For UTF-16 input
// `bytes` are those of the same text in UTF-8.
struct SourceOffset {
  std::uint64_t bytes = 0;
  std::uint64_t utf16 = 0;
  std::uint64_t codepoints = 0;
};

// Walks the caller's text once and converts ascending offsets in raw() bytes.
// An ill-formed part that was replaced counts as one code point and one UTF-16 unit.
class OffsetWalker {
 public:
  explicit OffsetWalker(const FieldInput& input) : input_(input) {}
  // `raw_byte` must not be smaller than in the call before.
  SourceOffset at(std::uint32_t raw_byte);

 private:
  SourceOffset walk_utf8(std::uint32_t raw_byte);

  FieldInput input_;
  std::size_t position_ = 0;  // in the caller's units
  std::uint32_t raw_byte_ = 0;
  SourceOffset offset_;
};

// The same text as symbols.
std::u16string to_symbols(std::string_view valid_utf8);

// The same text as UTF-8.
std::string from_symbols(std::u16string_view symbols);

// A word of a pack as the squeezed view (extra == 0) or an extra view shows it.
// Context-dependent folds (digit runs) see only the word itself.
std::string fold_word(std::string_view utf8, FoldSet extra);

}  // namespace postgate

// See view_unit.h. The small tables are made from the generated ones on first use.
#include "text/view_unit.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>

#include "text/fold_entry.h"
#include "text/utf8.h"

namespace postgate {

namespace {

constexpr std::uint32_t kHanBegin = 0x3400;
constexpr std::uint32_t kHanEnd = 0xA000;
constexpr std::size_t kLongestSyllable = 6;
constexpr std::size_t kMostPieces = 6;
constexpr std::size_t kMostLetters = 24;  // of a syllable, repeats included

bool is_letter(std::uint32_t cp) { return cp >= 'a' && cp <= 'z'; }

// Syllables by their letters, five bits each.
class SyllableTable {
 public:
  SyllableTable() {
    slots_.fill({0, 0});
    for (std::uint16_t i = 1; i < kSyllableCount; ++i) {
      if (kSyllables[i].sign == 0) continue;
      const std::string_view name = kSyllables[i].name;
      const bool plain = std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (!plain || name.size() > kLongestSyllable) continue;
      std::uint32_t key = 0;
      for (const char c : name) key = with(key, static_cast<std::uint32_t>(c));
      std::size_t at = home(key);
      while (slots_[at].key != 0) at = (at + 1) & kMask;
      slots_[at] = {key, i};
    }
  }

  static std::uint32_t with(std::uint32_t key, std::uint32_t letter) {
    return key << 5U | (letter - 'a' + 1);
  }

  [[nodiscard]] SyllableId find(std::uint32_t key) const {
    for (std::size_t at = home(key); slots_[at].key != 0; at = (at + 1) & kMask) {
      if (slots_[at].key == key) return slots_[at].id;
    }
    return 0;
  }

 private:
  struct Slot {
    std::uint32_t key;
    SyllableId id;
  };
  static constexpr std::size_t kMask = 2047;  // four times as many as there are syllables
  static std::size_t home(std::uint32_t key) { return key * 2654435761U >> 21U; }
  std::array<Slot, kMask + 1> slots_;
};

const SyllableTable& syllables() {
  static const SyllableTable table;
  return table;
}

// Characters by their pieces, those of the longest first.
class PieceTable {
 public:
  PieceTable() : begins_(kHanEnd / 64) {
    for (std::uint16_t i = 0; i < kSplitHanCount; ++i) {
      const SignText& split = kSplitHan[i];
      std::string pieces;
      for (std::uint16_t p = 0; p < split.length; ++p) append(pieces, kSignTexts[split.begin + p]);
      const std::u16string shown = to_symbols(fold_word(pieces, 0));
      if (shown.size() < 2 || shown.size() > kMostPieces) continue;
      entries_.push_back({shown, split.codepoint});
      mark_pair(shown[0], shown[1]);
      if (shown.front() < kHanEnd) begins_[shown.front() / 64] |= std::uint64_t{1} << (shown.front() & 63U);
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      if (a.pieces.front() != b.pieces.front()) return a.pieces.front() < b.pieces.front();
      if (a.pieces.size() != b.pieces.size()) return a.pieces.size() > b.pieces.size();
      return std::tie(a.pieces, a.codepoint) < std::tie(b.pieces, b.codepoint);
    });
  }

  [[nodiscard]] bool begins(std::uint32_t cp) const {
    return cp < kHanEnd && (begins_[cp / 64] >> (cp & 63U) & 1U) != 0;
  }

  // False if no character is written in pieces of which these are the first two.
  [[nodiscard]] bool begins(char16_t first, char16_t second) const {
    const std::size_t bit = pair_bit(first, second);
    return (pairs_[bit / 64] >> (bit & 63U) & 1U) != 0;
  }

  // The character that the pieces at the beginning of `places` make, and of how many; 0 if none.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> find(std::span<const ViewPlace> places,
                                                             bool repeats) const {
    const std::uint32_t first = places.front().codepoint;
    auto at = std::partition_point(entries_.begin(), entries_.end(),
                                   [&](const Entry& entry) { return entry.pieces.front() < first; });
    for (; at != entries_.end() && at->pieces.front() == first; ++at) {
      const std::uint32_t count = stretch(at->pieces, places, repeats);
      if (count != 0) return {at->codepoint, count};
    }
    return {0, 0};
  }

 private:
  struct Entry {
    std::u16string pieces;
    std::uint32_t codepoint;
  };

  static constexpr unsigned kPairBits = 16;
  static std::size_t pair_bit(char16_t first, char16_t second) {
    return (std::uint32_t{first} << 16U | second) * 2654435761U >> (32U - kPairBits);
  }
  void mark_pair(char16_t first, char16_t second) {
    const std::size_t bit = pair_bit(first, second);
    pairs_[bit / 64] |= std::uint64_t{1} << (bit & 63U);
  }

  // How many places the pieces take, each perhaps several times; 0 if they do not stand there.
  static std::uint32_t stretch(std::u16string_view pieces, std::span<const ViewPlace> places, bool repeats) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (at == places.size() || places[at].codepoint != pieces[i]) return 0;
      ++at;
      if (!repeats || pieces.substr(i + 1, 1) == pieces.substr(i, 1)) continue;  // the next takes its own
      while (at < places.size() && at < kMostLetters && places[at].codepoint == pieces[i]) ++at;
    }
    return static_cast<std::uint32_t>(at);
  }

  // Pieces are in the BMP.
  static void append(std::string& utf8, std::uint16_t code) {
    if (code < 0x800) return;
    utf8 += static_cast<char>(0xE0U | code >> 12U);
    utf8 += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    utf8 += static_cast<char>(0x80U | (code & 0x3FU));
  }

  std::vector<Entry> entries_;
  std::vector<std::uint64_t> begins_;
  std::array<std::uint64_t, (std::size_t{1} << kPairBits) / 64> pairs_{};
};

const PieceTable& pieces() {
  static const PieceTable table;
  return table;
}

struct Letters {
  SyllableId syllable = 0;
  std::uint32_t count = 0;  // places
  std::size_t letters = 0;  // without repeats
};

// The longest syllable at `at` of at most `most` letters; with `repeats` "wweeii" is wei.
Letters longest(std::span<const ViewPlace> places, std::size_t at, std::size_t most, bool repeats) {
  Letters best;
  std::uint32_t key = 0;
  std::size_t letters = 0;
  for (std::size_t n = at; n < places.size() && n - at < kMostLetters && is_letter(places[n].codepoint);
       ++n) {
    if (repeats && n > at && places[n].codepoint == places[n - 1].codepoint) {
      if (best.count == n - at && best.letters == letters) ++best.count;
      continue;
    }
    if (++letters > most) break;
    key = SyllableTable::with(key, places[n].codepoint);
    const SyllableId found = syllables().find(key);
    if (found != 0) best = {found, static_cast<std::uint32_t>(n - at + 1), letters};
  }
  return best;
}

// "jingou" is jin and gou, not jing and ou: of the two, that which goes on further, and with more
// than one letter.
Letters syllable_at(std::span<const ViewPlace> places, std::size_t at, bool repeats) {
  Letters first = longest(places, at, kLongestSyllable, false);
  const std::uint32_t plain = first.count;
  if (repeats) first = longest(places, at, kLongestSyllable, true);
  // "dangguo": the second g begins a syllable.
  if (repeats && first.count > plain && plain > 1 &&
      longest(places, at + plain, kLongestSyllable, false).letters > 1)
    first = longest(places, at, kLongestSyllable, false);
  if (first.letters < 2) return first;
  const Letters shorter = longest(places, at, first.letters - 1, repeats);
  if (shorter.letters + 1 != first.letters) return first;
  const std::uint32_t far = first.count + longest(places, at + first.count, kLongestSyllable, repeats).count;
  const Letters after = longest(places, at + shorter.count, kLongestSyllable, repeats);
  const std::uint32_t near = shorter.count + after.count;
  return near > far || (near == far && after.letters > 1) ? shorter : first;
}

constexpr std::uint32_t kSymbols = 1U << 16U;

template <unsigned kNumber>
const ShownSymbols& made() {
  constexpr unsigned kShape = (kNumber & 1U) * kFoldShape;
  constexpr unsigned kSound = (kNumber >> 1U & 1U) * kFoldHomophone + (kNumber >> 2U) * kFoldFuzzy;
  static const ShownSymbols table(static_cast<FoldSet>(kShape | kSound));
  return table;
}

}  // namespace

ViewUnit unit_at(std::span<const ViewPlace> places, std::size_t at, FoldSet extra) {
  ViewUnit unit;
  unit.codepoint = places[at].codepoint;
  if (is_letter(unit.codepoint) && (extra & kFoldHomophone) != 0) {
    const Letters letters = syllable_at(places, at, (extra & kFoldRepeat) != 0);
    if (letters.syllable != 0) {
      unit.syllable = letters.syllable;
      unit.count = letters.count;
      unit.shown = sound_sign(letters.syllable, (extra & kFoldFuzzy) != 0);
      return unit;
    }
  } else if ((extra & kFoldShape) != 0 && unit.codepoint >= 0x80 && pieces().begins(unit.codepoint)) {
    const auto [made, count] = pieces().find(places.subspan(at), (extra & kFoldRepeat) != 0);
    if (made != 0) {
      unit.codepoint = made;
      unit.count = count;
    }
  }
  unit.shown = extra_code_point(unit.codepoint, extra);
  return unit;
}

ViewUnit unit_of(std::span<const ViewPlace> places, FoldSet extra) {
  ViewUnit unit;
  unit.codepoint = places.front().codepoint;
  unit.count = static_cast<std::uint32_t>(places.size());
  if (is_letter(unit.codepoint) && (extra & kFoldHomophone) != 0) {
    const bool repeats = (extra & kFoldRepeat) != 0;
    unit.syllable = longest(places, 0, kLongestSyllable, repeats).syllable;
    if (unit.syllable != 0) {
      unit.shown = sound_sign(unit.syllable, (extra & kFoldFuzzy) != 0);
      return unit;
    }
  } else if (places.size() > 1) {
    unit.codepoint = pieces().find(places, (extra & kFoldRepeat) != 0).first;
  }
  unit.shown = extra_code_point(unit.codepoint, extra);
  return unit;
}

void mark_units(std::span<ViewPlace> places, FoldSet extra) {
  each_unit(places, extra, [&](const ViewUnit& unit, std::size_t at) {
    for (std::size_t i = 0; i < unit.count; ++i) places[at + i].tail = i > 0;
  });
}

std::vector<ViewPlace> places_of(std::string_view valid_utf8) {
  std::vector<ViewPlace> places;
  for (std::size_t at = 0; at < valid_utf8.size();) {
    // char may alias.
    const auto* const p = reinterpret_cast<const std::uint8_t*>(valid_utf8.data()) + at;
    places.push_back({decode_valid_utf8(p), static_cast<std::uint32_t>(places.size()), false});
    at += utf8_length_of_lead(*p);
  }
  return places;
}

ShownSymbols::ShownSymbols(FoldSet extra) : shown_(kSymbols), joins_(kSymbols / 64) {
  for (std::uint32_t symbol = 0; symbol < kSymbols; ++symbol) {
    const bool half = symbol >= 0xD800 && symbol <= 0xDFFF;
    const bool letter = is_letter(symbol) && (extra & kFoldHomophone) != 0;
    const bool piece = symbol >= 0x80 && (extra & kFoldShape) != 0 && pieces().begins(symbol);
    const std::uint32_t shown = half ? symbol : extra_code_point(symbol, extra);
    shown_[symbol] = static_cast<char16_t>(shown);
    if (half || letter || piece || shown > 0xFFFF) joins_[symbol / 64] |= std::uint64_t{1} << (symbol & 63U);
  }
}

// Of pieces, only those are looked at that go on as a character does.
bool ShownSymbols::goes_on(char16_t symbol, char16_t next, bool repeats) {
  const bool piece = symbol >= 0x80 && symbol < 0xD800 && pieces().begins(symbol);
  return !piece || (repeats && symbol == next) || pieces().begins(symbol, next);
}

const ShownSymbols& shown_symbols(FoldSet extra) {
  static constexpr std::array kMade = {made<0>, made<1>, made<2>, made<3>,
                                       made<4>, made<5>, made<6>, made<7>};
  return kMade[((extra & kFoldShape) != 0 ? 1U : 0U) | ((extra & kFoldHomophone) != 0 ? 2U : 0U) |
               ((extra & kFoldFuzzy) != 0 ? 4U : 0U)]();
}

const std::vector<std::pair<std::uint32_t, std::uint32_t>>& look_alikes() {
  static const auto table = [] {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    for (std::uint32_t cp = kHanBegin; cp < kHanEnd; ++cp) {
      if (shape_of(cp) != cp) found.emplace_back(cp, shape_of(cp));
    }
    return found;
  }();
  return table;
}

}  // namespace postgate

// Words of the raw view that mix Latin with Cyrillic or Greek letters of the same shape,
// as in a forged brand name. Units and symbols (a micro sign, alpha in a gene name) and
// words of one script are ordinary text.
#include <algorithm>
#include <array>

#include "link/chars.h"
#include "link/finders.h"

namespace postgate::link {
namespace {

constexpr std::size_t kFewestLetters = 3;

// Letters drawn like a Latin one. Sorted.
constexpr std::array<char32_t, 46> kCyrillicTwins = {
    0x0405, 0x0406, 0x0408, 0x0410, 0x0412, 0x0415, 0x041A, 0x041C, 0x041D, 0x041E, 0x0420, 0x0421,
    0x0422, 0x0423, 0x0425, 0x0430, 0x0432, 0x0433, 0x0435, 0x043A, 0x043C, 0x043D, 0x043E, 0x043F,
    0x0440, 0x0441, 0x0442, 0x0443, 0x0445, 0x0455, 0x0456, 0x0458, 0x0474, 0x0475, 0x04AE, 0x04AF,
    0x04BB, 0x04BD, 0x04C0, 0x04CF, 0x0500, 0x0501, 0x051A, 0x051B, 0x051C, 0x051D};
static_assert(std::is_sorted(kCyrillicTwins.begin(), kCyrillicTwins.end()));

constexpr std::array<char32_t, 15> kGreekCapitalTwins = {0x0391, 0x0392, 0x0395, 0x0396, 0x0397,
                                                         0x0399, 0x039A, 0x039C, 0x039D, 0x039F,
                                                         0x03A1, 0x03A4, 0x03A5, 0x03A7, 0x03BF};
static_assert(std::is_sorted(kGreekCapitalTwins.begin(), kGreekCapitalTwins.end()));
// In formulas and gene names too, so believed only inside a longer word.
constexpr std::array<char32_t, 7> kGreekSmallTwins = {0x03B1, 0x03B3, 0x03B9, 0x03BA, 0x03BD, 0x03C1, 0x03C5};

// Latin letters drawn like a Cyrillic one.
bool is_latin_twin(char32_t c) {
  constexpr std::u32string_view kTwins = U"aceijopsxyABCEHIJKMOPSTXY";
  return kTwins.find(c) != std::u32string_view::npos;
}

bool is_latin(char32_t c) {
  if (c < 0x80) return is_letter(static_cast<char>(c));
  return (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7) || (c >= 0xFF21 && c <= 0xFF3A) ||
         (c >= 0xFF41 && c <= 0xFF5A);
}
bool is_cyrillic(char32_t c) { return c >= 0x0400 && c <= 0x052F; }
bool is_greek(char32_t c) { return c >= 0x0370 && c <= 0x03FF; }
bool is_mark(char32_t c) { return c >= 0x0300 && c <= 0x036F; }

template <std::size_t kSize>
bool contains(const std::array<char32_t, kSize>& sorted, char32_t c) {
  return std::binary_search(sorted.begin(), sorted.end(), c);
}

struct Word {
  std::size_t latin = 0;
  std::size_t latin_twins = 0;
  std::size_t cyrillic = 0;
  std::size_t cyrillic_twins = 0;
  std::size_t greek = 0;
  std::size_t greek_twins = 0;        // capitals and omicron
  std::size_t greek_small_twins = 0;  // not at either end
  bool last_small_twin = false;

  void add(char32_t c) {
    last_small_twin = false;
    if (is_cyrillic(c)) {
      ++cyrillic;
      cyrillic_twins += contains(kCyrillicTwins, c) ? 1U : 0U;
    } else if (is_greek(c)) {
      const bool small = contains(kGreekSmallTwins, c);
      greek_twins += contains(kGreekCapitalTwins, c) ? 1U : 0U;
      greek_small_twins += small && letters() > 0 ? 1U : 0U;
      last_small_twin = small && letters() > 0;
      ++greek;
    } else if (is_latin(c)) {
      ++latin;
      latin_twins += is_latin_twin(c) ? 1U : 0U;
    }
  }

  [[nodiscard]] std::size_t letters() const { return latin + cyrillic + greek; }

  [[nodiscard]] bool is_forged() const {
    if (letters() < kFewestLetters || latin == 0) return false;
    if (cyrillic > 0 && greek == 0) {
      // Cyrillic twins in a Latin word, or Latin letters dropped into a Cyrillic one.
      return cyrillic_twins == cyrillic || (latin_twins == latin && cyrillic > latin);
    }
    if (greek == 0 || cyrillic > 0) return greek > 0 && cyrillic > 0;
    const std::size_t inner = greek_small_twins - (last_small_twin ? 1U : 0U);
    const bool all_twins = greek_twins + inner == greek;
    return all_twins && (greek_twins > 0 ? latin >= 2 : latin >= 4);
  }
};

}  // namespace

void find_mixed_script(std::string_view raw, Hits& out) {
  std::size_t pos = 0;
  while (pos < raw.size()) {
    const std::size_t begin = pos;
    Word word;
    for (Decoded c = decode_at(raw, pos); c.size != 0; c = decode_at(raw, pos)) {
      const bool letter = is_latin(c.value) || is_cyrillic(c.value) || is_greek(c.value);
      if (!letter && !(is_mark(c.value) && word.letters() > 0)) break;
      word.add(c.value);
      pos += c.size;
    }
    if (word.is_forged()) emit(out, Detector::kMixedScript, begin, pos, true);
    if (pos == begin) pos += decode_at(raw, pos).size;
  }
}

}  // namespace postgate::link

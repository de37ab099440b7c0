#include "text/sound.h"

#include <algorithm>

#include "text/fold_entry.h"

namespace postgate {

namespace {

constexpr std::uint32_t kLastCodePoint = 0x10FFFF;

SyllableId usual_reading(std::uint32_t cp) {
  const std::uint16_t value = kSyllableTrie.at(cp);
  return (value & kManyReadings) != 0 ? kReadings[(value & ~kManyReadings) + 1] : value;
}

SyllableId alike(SyllableId syllable, bool fuzzy) { return fuzzy ? kSyllables[syllable].fuzzy : syllable; }

bool shares(std::span<const SyllableId> a, std::span<const SyllableId> b, bool fuzzy) {
  return std::any_of(a.begin(), a.end(), [&](SyllableId one) {
    return std::any_of(b.begin(), b.end(),
                       [&](SyllableId other) { return alike(one, fuzzy) == alike(other, fuzzy); });
  });
}

std::span<const std::uint16_t> text_of(const SignText& sign) {
  return {kSignTexts + sign.begin, sign.length};
}

bool before(const SignText& sign, std::uint32_t cp) { return sign.codepoint < cp; }

}  // namespace

std::span<const SyllableId> readings_of(std::uint32_t cp) {
  if (cp > kLastCodePoint) return {};
  const std::uint16_t* const value =
      &kSyllableTrie
           .stage2[(static_cast<std::uint32_t>(kSyllableTrie.stage1[cp >> kTrieShift]) << kTrieShift) +
                   (cp & kTrieMask)];
  if (*value == 0) return {};
  if ((*value & kManyReadings) == 0) return {value, 1};
  const std::uint16_t* const run = kReadings + (*value & ~kManyReadings);
  return {run + 1, *run};
}

std::string_view syllable_name(SyllableId syllable) { return kSyllables[syllable].name; }

std::uint32_t sound_sign(SyllableId syllable, bool fuzzy) { return kSyllables[alike(syllable, fuzzy)].sign; }

std::uint32_t sound_of(std::uint32_t cp, bool fuzzy) {
  const SyllableId usual = usual_reading(cp);
  return usual == 0 ? cp : sound_sign(usual, fuzzy);
}

bool sound_alike(std::uint32_t a, std::uint32_t b, bool fuzzy) {
  return shares(readings_of(a), readings_of(b), fuzzy);
}

std::vector<std::uint32_t> signs_of_alike(std::uint32_t cp, bool fuzzy) {
  const std::span<const SyllableId> wanted = readings_of(cp);
  std::vector<std::uint32_t> signs;
  const auto add = [&](SyllableId syllable) {
    const std::uint32_t sign = sound_sign(syllable, fuzzy);
    if (sign != 0 && std::find(signs.begin(), signs.end(), sign) == signs.end()) signs.push_back(sign);
  };
  for (const SyllableId syllable : wanted) add(syllable);
  // Characters that are usually read in another way, but can be read in this one.
  for (std::uint32_t at = 1; at < kReadingsSize; at += kReadings[at] + 1U) {
    const std::span<const SyllableId> known(kReadings + at + 1, kReadings[at]);
    if (shares(known, wanted, fuzzy)) add(known.front());
  }
  return signs;
}

std::span<const std::uint16_t> emoji_word(std::uint32_t cp) {
  const SignText* const end = kEmojiWords + kEmojiWordCount;
  const SignText* const found = std::lower_bound(kEmojiWords, end, cp, before);
  return found != end && found->codepoint == cp ? text_of(*found) : std::span<const std::uint16_t>();
}

std::vector<std::span<const std::uint16_t>> split_forms(std::uint32_t cp) {
  std::vector<std::span<const std::uint16_t>> forms;
  const SignText* const end = kSplitHan + kSplitHanCount;
  for (const SignText* at = std::lower_bound(kSplitHan, end, cp, before); at != end && at->codepoint == cp;
       ++at) {
    forms.push_back(text_of(*at));
  }
  return forms;
}

std::uint32_t shape_of(std::uint32_t cp) {
  const std::uint32_t shape = kShapeTrie.at(cp);
  return shape == 0 ? cp : shape;
}

}  // namespace postgate

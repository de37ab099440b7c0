#include "engine/word_variants.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "match/utf8_append.h"
#include "text/field_text.h"
#include "text/sound.h"
#include "text/utf8.h"

namespace postgate {

namespace {

// One way to write one character.
struct Alternative {
  std::string shown;
  std::string plain;
  FoldSet folds = 0;
  bool letters = false;
  bool initial = false;  // one letter for a syllable: only beside characters
  bool rare = false;     // the sign of another usual reading: as the only change of a word
};

using Alternatives = std::vector<Alternative>;

std::string text_of(std::span<const std::uint16_t> codes) {
  std::string text;
  for (const std::uint16_t code : codes) append_utf8(text, code);
  return text;
}

void add_letters(std::uint32_t cp, Alternatives& ways) {
  const auto readings = readings_of(cp);
  if (readings.empty()) return;
  const std::string name(syllable_name(readings.front()));
  ways.push_back({name, name, kFoldHomophone, true, false});
  if (name.size() == 1) return;
  ways.push_back({name.substr(0, 1), name.substr(0, 1), kFoldHomophone, true, true});
  if (name == "wei") ways.push_back({"v", "v", kFoldHomophone, true, true});
}

Alternatives alternatives(std::uint32_t cp, FoldSet extras) {
  std::string self;
  append_utf8(self, cp);
  Alternatives ways = {{fold_word(self, extras), self}};
  if (cp < 0x80) return ways;
  const bool fuzzy = (extras & kFoldFuzzy) != 0;
  if ((extras & kFoldHomophone) != 0) add_letters(cp, ways);
  if ((extras & kFoldShape) != 0) {
    for (const auto& pieces : split_forms(cp)) {
      const std::string plain = fold_word(text_of(pieces), 0);
      if (!plain.empty()) ways.push_back({fold_word(plain, extras), plain, kFoldShape});
    }
  }
  if ((extras & kFoldHomophone) != 0) {
    for (const std::uint32_t sign : signs_of_alike((extras & kFoldShape) != 0 ? shape_of(cp) : cp, fuzzy)) {
      std::string shown;
      append_utf8(shown, sign);
      if (shown != ways.front().shown) ways.push_back({shown, self, 0, false, false, true});
    }
  }
  return ways;
}

class VariantMaker {
 public:
  VariantMaker(std::string_view word, FoldSet extras) : extras_(extras) {
    for (std::size_t at = 0; at < word.size();) {
      // char may alias.
      const auto* const p = reinterpret_cast<const std::uint8_t*>(word.data()) + at;
      characters_.push_back(alternatives(decode_valid_utf8(p), extras));
      at += utf8_length_of_lead(*p);
    }
    chosen_.resize(characters_.size());
  }

  std::vector<WordVariant> make() {
    add();
    // Written in letters or in pieces throughout, which many single changes would crowd out.
    add_throughout([](const Alternative& way) { return way.letters && !way.initial; });
    add_throughout([](const Alternative& way) { return way.folds == kFoldShape; });
    for (std::size_t changes = 1; changes <= characters_.size() && !full(); ++changes) change(0, changes);
    return std::move(variants_);
  }

 private:
  [[nodiscard]] bool full() const { return variants_.size() >= kMostVariants; }

  template <typename Wanted>
  void add_throughout(Wanted wanted) {
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      const Alternatives& ways = characters_[i];
      const auto found = std::find_if(ways.begin(), ways.end(), wanted);
      chosen_[i] = found == ways.end() ? 0 : static_cast<std::size_t>(found - ways.begin());
    }
    add();
    std::fill(chosen_.begin(), chosen_.end(), 0);
  }

  // Every choice with exactly so many changes from character number `from` on.
  void change(std::size_t from, std::size_t changes) {
    if (changes == 0) return add();
    for (std::size_t i = from; i + changes <= characters_.size() && !full(); ++i) {
      for (std::size_t way = 1; way < characters_[i].size() && !full(); ++way) {
        chosen_[i] = way;
        change(i + 1, changes - 1);
      }
      chosen_[i] = 0;
    }
  }

  void add() {
    WordVariant variant;
    bool initial = false;
    bool character = false;
    bool letters = false;
    bool pieces = false;
    std::size_t changes = 0;
    bool rare = false;
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      const Alternative& way = characters_[i][chosen_[i]];
      append_shown(variant.shown, way.shown);
      variant.plain += way.plain;
      variant.folds = static_cast<FoldSet>(variant.folds | way.folds);
      initial = initial || way.initial;
      letters = letters || way.letters;
      pieces = pieces || way.folds == kFoldShape;
      rare = rare || way.rare;
      changes += chosen_[i] == 0 ? 0U : 1U;
      character = character || (!way.letters && static_cast<unsigned char>(way.shown.front()) >= 0x80);
    }
    // Nobody writes letters, pieces and rare readings all in one word.
    if ((initial && !character) || (letters && pieces) || (rare && changes > 1)) return;
    if (!full() && known_.insert(variant.shown).second) variants_.push_back(std::move(variant));
  }

  // Repeats collapse across the characters of a word too.
  void append_shown(std::string& shown, const std::string& more) const {
    if ((extras_ & kFoldRepeat) == 0) {
      shown += more;
      return;
    }
    for (std::size_t at = 0; at < more.size();) {
      const std::size_t length = utf8_length_of_lead(static_cast<std::uint8_t>(more[at]));
      const std::string_view one = std::string_view(more).substr(at, length);
      if (shown.size() < length || std::string_view(shown).substr(shown.size() - length) != one) shown += one;
      at += length;
    }
  }

  FoldSet extras_;
  std::vector<Alternatives> characters_;
  std::vector<std::size_t> chosen_;
  std::vector<WordVariant> variants_;
  std::unordered_set<std::string> known_;
};

}  // namespace

std::vector<WordVariant> word_variants(std::string_view word, FoldSet extras) {
  return VariantMaker(word, static_cast<FoldSet>(extras & ~(kFoldEmoji | kFoldOrder))).make();
}

std::string turned(std::string_view word) {
  std::string result;
  for (std::size_t end = word.size(); end > 0;) {
    std::size_t begin = end - 1;
    while ((static_cast<unsigned char>(word[begin]) & 0xC0U) == 0x80U) --begin;
    result += word.substr(begin, end - begin);
    end = begin;
  }
  return result;
}

}  // namespace postgate

#include "engine/word_variants.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "match/utf8_append.h"
#include "text/field_text.h"
#include "text/sound.h"
#include "text/utf8.h"
#include "text/view_unit.h"

namespace postgate {

namespace {

using Alternatives = std::vector<CharacterVariant>;

void add_initials(std::uint32_t cp, FoldSet extras, Alternatives& ways) {
  const auto readings = readings_of(cp);
  if (readings.empty()) return;
  const std::string name(syllable_name(readings.front()));
  const auto add = [&](const std::string& letter) {
    ways.push_back({fold_word(letter, extras), letter, true, false, kFoldHomophone});
  };
  if (name.size() > 1) add(name.substr(0, 1));
  if (name == "wei") add("v");
}

// The signs under which something that is written for `cp` may stand in the view, beside its own.
void add_rare_signs(std::uint32_t cp, const std::string& self, FoldSet extras, Alternatives& ways) {
  const bool fuzzy = (extras & kFoldFuzzy) != 0;
  const bool shape = (extras & kFoldShape) != 0;
  const auto add = [&](std::uint32_t sign) {
    std::string shown;
    append_utf8(shown, sign);
    const bool known = std::any_of(ways.begin(), ways.end(),
                                   [&](const CharacterVariant& way) { return way.shown == shown; });
    if (!known) ways.push_back({shown, self, false, true, 0});
  };
  for (const std::uint32_t sign : signs_of_alike(shape ? shape_of(cp) : cp, fuzzy)) add(sign);
  if (!shape) return;
  if (shape_of(cp) != cp) {  // shown as another one, but what sounds like it is not
    for (const std::uint32_t sign : signs_of_alike(cp, fuzzy)) add(sign);
  }
  // A character that sounds alike, but is shown as another one that it looks like.
  for (const auto& [looks, like] : look_alikes()) {
    if (sound_alike(looks, cp, fuzzy)) add(extra_code_point(looks, extras));
  }
}

// Pieces of which only one is a letter: the others are strokes, which are dropped.
void add_stroked(std::uint32_t cp, FoldSet extras, Alternatives& ways) {
  for (const auto& pieces : split_forms(cp)) {
    std::string written;
    for (const std::uint16_t code : pieces) append_utf8(written, code);
    const std::string plain = fold_word(written, 0);
    if (plain.empty() || to_symbols(plain).size() != 1) continue;
    ways.push_back({fold_word(plain, extras), plain, false, true, kFoldShape});
  }
}

// What the view shows as one each: its alternatives and whether it is a character.
struct WordUnit {
  Alternatives own;
  const Alternatives* ways = nullptr;
  bool character = false;
};

class VariantMaker {
 public:
  VariantMaker(std::vector<WordUnit> units, FoldSet extras) : extras_(extras), units_(std::move(units)) {
    for (WordUnit& unit : units_) {
      if (unit.ways == nullptr) unit.ways = &unit.own;
    }
    chosen_.resize(units_.size());
  }

  std::vector<WordVariant> make() {
    add();
    for (std::size_t changes = 1; changes <= units_.size() && !full(); ++changes) change(0, changes);
    return std::move(variants_);
  }

 private:
  [[nodiscard]] bool full() const { return variants_.size() >= kMostVariants; }

  // Every choice with exactly so many changes from unit number `from` on.
  void change(std::size_t from, std::size_t changes) {
    if (changes == 0) return add();
    for (std::size_t i = from; i + changes <= units_.size() && !full(); ++i) {
      for (std::size_t way = 1; way < units_[i].ways->size() && !full(); ++way) {
        // A rare reading is the only change of a word.
        if ((*units_[i].ways)[way].rare && changes_ + changes > 1) continue;
        chosen_[i] = way;
        ++changes_;
        change(i + 1, changes - 1);
        --changes_;
      }
      chosen_[i] = 0;
    }
  }

  void add() {
    WordVariant variant;
    bool initial = false;
    bool character = false;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const CharacterVariant& way = (*units_[i].ways)[chosen_[i]];
      append_shown(variant.shown, way.shown);
      variant.plain += way.plain;
      variant.folds = static_cast<FoldSet>(variant.folds | way.folds);
      initial = initial || way.initial;
      character = character || (units_[i].character && !way.initial);
    }
    if (initial && !character) return;
    if (!full() && known_.insert(variant.shown).second) variants_.push_back(std::move(variant));
  }

  // Repeats collapse across the characters of a word too.
  void append_shown(std::string& shown, const std::string& more) const {
    const bool repeats = (extras_ & kFoldRepeat) != 0 && shown.ends_with(more);
    if (!repeats) shown += more;
  }

  FoldSet extras_;
  std::vector<WordUnit> units_;
  std::vector<std::size_t> chosen_;
  std::size_t changes_ = 0;
  std::vector<WordVariant> variants_;
  std::unordered_set<std::string> known_;
};

}  // namespace

const std::vector<CharacterVariant>& WordVariants::alternatives(std::uint32_t codepoint, FoldSet extras) {
  const auto [place, fresh] = known_.try_emplace(std::uint64_t{codepoint} << 16U | extras);
  Alternatives& ways = place->second;
  if (!fresh) return ways;
  std::string self;
  append_utf8(self, codepoint);
  std::string shown;
  append_utf8(shown, extra_code_point(codepoint, extras));
  ways.push_back({shown, self, false, false, 0});
  if ((extras & kFoldShape) != 0) add_stroked(codepoint, extras, ways);
  if ((extras & kFoldHomophone) == 0) return ways;
  add_initials(codepoint, extras, ways);
  add_rare_signs(codepoint, self, extras, ways);
  return ways;
}

std::vector<WordVariant> WordVariants::of(std::string_view word, FoldSet extras) {
  extras = static_cast<FoldSet>(extras & ~(kFoldEmoji | kFoldOrder));
  const std::vector<ViewPlace> places = places_of(word);
  std::vector<WordUnit> units;
  each_unit(places, extras, [&](const ViewUnit& unit, std::size_t at) {
    WordUnit made;
    if (unit.count == 1 && unit.codepoint >= 0x80) {
      made.character = true;
      made.ways = &alternatives(unit.codepoint, extras);
    } else {
      CharacterVariant self;
      append_utf8(self.shown, unit.shown);
      for (std::size_t i = 0; i < unit.count; ++i) append_utf8(self.plain, places[at + i].codepoint);
      made.own.push_back(std::move(self));
    }
    units.push_back(std::move(made));
  });
  return VariantMaker(std::move(units), extras).make();
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

// SignalHit: a confirmed sighting of a signal in a field, with the scopes it lies in.
// Plain data of one scan.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"
#include "text/field_text.h"
#include "text/fold.h"

namespace postgate {

// What found a hit: a word, a regex, or kHitDetector + the number of a detector.
inline constexpr std::uint8_t kHitWord = 0;
inline constexpr std::uint8_t kHitRegex = 1;
inline constexpr std::uint8_t kHitDetector = 2;

struct AccountItem;

struct SignalHit {
  std::uint32_t signal = 0;  // index into Rulebook::signals
  std::uint32_t field = 0;
  std::uint32_t role = 0;
  Range text;                // code points of the text view
  Range squeezed;            // code points of the squeezed view
  std::uint32_t clause = 0;  // where its clause and sentence begin, as text.begin
  std::uint32_t sentence = 0;
  std::uint32_t last_clause = 0;  // of a word that runs over a boundary: where those begin that its end is in
  std::uint32_t last_sentence = 0;
  FoldSet folds = 0;
  Range raw;  // bytes of raw()
  // Of a link that a list knows: the list, the entry and its line; they live as long as the ruleset.
  const std::string* list = nullptr;
  std::string_view entry;
  std::uint32_t line = 0;
  std::uint8_t source = kHitWord;
  const AccountItem* cover = nullptr;  // what of the account's own the hit lies in
  std::uint32_t rest_begin = 0;  // of what is split over fields: the other stretches, in HitBook::rests()
  std::uint32_t rest_count = 0;
  const std::string* word = nullptr;  // the word of the pack that was found, if it is a word

  [[nodiscard]] bool weak() const { return (folds & kWeakFolds) != 0; }
};

// Places of hits that are split over fields begin here, behind all others of the field they begin in.
inline constexpr std::uint32_t kJoinedPlace = 0x80000000U;

// Two hits meet in a scope if their keys are equal. Keys of one signal's hits ascend with
// their position, whatever the scope. What is split over fields meets others in the post only.
inline std::uint64_t scope_key(const SignalHit& hit, Scope scope) {
  const std::uint64_t field = std::uint64_t{hit.field} << 32U;
  const bool joined = (hit.folds & kFoldJoined) != 0;
  switch (scope) {
    case Scope::kClause:
      return field | hit.clause;
    case Scope::kSentence:
      return field | hit.sentence;
    case Scope::kField:
      return joined ? field | hit.text.begin : field;
    case Scope::kPost:
      break;
  }
  return 0;
}

// A stretch of a field.
struct FieldRange {
  std::uint32_t field;
  Range raw;  // bytes of raw()
};

// Hits of a post sorted by signal, field and place.
class HitBook {
 public:
  void clear() {
    hits_.clear();
    rests_.clear();
  }
  void add(const SignalHit& hit) { hits_.push_back(hit); }
  [[nodiscard]] std::vector<SignalHit>& list() { return hits_; }
  [[nodiscard]] std::vector<FieldRange>& rests() { return rests_; }
  [[nodiscard]] std::span<const FieldRange> rest_of(const SignalHit& hit) const {
    return std::span(rests_).subspan(hit.rest_begin, hit.rest_count);
  }
  void sort();
  // All need sort().
  [[nodiscard]] bool has_broken_words() const { return broken_words_; }
  // The hit of this book that `copy` is of.
  [[nodiscard]] const SignalHit& original(const SignalHit& copy) const;
  [[nodiscard]] std::span<const SignalHit> of(std::uint32_t signal) const;
  [[nodiscard]] std::span<const SignalHit> of(std::uint32_t signal, Scope scope, std::uint64_t key) const;

 private:
  std::vector<SignalHit> hits_;
  std::vector<FieldRange> rests_;
  bool broken_words_ = false;
};

}  // namespace postgate

// RegexGates: which of the views' databases a field must be given to. A database is entered only if the
// field holds what one of its regexes cannot match without; one with a regex that needs nothing, or
// with words of its own, always is. Immutable once built; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "match/pattern_db.h"
#include "match/required.h"
#include "match/word_matcher.h"

namespace postgate {

class RegexGates {
 public:
  // One bit a view. `squeezed` are the hits of the squeezed view's words; `late` is a buffer.
  [[nodiscard]] std::uint32_t open_views(const FieldText& text, const HitList& squeezed,
                                         HitList& late) const {
    return gates_.empty() ? always_ : ask(text, squeezed, late);
  }
  [[nodiscard]] std::size_t memory_bytes() const { return late_words_.memory_bytes(); }

 private:
  friend class GateBuilder;

  [[nodiscard]] std::uint32_t ask(const FieldText& text, const HitList& squeezed, HitList& late) const;

  // What must be there for one or more regexes of a view.
  enum class Kind : std::uint8_t {
    kTraits,    // these traits
    kLiteral,   // and a literal that the words of the squeezed view mark
    kLateWord,  // and one so short that it is looked for only where it can help
  };
  struct Gate {
    std::uint32_t view;
    Kind kind;
    TextTraits traits;
  };

  std::uint32_t always_ = 0;
  std::vector<Gate> gates_;  // at most 64, by number of their mark
  WordMatcher late_words_;
};

// Collects the regexes of all views. One thread.
class GateBuilder {
 public:
  using Mark = std::pair<std::u16string, std::uint32_t>;

  void open(std::uint32_t view) { made_.always_ |= 1U << view; }
  void add(std::uint32_t view, std::string_view regex, bool raw);
  // Symbols and ids for the words of the squeezed view.
  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }
  // Call once.
  Result<RegexGates> build(CpuLevel cpu);

 private:
  std::uint32_t gate(std::uint32_t view, RegexGates::Kind kind, TextTraits traits);

  RegexGates made_;
  std::vector<Mark> marks_;
  std::vector<Mark> late_;
};

}  // namespace postgate

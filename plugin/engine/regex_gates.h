// RegexGates: which regexes may match a field. Each has a door that opens only to a field that holds what the
// regex cannot match without: traits, and one literal of each of a few sets. A door without any need is
// always open. Immutable once built; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/pattern_db.h"
#include "match/required.h"

namespace postgate {

class RegexGates {
 public:
  struct Door {
    std::uint32_t view = 0;
    std::uint32_t group = 0;  // of the databases of the view
    TextTraits traits = 0;
    std::vector<std::uint32_t> marks;    // among the hits of the squeezed view's words; all must be there
    std::vector<std::uint32_t> signals;  // that the regex finds
  };

  [[nodiscard]] const std::vector<Door>& doors() const { return doors_; }
  // Makes `open` the doors that are open to a field. `squeezed` are the hits of the squeezed view's words.
  void ask(const FieldText& text, const HitList& squeezed, std::vector<std::uint32_t>& open) const;

 private:
  friend class GateBuilder;

  // Doors without marks that ask for the same traits.
  struct Plain {
    TextTraits traits;
    std::vector<std::uint32_t> doors;
  };

  std::vector<Door> doors_;
  std::vector<std::vector<std::uint32_t>> by_mark_;  // doors by their first mark, which is the rarest
  std::vector<Plain> plain_;
};

// Collects the regexes of all views. One thread.
class GateBuilder {
 public:
  using Mark = std::pair<std::u16string, std::uint32_t>;

  void add(std::uint32_t view, std::string_view regex, bool raw, std::vector<std::uint32_t> signals);
  // The group of each regex of a view, in the order they were added. Regexes that are let in together share a
  // database, so that one of them does not cost the time of all; few regexes share one.
  std::vector<std::uint32_t> group(std::uint32_t view);
  // Symbols and ids for the words of the squeezed view.
  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }
  // Call once.
  RegexGates build();

 private:
  using Set = std::vector<std::u16string>;

  // The number of a set's mark; regexes with the same set share it.
  std::uint32_t mark_of(const Set& set);

  RegexGates made_;
  std::map<Set, std::uint32_t> known_;
  std::vector<Mark> marks_;
};

}  // namespace postgate

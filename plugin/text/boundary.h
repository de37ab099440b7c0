// Clause and sentence boundaries of Chinese and English text, on the text view.
// Rules use them as the scope in which signals must meet.
#pragma once

#include <cstdint>
#include <vector>

#include "text/field_text.h"

namespace postgate {

// Ascending code point indices of text() at which a clause / sentence begins;
// the first is always 0. Every sentence start is also a clause start.
struct Boundaries {
  std::vector<std::uint32_t> clauses;
  std::vector<std::uint32_t> sentences;

  // The half-open clause / sentence that holds code point `index`; `length` is text_length().
  [[nodiscard]] Range clause_at(std::uint32_t index, std::uint32_t length) const;
  [[nodiscard]] Range sentence_at(std::uint32_t index, std::uint32_t length) const;
};

// `field` must have its map. Reuses the vectors of `out`.
void find_boundaries(const FieldText& field, Boundaries& out);

}  // namespace postgate

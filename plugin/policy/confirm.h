// Confirms that a run of characters is a word as its author would read it: no separator gap
// that is too wide, and no larger Latin word or number around it. Stateless.
#pragma once

#include <cstdint>

#include "text/field_text.h"

namespace postgate {

// `text_range` are code points of field.text(); the map must have been built. An empty one, all of
// dropped characters, is a word.
// False if two neighbouring characters of the word are more than `gap` separators apart, or if the
// word begins or ends with a Latin letter or digit and one of the same kind stands right beside it
// in the author's text ("app" is neither in "happy" nor in "map page").
bool is_word_at(const FieldText& field, Range text_range, std::uint32_t gap);

// False if a Latin letter or digit at `at` has one of the same kind right before it.
bool begins_a_word(const FieldText& field, std::uint32_t at);

// False if two neighbouring characters of the range are more than `gap` separators apart.
bool has_narrow_gaps(const FieldText& field, Range text_range, std::uint32_t gap);

// The folds that were undone inside `text_range`; with `squeezed` also kFoldSeparator where a
// separator lies in it.
FoldSet folds_in(const FieldText& field, Range text_range, bool squeezed);

}  // namespace postgate

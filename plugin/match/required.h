// What a text must hold for a regex to match it: literals of which one must be there, and traits that
// all must be. Cheap to look for, so that most posts never enter the regex engine. Never too much:
// what cannot be proved is not required. Stateless.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/field_text.h"

namespace postgate {

struct RequiredParts {
  // As the squeezed view shows them; one of them is in every text that matches. Empty: unknown.
  std::vector<std::u16string> literals;
  TextTraits traits = 0;
};

// Traits that a regex may be found to require.
inline constexpr TextTraits kRequirableTraits =
    kTraitDigit | kTraitDigitRun | kTraitLatinLetter | kTraitAt | kTraitColonSlash | kTraitFullStop;

// `pattern` has passed check_regex(). `raw` if it is matched on the text as written, before folding.
RequiredParts required_parts(std::string_view pattern, bool raw);

}  // namespace postgate

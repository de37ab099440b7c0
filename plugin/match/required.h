// What a text must hold for a regex to match it: sets of literals, of each of which one must be there, and
// traits that all must be. Cheap to look for, so that most posts never enter the regex engine. Never too
// much: what cannot be proved is not required. Stateless.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/field_text.h"

namespace postgate {

struct RequiredParts {
  // As the squeezed view shows them; one of each set is in every text that matches. At most kMostLiteralSets,
  // those that ordinary text is least likely to hold; the rarest first.
  std::vector<std::vector<std::u16string>> sets;
  TextTraits traits = 0;
};

inline constexpr std::size_t kMostLiteralSets = 3;

// Traits that a regex may be found to require.
inline constexpr TextTraits kRequirableTraits = kTraitDigit | kTraitDigitRun | kTraitLatinLetter | kTraitAt |
                                                kTraitColonSlash | kTraitFullStop | kTraitBracket |
                                                kTraitCurrency | kTraitStar | kTraitDigits4 | kTraitDigits7 |
                                                kTraitCode | kTraitNumerals4 | kTraitNumerals7;

// `pattern` has passed check_regex(). `raw` if it is matched on the text as written, before folding.
RequiredParts required_parts(std::string_view pattern, bool raw);

}  // namespace postgate

// Traits of signs that only the text view shows. Pure.
#pragma once

#include <cstdint>

#include "text/field_text.h"

namespace postgate {

constexpr TextTraits traits_of_sign(std::uint32_t cp) {
  if (cp == '[' || cp == ']' || cp == 0x3010 || cp == 0x3011) return kTraitBracket;
  if (cp == '*' || cp == '<') return kTraitStar;
  const bool money = cp == '$' || (cp >= 0xA2 && cp <= 0xA5) || (cp >= 0x20A0 && cp <= 0x20C0);
  return money ? kTraitCurrency : TextTraits{0};
}

}  // namespace postgate

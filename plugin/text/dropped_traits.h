// Traits of characters that are dropped as ignorable. Pure.
#pragma once

#include <cstdint>

#include "text/field_text.h"

namespace postgate {

constexpr TextTraits traits_of_dropped(std::uint32_t cp) {
  const bool bidi = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
  const bool tag = cp >= 0xE0001 && cp <= 0xE007F;
  return kTraitIgnorable | (bidi ? kTraitBidiControl : 0U) | (tag ? kTraitTagCharacter : 0U);
}

}  // namespace postgate

// SymbolTable: what each code point contributes to the squeezed view when nothing around it matters,
// as one 32-bit word, and the traits it sets. The kernels read it once a character; what the context
// decides (marks, expansions, runs of numerals) is marked and left to the fold loop.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "text/field_text.h"

namespace postgate {

// Low half: the symbol. Bits 16 to 27 and 30: its traits (TextTrait). The rest:
inline constexpr unsigned kSymbolTraitShift = 16;
inline constexpr std::uint32_t kSymbolTraitMask = 0x4FFF;
inline constexpr std::uint32_t kSymbolSlow = 1U << 28U;  // the fold loop must say
inline constexpr std::uint32_t kSymbolDigit = std::uint32_t{kTraitDigit} << kSymbolTraitShift;
inline constexpr std::uint32_t kSymbolNumeral = 1U << 29U;  // becomes an ASCII digit in a run of them
inline constexpr unsigned kSymbolKeepShift = 31;            // it has a symbol
inline constexpr std::uint32_t kSymbolKeep = 1U << kSymbolKeepShift;
// What the characters around it may change.
inline constexpr std::uint32_t kSymbolCare = kSymbolSlow | kSymbolDigit | kSymbolNumeral;

// An entry of any code point, and the code point it keeps where that is above 0xFFFF.
struct WideSymbol {
  std::uint32_t entry;
  std::uint32_t codepoint;
};
WideSymbol wide_symbol(std::uint32_t cp);

using SymbolTable = std::array<std::uint32_t, 0x10000>;
// By code points of the BMP; surrogates are slow. Made on first use; any thread.
const SymbolTable& symbol_table();

}  // namespace postgate

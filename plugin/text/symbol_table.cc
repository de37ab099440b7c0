#include "text/symbol_table.h"

#include "text/ascii_table.h"
#include "text/dropped_traits.h"
#include "text/field_text.h"
#include "text/fold_entry.h"
#include "text/sign_traits.h"

namespace postgate {

namespace {

constexpr WideSymbol kSlowSymbol = {kSymbolSlow, 0};

// What FoldLoop::put() does with `cp`.
WideSymbol put(std::uint32_t cp, bool separator, TextTraits traits) {
  std::uint32_t entry = traits << kSymbolTraitShift;
  if (cp < 0x80) entry |= (kAscii[cp] >> kAsciiTraitShift) << kSymbolTraitShift;
  entry |= traits_of_sign(cp) << kSymbolTraitShift;
  if (separator) return {entry, 0};
  entry |= kSymbolKeep;
  return cp < 0x10000 ? WideSymbol{entry | cp, cp} : WideSymbol{entry, cp};
}

WideSymbol from_ascii(std::uint32_t cp) {
  const std::uint32_t word = kAscii[cp];
  if ((word & kAsciiSlow) == 0 || is_ascii_digit(cp)) {
    return put(word & 0xFFU, (word & kAsciiLetter) == 0, word >> kAsciiTraitShift);
  }
  if (cp == '\r') return {0, 0};
  return {std::uint32_t{traits_of_dropped(cp)} << kSymbolTraitShift, 0};
}

// An expansion into separators alone leaves nothing but their traits.
WideSymbol expansion(std::uint32_t entry, TextTraits traits) {
  const std::uint32_t* parts = kFoldExpansions + entry_payload(entry);
  for (std::uint32_t left = *parts++; left > 0; --left, ++parts) {
    if ((*parts & kExpansionSeparator) == 0) return kSlowSymbol;
    const std::uint32_t cp = *parts & ~kExpansionSeparator;
    if (cp < 0x80) traits |= kAscii[cp] >> kAsciiTraitShift;
    traits |= traits_of_sign(cp);
  }
  return {traits << kSymbolTraitShift, 0};
}

WideSymbol from_entry(std::uint32_t cp, std::uint32_t entry) {
  TextTraits traits = 0;
  if ((entry & kEntryForeign) != 0) traits |= kTraitForeignLetter;
  switch (entry_action(entry)) {
    case FoldAction::kKeep:
      return put(cp, false, traits);
    case FoldAction::kKeepSeparator:
      return put(cp, true, traits);
    case FoldAction::kReplace:
      return put(entry_payload(entry), false, traits);
    case FoldAction::kReplaceSeparator:
      return put(entry_payload(entry), true, traits);
    case FoldAction::kExpand:
      return expansion(entry, traits);
    case FoldAction::kDrop:
      return {(traits | traits_of_dropped(cp)) << kSymbolTraitShift, 0};
    case FoldAction::kMark:
    case FoldAction::kDigit:
      break;
  }
  return kSlowSymbol;
}

// What a numeral becomes must be known as a numeral too: runs of them are recognised by their symbols.
void check_numerals(SymbolTable& table) {
  for (std::uint32_t& entry : table) {
    if ((entry & kSymbolNumeral) == 0) continue;
    if ((table[entry & 0xFFFFU] & kSymbolNumeral) == 0) entry = kSymbolSlow;
  }
}

}  // namespace

WideSymbol wide_symbol(std::uint32_t cp) {
  if (cp < 0x80) return from_ascii(cp);
  if (cp >= 0xD800 && cp <= 0xDFFF) return kSlowSymbol;
  const std::uint32_t entry = kFoldTrie.at(cp);
  if (entry_action(entry) != FoldAction::kDigit) return from_entry(cp, entry);
  WideSymbol symbol = from_entry(cp, kFoldDigits[entry_payload(entry)].entry);
  // Alone it is what it is elsewhere. One that would not be a single symbol is left to the loop.
  const bool single = (symbol.entry & kSymbolKeep) != 0 && symbol.codepoint < 0x10000;
  if (!single || (symbol.entry & kSymbolDigit) != 0) return kSlowSymbol;
  symbol.entry |= kSymbolNumeral;
  return symbol;
}

const SymbolTable& symbol_table() {
  static const std::unique_ptr<const SymbolTable> table = [] {
    auto made = std::make_unique<SymbolTable>();
    for (std::uint32_t cp = 0; cp < made->size(); ++cp) {
      const WideSymbol symbol = wide_symbol(cp);
      // One that leaves the BMP has no place in the table.
      (*made)[cp] = symbol.codepoint >= 0x10000 ? kSymbolSlow : symbol.entry;
    }
    check_numerals(*made);
    return made;
  }();
  return *table;
}

}  // namespace postgate

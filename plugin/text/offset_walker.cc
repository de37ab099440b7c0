// OffsetWalker: offsets in raw() to offsets in the caller's own text, by
// walking it once. Linear over all calls together.
#include "text/field_text.h"
#include "text/utf8.h"

namespace postgate {

SourceOffset OffsetWalker::at(std::uint32_t raw_byte) {
  if (!input_.is_utf16 && !input_.replace_ill_formed) return walk_utf8(raw_byte);
  const auto* const utf8 = reinterpret_cast<const std::uint8_t*>(input_.utf8.data());
  const std::size_t size = input_.is_utf16 ? input_.utf16_units : input_.utf8.size();
  while (position_ < size) {
    const Decoded decoded = input_.is_utf16 ? decode_utf16(input_.utf16 + position_, input_.utf16 + size)
                                            : decode_utf8(utf8 + position_, utf8 + size);
    // An ill-formed part stands in raw() as U+FFFD.
    const std::uint32_t raw_length = utf8_length(decoded.codepoint);
    if (raw_byte < raw_byte_ + raw_length) break;  // inside this code point: its start
    raw_byte_ += raw_length;
    position_ += decoded.length;
    offset_.bytes += input_.is_utf16 ? raw_length : decoded.length;
    offset_.utf16 += decoded.codepoint >= 0x10000 ? 2 : 1;
    ++offset_.codepoints;
  }
  return offset_;
}

// Nothing was replaced: the text is raw(), and its bytes need only be counted.
SourceOffset OffsetWalker::walk_utf8(std::uint32_t raw_byte) {
  const auto* const utf8 = reinterpret_cast<const std::uint8_t*>(input_.utf8.data());
  std::size_t end = raw_byte < input_.utf8.size() ? raw_byte : input_.utf8.size();
  // Inside a code point: its start.
  while (end > position_ && end < input_.utf8.size() && (utf8[end] & 0xC0U) == 0x80U) --end;
  std::uint32_t codepoints = 0;
  std::uint32_t pairs = 0;  // of surrogates
  for (std::size_t i = position_; i < end; ++i) {
    codepoints += (utf8[i] & 0xC0U) != 0x80U ? 1U : 0U;
    pairs += utf8[i] >= 0xF0U ? 1U : 0U;
  }
  if (end > position_) position_ = end;
  offset_.bytes = position_;
  offset_.utf16 += codepoints + pairs;
  offset_.codepoints += codepoints;
  return offset_;
}

}  // namespace postgate

// OffsetWalker: offsets in raw() to offsets in the caller's own text, by
// walking it once. Linear over all calls together.
#include "text/field_text.h"
#include "text/utf8.h"

namespace postgate {

SourceOffset OffsetWalker::at(std::uint32_t raw_byte) {
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

}  // namespace postgate

// One code point as UTF-8 at the end of a string. `c` must be a code point and no surrogate.
#pragma once

#include <string>

#include "text/utf8.h"

namespace postgate {

inline void append_utf8(std::string& out, char32_t c) {
  std::uint8_t bytes[4];
  const std::uint8_t* const end = encode_utf8(c, bytes);
  // Bytes and a count: the overload for two iterators makes GCC 12 warn of uninitialised bytes.
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(end - bytes));
}

}  // namespace postgate

// The wrapper of zlib: whole streams in memory, with bounds. Stateless.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace postgate {

Result<std::string> deflate_bytes(std::string_view raw);

// Exactly `size` bytes from exactly `packed`; anything else is kPackArchive. A size that no stream of
// this length can give is refused before memory is taken for it.
Result<std::string> inflate_bytes(std::string_view packed, std::size_t size);

}  // namespace postgate

// Small files, read whole and replaced whole. Used where a host named a file to be kept: the record
// of installed packs, the cache. Stateless.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace postgate {

// Nothing if there is no such file. A link, or a file above `most` bytes, is kIo.
Result<std::optional<std::string>> read_file(const std::string& path, std::size_t most);

// Durable when it returns; at no time is there a part of it under this name.
Result<void> replace_file(const std::string& path, std::string_view bytes, mode_t mode);

}  // namespace postgate

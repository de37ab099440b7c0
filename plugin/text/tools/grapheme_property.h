// The grapheme cluster property of a code point, from ICU; used by the table
// generator only.
#pragma once

#include <cstdint>

#include "text/fold_entry.h"

namespace postgate::tools {

GraphemeBreak grapheme_break(std::uint32_t cp);

}  // namespace postgate::tools

// Names of the packs built into the library; their files come from builtin_pack() of ruleset.h.
// Thread-safe: constant data.
#pragma once

#include <string>
#include <vector>

namespace postgate {

// Folder names below patterns/, sorted.
std::vector<std::string> builtin_pack_names();

}  // namespace postgate

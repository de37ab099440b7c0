// How a pack describes itself, for ruleset_c.cc and verdict_c.cc. No state, any thread.
#pragma once

#include <string_view>

#include "base/status.h"
#include "engine/ruleset.h"
#include "postgate.h"

namespace postgate::capi {

inline postgate_string view_of(std::string_view text) { return {text.data(), text.size()}; }

// kArgument behind the last pack, kStructSize if `out` is too small.
Status read_pack(const Ruleset& ruleset, std::size_t index, postgate_pack_info* out) noexcept;

}  // namespace postgate::capi

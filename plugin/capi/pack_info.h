// How packs describe themselves and their mistakes. Used by the files of exports. No state, any thread.
#pragma once

#include <string_view>

#include "base/status.h"
#include "engine/ruleset.h"
#include "pack/diagnostics.h"
#include "postgate.h"

namespace postgate::capi {

inline postgate_string view_of(std::string_view text) { return {text.data(), text.size()}; }

inline postgate_diagnostic diagnostic_of(const Diagnostic& from) {
  postgate_diagnostic made{};
  made.severity = static_cast<std::uint32_t>(from.severity);
  made.line = from.line;
  made.column = from.column;
  made.code = view_of(from.code);
  made.pack = view_of(from.pack);
  made.file = view_of(from.file);
  made.rule = view_of(from.rule);
  made.message = view_of(from.message);
  return made;
}

// kArgument behind the last pack, kStructSize if `out` is too small.
Status read_pack(const Ruleset& ruleset, std::size_t index, postgate_pack_info* out) noexcept;

}  // namespace postgate::capi

// The manifest of a pack file for people and for programs; shared by `pack build`, `verify` and
// `inspect`. No state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postgate_cli {

// Indented lines; nothing if `bytes` are no pack file.
void archive_text(std::string_view bytes, std::string& out);

// An object that is left open, so that more members can follow.
void archive_json(const std::string& file, std::string_view bytes, std::string& out);

}  // namespace postgate_cli

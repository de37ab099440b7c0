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

// "sha256:..." of the whole file is what people compare; this is the size in words: "12.3 KiB".
std::string size_text(std::uint64_t bytes);

// "1 rule", "2 rules"; `many` for a noun that an s does not make many.
std::string counted(std::uint64_t count, const char* one, const char* many = nullptr);

}  // namespace postgate_cli

// Reads the data files of the fold tables: words separated by blanks, one
// entry a line, # comments. Used by the table generator only; mistakes end it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace postgate::tools {

[[noreturn]] void fail(const std::string& message);

// A character itself or U+XXXX.
std::uint32_t parse_char(const std::string& token);

std::vector<std::vector<std::string>> read_rows(const std::string& path);

// Files of two characters a line.
std::map<std::uint32_t, std::uint32_t> read_pairs(const std::string& path);

}  // namespace postgate::tools

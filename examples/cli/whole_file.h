// Whole files: read with a limit, and written so that nobody ever sees a part of one. No state.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace postgate_cli {

inline constexpr std::size_t kLargestPack = std::size_t{256} << 20U;
inline constexpr std::size_t kLargestKey = 64 * 1024;  // and signature

// Answers why it could not be read, or nothing.
std::string read_whole(const std::string& path, std::size_t most, std::string& out);

// Writes beside `path`, makes it durable, renames. Answers why it could not, or nothing.
std::string write_whole(const std::string& path, std::string_view bytes, mode_t mode);

}  // namespace postgate_cli

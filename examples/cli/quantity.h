// Quantities in words, for people. Stateless.
#pragma once

#include <cstdint>
#include <string>

namespace postgate_cli {

// "1 rule", "2 rules"; `many` for a noun that an s does not make many.
std::string counted(std::uint64_t count, const char* one, const char* many = nullptr);

// "12.3 KiB".
std::string size_text(std::uint64_t bytes);

}  // namespace postgate_cli

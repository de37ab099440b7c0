// A word of a pack and its place. Part of the rule model; plain data.
#pragma once

#include <cstdint>
#include <string>

namespace postgate {

// A place in a pack: an index into Pack::files, line and column from 1.
struct SourceRef {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// A word, a regex, an example or a detector name with its place in the pack.
struct Entry {
  std::string text;
  SourceRef at;
};

}  // namespace postgate

// The files of all packs built into the library, as the build generates them from patterns/
// (see builtin_packs.cmake). Read by builtin_pack.cc alone; constant data, any thread.
#pragma once

#include <cstddef>

namespace postgate {

struct BuiltinFile {
  const char* pack;
  const char* path;  // relative to the pack
  const unsigned char* bytes;
  std::size_t size;
};

// In order of pack, then path; the last entry is all null.
extern const BuiltinFile kBuiltinFiles[];

}  // namespace postgate

// A built pack: one file that holds a manifest and the compressed source. Layout:
//
//   manifest, text (manifest.h) | one empty line | payload | SHA-256 of all before, 32 bytes
//
// The payload is the files' bytes one after the other, in path order, as one zlib stream. Everything
// here takes hostile bytes: sizes are checked before memory is taken. Stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pack/loader.h"
#include "pack/manifest.h"

namespace postgate {

struct Archive {
  Manifest manifest;
  std::vector<PackFile> files;  // in path order
};

// `manifest` says who the pack is and what it costs; files, sizes and digests are filled in here. Files
// that load_pack() does not read are left out. The same input gives the same bytes.
Result<std::string> write_archive(Manifest manifest, const std::vector<PackFile>& files);

// The manifest alone, after the check sum over the whole file was found right.
Result<Manifest> read_archive_manifest(std::string_view bytes);

// Errors: kPackArchive (damaged, or no pack file at all), kPackUnsupported, kTooLarge, kNoMemory.
Result<Archive> read_archive(std::string_view bytes, const PackLimits& limits);

// What the manifest says of the source must be what the source says: the first difference, or empty.
std::string manifest_difference(const Manifest& manifest, const Pack& pack);

}  // namespace postgate

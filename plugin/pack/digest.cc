#include <array>

#include "pack/crypto.h"
#include "pack/pack_files.h"

namespace postgate {

namespace {

void add_bytes(Sha256& hash, std::string_view bytes) {
  std::array<unsigned char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(bytes.size()) >> (8U * i) & 0xFFU);
  }
  hash.add(view_of_bytes(length));
  hash.add(bytes);
}

}  // namespace

std::string pack_digest(const std::vector<const PackFile*>& files) {
  Sha256 hash;
  for (const PackFile* file : files) {
    add_bytes(hash, file->path);
    add_bytes(hash, file->bytes);
  }
  return "sha256:" + hex(view_of_bytes(hash.finish()));
}

}  // namespace postgate

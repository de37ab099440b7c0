#include <sodium/crypto_hash_sha256.h>

#include <array>

#include "pack/pack_files.h"

namespace postgate {

namespace {

void add_bytes(crypto_hash_sha256_state& state, std::string_view bytes) {
  std::array<unsigned char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(bytes.size()) >> (8U * i) & 0xFFU);
  }
  crypto_hash_sha256_update(&state, length.data(), length.size());
  // char may alias anything.
  crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

std::string pack_digest(const std::vector<const PackFile*>& files) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const PackFile* file : files) {
    add_bytes(state, file->path);
    add_bytes(state, file->bytes);
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "sha256:";
  for (const unsigned char byte : hash) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

}  // namespace postgate

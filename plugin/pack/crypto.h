// The wrapper of libsodium: hashes, keyed hashes, Ed25519 and random bytes. Stateless but for
// Sha256, which belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace postgate {

using Bytes32 = std::array<unsigned char, 32>;
using Bytes64 = std::array<unsigned char, 64>;

template <std::size_t kSize>
std::string_view view_of_bytes(const std::array<unsigned char, kSize>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), kSize};  // char may alias anything
}

// SHA-256 of what is added, piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;  // a state of the library
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  Bytes32 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Bytes32 sha256(std::string_view bytes);
std::string hex(std::string_view bytes);
// Lower-case digits only.
std::optional<std::string> unhex(std::string_view digits);

Bytes64 blake2b_512(std::string_view bytes);
Bytes32 blake2b_256(std::string_view bytes);
Bytes32 keyed_hash(std::string_view bytes, const Bytes32& key);
// SipHash-2-4: short, and nobody can aim at it without the key.
std::uint64_t short_hash(std::string_view bytes, const std::array<unsigned char, 16>& key);
Bytes32 hmac_sha256(std::string_view bytes, std::string_view key);
// Time does not depend on where the two differ. False for different lengths.
bool equal_secret(std::string_view a, std::string_view b);
void wipe(void* bytes, std::size_t size);
// False if the system gives none.
bool random_bytes(void* to, std::size_t size);

bool ed25519_verify(std::string_view message, std::string_view signature, const Bytes32& public_key);
Bytes64 ed25519_sign(std::string_view message, const Bytes64& secret_key);
struct Ed25519Pair {
  Bytes32 public_key{};
  Bytes64 secret_key{};
};
std::optional<Ed25519Pair> ed25519_generate();
// The key stream that encrypts a secret key file; false without the memory it asks for.
bool scrypt_stream(std::string_view password, const Bytes32& salt, std::uint64_t operations,
                   std::uint64_t memory, unsigned char* to, std::size_t size);
inline constexpr std::uint64_t kScryptOperations = 33'554'432;  // as minisign chooses
inline constexpr std::uint64_t kScryptMemory = 1'073'741'824;

std::string base64(std::string_view bytes);
// The one canonical form only, with padding.
std::optional<std::string> unbase64(std::string_view text);

}  // namespace postgate

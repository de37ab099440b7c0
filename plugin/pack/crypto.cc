#include "pack/crypto.h"

#include <sodium.h>

namespace postgate {

namespace {

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

struct Sha256::State {
  crypto_hash_sha256_state state;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->state); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(&state_->state, data_of(bytes), bytes.size());
}

Bytes32 Sha256::finish() {
  Bytes32 hash{};
  crypto_hash_sha256_final(&state_->state, hash.data());
  return hash;
}

Bytes32 sha256(std::string_view bytes) {
  Bytes32 hash{};
  crypto_hash_sha256(hash.data(), data_of(bytes), bytes.size());
  return hash;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

std::optional<std::string> unhex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(digits.size() / 2);
  unsigned high = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[i];
    const bool number = c >= '0' && c <= '9';
    if (!number && (c < 'a' || c > 'f')) return std::nullopt;
    const unsigned value = static_cast<unsigned>(number ? c - '0' : c - 'a' + 10);
    if (i % 2 == 1) bytes += static_cast<char>(high << 4U | value);
    high = value;
  }
  return bytes;
}

Bytes64 blake2b_512(std::string_view bytes) {
  Bytes64 hash{};
  crypto_generichash(hash.data(), hash.size(), data_of(bytes), bytes.size(), nullptr, 0);
  return hash;
}

Bytes32 blake2b_256(std::string_view bytes) {
  Bytes32 hash{};
  crypto_generichash(hash.data(), hash.size(), data_of(bytes), bytes.size(), nullptr, 0);
  return hash;
}

Bytes32 keyed_hash(std::string_view bytes, const Bytes32& key) {
  Bytes32 hash{};
  crypto_generichash(hash.data(), hash.size(), data_of(bytes), bytes.size(), key.data(), key.size());
  return hash;
}

std::uint64_t short_hash(std::string_view bytes, const std::array<unsigned char, 16>& key) {
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), data_of(bytes), bytes.size(), key.data());
  std::uint64_t number = 0;
  for (std::size_t i = hash.size(); i-- > 0;) number = number << 8U | hash[i];
  return number;
}

Bytes32 hmac_sha256(std::string_view bytes, std::string_view key) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, data_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, data_of(bytes), bytes.size());
  Bytes32 mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  sodium_memzero(&state, sizeof state);
  return mac;
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(void* bytes, std::size_t size) { sodium_memzero(bytes, size); }

bool random_bytes(void* to, std::size_t size) {
  if (sodium_init() < 0) return false;
  randombytes_buf(to, size);
  return true;
}

bool ed25519_verify(std::string_view message, std::string_view signature, const Bytes32& public_key) {
  if (signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(data_of(signature), data_of(message), message.size(),
                                     public_key.data()) == 0;
}

Bytes64 ed25519_sign(std::string_view message, const Bytes64& secret_key) {
  Bytes64 signature{};
  crypto_sign_detached(signature.data(), nullptr, data_of(message), message.size(), secret_key.data());
  return signature;
}

std::optional<Ed25519Pair> ed25519_generate() {
  if (sodium_init() < 0) return std::nullopt;
  Ed25519Pair pair;
  crypto_sign_keypair(pair.public_key.data(), pair.secret_key.data());
  return pair;
}

bool scrypt_stream(std::string_view password, const Bytes32& salt, std::uint64_t operations,
                   std::uint64_t memory, unsigned char* to, std::size_t size) {
  // What a file asks for is not to be believed: as much as minisign itself ever asks for.
  if (operations > kScryptOperations || memory > kScryptMemory) return false;
  return crypto_pwhash_scryptsalsa208sha256(to, size, password.data(), password.size(), salt.data(),
                                            operations, static_cast<std::size_t>(memory)) == 0;
}

std::string base64(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), data_of(bytes), bytes.size(), kVariant);
  text.pop_back();  // its NUL
  return text;
}

std::optional<std::string> unbase64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const int failed =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0) return std::nullopt;
  bytes.resize(size);
  if (base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace postgate

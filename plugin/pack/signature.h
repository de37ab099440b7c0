// Keys and signatures in the file formats of minisign, so that either program understands the
// other's files. Strict: of everything that says the same, one form is accepted. Stateless.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.h"
#include "pack/crypto.h"

namespace postgate {

using KeyNumber = std::array<unsigned char, 8>;

// As minisign shows it: 16 upper-case hex digits.
std::string key_id(const KeyNumber& number);

struct PublicKey {
  KeyNumber number{};
  Bytes32 key{};
};

struct SecretKey {
  KeyNumber number{};
  Bytes64 key{};
  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey() { wipe(key.data(), key.size()); }
};

struct Signature {
  KeyNumber number{};
  Bytes64 bytes{};
  bool hashed = true;  // over BLAKE2b-512 of the file ("ED"); otherwise over the file itself ("Ed")
  std::string trusted_comment;
  Bytes64 global{};  // over `bytes` and the trusted comment
};

// All errors are kPackSignature, of keys kArgument.
Result<Signature> parse_signature(std::string_view text);
std::string write_signature(const Signature& signature);
// True if `key` signed `bytes` and the trusted comment.
bool signature_fits(const Signature& signature, const PublicKey& key, std::string_view bytes);
Signature sign_bytes(std::string_view bytes, const SecretKey& key, std::string trusted_comment);

// A key file of two lines, or its second line alone.
Result<PublicKey> parse_public_key(std::string_view text);
std::string write_public_key(const PublicKey& key);

// kArgument too if the password is wrong or missing.
Result<SecretKey> parse_secret_key(std::string_view text, std::string_view password);
// Without a password the key is written as it is, as `minisign -W` does.
Result<std::string> write_secret_key(const SecretKey& key, std::string_view password);

struct KeyPair {
  PublicKey public_key;
  SecretKey secret_key;
};
Result<KeyPair> generate_keys();

}  // namespace postgate

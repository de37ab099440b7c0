#include "pack/signature.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::string_view kOurComment = "signature of a postgate pack";
constexpr std::string_view kKeyComment = "minisign public key ";
constexpr std::string_view kSecretComment = "minisign encrypted secret key";
// Nobody signs the first line of a signature file; a text of an attacker's choice there would be shown
// to people who look at the file. So it must be one that is known.
constexpr std::string_view kKnownComments[] = {kOurComment, "signature from minisign secret key",
                                               "signature from rsign secret key"};
constexpr std::size_t kMostSignatureBytes = 4096;
constexpr std::size_t kMostKeyBytes = 1024;
constexpr std::string_view kNoEncryption = std::string_view("\0\0", 2);

// Places in the blob of a secret key file.
constexpr std::size_t kSalt = 6;
constexpr std::size_t kOperations = 38;
constexpr std::size_t kMemory = 46;
constexpr std::size_t kEncrypted = 54;
constexpr std::size_t kKey = kEncrypted + 8;
constexpr std::size_t kCheck = kKey + 64;
constexpr std::size_t kSecretBlob = kCheck + 32;

Error bad(const std::string& what) { return make_error(Status::kPackSignature, "the signature " + what); }
Error bad_key(const std::string& what) { return make_error(Status::kArgument, "the key " + what); }

// Cuts the first line, without its end, off `text`; false if it has no end.
bool take_line(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

bool take_prefix(std::string_view& line, std::string_view prefix) {
  if (line.substr(0, prefix.size()) != prefix) return false;
  line.remove_prefix(prefix.size());
  return true;
}

template <std::size_t kSize>
void copy_to(std::array<unsigned char, kSize>& to, std::string_view from) {
  std::memcpy(to.data(), from.data(), kSize);
}

std::string signed_by_global(const Signature& signature) {
  return std::string(view_of_bytes(signature.bytes)) + signature.trusted_comment;
}

std::string little_endian(std::uint64_t value) {
  std::string out;
  for (unsigned i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

std::uint64_t from_little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

// The second line of a key file, or the only one.
std::string_view key_line(std::string_view text) {
  const auto trim = [](std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    return line;
  };
  std::string_view line;
  std::string_view rest = text;
  if (!take_line(rest, line)) return trim(text);
  if (line.substr(0, kUntrusted.size()) != kUntrusted) return trim(line);
  return trim(take_line(rest, line) ? line : rest);
}

Bytes32 checksum_of(const std::string& blob) {
  return blake2b_256(blob.substr(0, 2) + blob.substr(kEncrypted, kCheck - kEncrypted));
}

Result<void> decrypt(std::string& blob, std::string_view password) {
  if (blob.substr(2, 2) == kNoEncryption) return {};
  if (blob.substr(2, 2) != "Sc") return bad_key("is encrypted in a way that is not known");
  if (password.empty()) return bad_key("is protected by a password, and none was given");
  Bytes32 salt{};
  copy_to(salt, std::string_view(blob).substr(kSalt, salt.size()));
  std::array<unsigned char, kSecretBlob - kEncrypted> stream{};
  if (!scrypt_stream(password, salt, from_little_endian(std::string_view(blob).substr(kOperations, 8)),
                     from_little_endian(std::string_view(blob).substr(kMemory, 8)), stream.data(),
                     stream.size())) {
    return bad_key("needs more memory for its password than there is");
  }
  for (std::size_t i = 0; i < stream.size(); ++i) {
    blob[kEncrypted + i] = static_cast<char>(static_cast<unsigned char>(blob[kEncrypted + i]) ^ stream[i]);
  }
  wipe(stream.data(), stream.size());
  if (!equal_secret(std::string_view(blob).substr(kCheck), view_of_bytes(checksum_of(blob)))) {
    return bad_key("does not open with this password");
  }
  return {};
}

}  // namespace

std::string key_id(const KeyNumber& number) {
  const std::string reversed(number.rbegin(), number.rend());
  std::string digits = hex(reversed);
  for (char& c : digits) {
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  }
  return digits;
}

Result<Signature> parse_signature(std::string_view text) {
  std::string_view comment;
  std::string_view first;
  std::string_view trusted;
  std::string_view second;
  std::string_view rest = text.substr(0, kMostSignatureBytes);
  const bool four = take_line(rest, comment) && take_line(rest, first) && take_line(rest, trusted) &&
                    take_line(rest, second) && rest.empty() && text.size() <= kMostSignatureBytes;
  if (!four || !take_prefix(comment, kUntrusted) || !take_prefix(trusted, kTrusted)) {
    return bad("file does not have the four lines of minisign's format");
  }
  if (std::find(std::begin(kKnownComments), std::end(kKnownComments), comment) == std::end(kKnownComments)) {
    return bad("file has an untrusted comment that this engine does not know: " + printable(comment, 80));
  }
  if (first_ill_formed(trusted)) return bad("file has a trusted comment that is not UTF-8");
  const auto blob = unbase64(first);
  const auto global = unbase64(second);
  Signature made;
  if (!blob || !global || blob->size() != 2 + made.number.size() + made.bytes.size() ||
      global->size() != made.global.size()) {
    return bad("file is damaged");
  }
  const std::string_view view = *blob;
  if (view.substr(0, 2) != "ED" && view.substr(0, 2) != "Ed") return bad("is of a kind that is not known");
  made.hashed = view[1] == 'D';
  copy_to(made.number, view.substr(2));
  copy_to(made.bytes, view.substr(2 + made.number.size()));
  copy_to(made.global, *global);
  made.trusted_comment = trusted;
  return made;
}

std::string write_signature(const Signature& signature) {
  std::string blob(signature.hashed ? "ED" : "Ed");
  blob += view_of_bytes(signature.number);
  blob += view_of_bytes(signature.bytes);
  std::string out(kUntrusted);
  ((out += kOurComment) += '\n') += base64(blob);
  ((out += '\n') += kTrusted) += signature.trusted_comment;
  (out += '\n') += base64(view_of_bytes(signature.global));
  return out += '\n';
}

bool signature_fits(const Signature& signature, const PublicKey& key, std::string_view bytes) {
  if (signature.number != key.number) return false;
  const std::string_view mark = view_of_bytes(signature.bytes);
  const bool fits = signature.hashed ? ed25519_verify(view_of_bytes(blake2b_512(bytes)), mark, key.key)
                                     : ed25519_verify(bytes, mark, key.key);
  return fits && ed25519_verify(signed_by_global(signature), view_of_bytes(signature.global), key.key);
}

Signature sign_bytes(std::string_view bytes, const SecretKey& key, std::string trusted_comment) {
  Signature made;
  made.number = key.number;
  made.bytes = ed25519_sign(view_of_bytes(blake2b_512(bytes)), key.key);
  made.trusted_comment = std::move(trusted_comment);
  made.global = ed25519_sign(signed_by_global(made), key.key);
  return made;
}

Result<PublicKey> parse_public_key(std::string_view text) {
  if (text.size() > kMostKeyBytes) return bad_key("file is too long for a public key");
  const auto blob = unbase64(key_line(text));
  PublicKey made;
  if (!blob || blob->size() != 2 + made.number.size() + made.key.size() || blob->substr(0, 2) != "Ed") {
    return bad_key("is no public key of minisign's format");
  }
  copy_to(made.number, std::string_view(*blob).substr(2));
  copy_to(made.key, std::string_view(*blob).substr(2 + made.number.size()));
  return made;
}

std::string write_public_key(const PublicKey& key) {
  std::string blob("Ed");
  blob += view_of_bytes(key.number);
  blob += view_of_bytes(key.key);
  std::string out(kUntrusted);
  ((out += kKeyComment) += key_id(key.number)) += '\n';
  return (out += base64(blob)) += '\n';
}

Result<SecretKey> parse_secret_key(std::string_view text, std::string_view password) {
  if (text.size() > kMostKeyBytes) return bad_key("file is too long for a secret key");
  auto blob = unbase64(key_line(text));
  if (!blob || blob->size() != kSecretBlob || blob->substr(0, 2) != "Ed" || blob->substr(4, 2) != "B2") {
    return bad_key("is no secret key of minisign's format");
  }
  Result<void> opened = decrypt(*blob, password);
  SecretKey made;
  copy_to(made.number, std::string_view(*blob).substr(kEncrypted));
  copy_to(made.key, std::string_view(*blob).substr(kKey));
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.InnerPointer): size() moves nothing
  wipe(blob->data(), blob->size());
  if (!opened.ok()) return opened.error();
  return made;
}

Result<std::string> write_secret_key(const SecretKey& key, std::string_view password) {
  std::string blob("Ed");
  blob += password.empty() ? kNoEncryption : "Sc";
  blob += "B2";
  Bytes32 salt{};
  if (!password.empty() && !random_bytes(salt.data(), salt.size())) {
    return make_error(Status::kPlatform, "the system gives no random numbers");
  }
  blob += view_of_bytes(salt);
  blob += little_endian(password.empty() ? 0 : kScryptOperations);
  blob += little_endian(password.empty() ? 0 : kScryptMemory);
  blob += view_of_bytes(key.number);
  blob += view_of_bytes(key.key);
  blob += std::string(32, '\0');
  if (!password.empty()) {
    const Bytes32 check = checksum_of(blob);
    std::memcpy(blob.data() + kCheck, check.data(), check.size());
    std::array<unsigned char, kSecretBlob - kEncrypted> stream{};
    if (!scrypt_stream(password, salt, kScryptOperations, kScryptMemory, stream.data(), stream.size())) {
      return make_error(Status::kNoMemory, "no memory to protect the key by a password (1 GiB is needed)");
    }
    for (std::size_t i = 0; i < stream.size(); ++i) {
      blob[kEncrypted + i] = static_cast<char>(static_cast<unsigned char>(blob[kEncrypted + i]) ^ stream[i]);
    }
    wipe(stream.data(), stream.size());
  }
  std::string out(kUntrusted);
  ((out += kSecretComment) += '\n') += base64(blob);
  out += '\n';
  wipe(blob.data(), blob.size());
  return out;
}

Result<KeyPair> generate_keys() {
  KeyPair made;
  const auto pair = ed25519_generate();
  if (!pair || !random_bytes(made.public_key.number.data(), made.public_key.number.size())) {
    return make_error(Status::kPlatform, "the system gives no random numbers");
  }
  made.public_key.key = pair->public_key;
  made.secret_key.number = made.public_key.number;
  made.secret_key.key = pair->secret_key;
  return made;
}

}  // namespace postgate

// TrustStore: whose packs are accepted. Keys, revoked keys, keys that may sign some packs only, and
// the memory of what was installed before (pack_state.h). Any thread may ask; a mutex guards it.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pack/manifest.h"
#include "pack/pack_state.h"
#include "pack/signature.h"

namespace postgate {

// Who vouches for a pack file.
struct Voucher {
  std::string key;  // its id; empty: nobody, and the host accepts that
  std::string trusted_comment;
};

class TrustStore {
 public:
  TrustStore(bool allow_unsigned, StateKeeper keeper)
      : allow_unsigned_(allow_unsigned), keeper_(std::move(keeper)) {}
  TrustStore(const TrustStore&) = delete;  // shared by compilers and rulesets
  TrustStore& operator=(const TrustStore&) = delete;

  // `packs`: names this key may sign; none: all. Adding a key again adds to its names.
  Result<void> add_key(std::string_view public_key, std::vector<std::string> packs);
  // An id of 16 hex digits or a public key. A revoked key never comes back.
  Result<void> revoke(std::string_view key);

  // Looks at nothing but the bytes and the signature. kPackSignature.
  Result<Voucher> verify(std::string_view bytes, std::string_view signature) const;
  // The signer may sign this pack, and the trusted comment, if it is one of ours, speaks of it.
  Result<void> check_pack(const Voucher& voucher, const Manifest& manifest) const;
  // The version is no step back and the pack has not expired. `now` in seconds since 1970, 0: not known.
  Result<void> check_fresh(const Voucher& voucher, const Manifest& manifest, std::uint64_t now);
  // Remembers what is about to be installed. An error means that it must not be.
  Result<void> remember(const std::vector<SeenPack>& packs, std::uint64_t now);

 private:
  struct Key {
    PublicKey key;
    std::vector<std::string> packs;
  };
  [[nodiscard]] const Key* find(const KeyNumber& number) const;

  const bool allow_unsigned_;
  mutable std::mutex mutex_;
  std::vector<Key> keys_;
  std::vector<std::string> revoked_;
  StateKeeper keeper_;
};

// "postgate-pack name version digest", as `pack sign` writes it.
std::string trusted_comment_of(const Manifest& manifest);

}  // namespace postgate

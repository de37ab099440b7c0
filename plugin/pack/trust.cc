#include "pack/trust.h"

#include <algorithm>
#include <utility>

#include "pack/ids.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::string_view kCommentForm = "postgate-pack ";
constexpr const char* kUnsigned = "unsigned";

Error refused(const std::string& what) { return make_error(Status::kPackSignature, what); }

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::optional<std::string> as_key_id(std::string_view key) {
  constexpr std::size_t kDigits = 16;
  if (key.size() != kDigits) return std::nullopt;
  std::string id(key);
  for (char& c : id) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) return std::nullopt;
  }
  return id;
}

std::string key_or_unsigned(const Voucher& voucher) { return voucher.key.empty() ? kUnsigned : voucher.key; }

}  // namespace

std::string trusted_comment_of(const Manifest& manifest) {
  return std::string(kCommentForm) + manifest.name + " " + std::to_string(manifest.version) + " " +
         manifest.digest;
}

Result<void> TrustStore::add_key(std::string_view public_key, std::vector<std::string> packs) {
  Result<PublicKey> key = parse_public_key(public_key);
  if (!key.ok()) return key.error();
  for (const std::string& name : packs) {
    if (!is_pack_name(name)) {
      return make_error(Status::kArgument, in_quotes(name) + " is no name of a pack");
    }
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Key& known : keys_) {
    if (known.key.number != key.value().number) continue;
    if (known.key.key != key.value().key) {
      return make_error(Status::kArgument, "another key has the same id " + key_id(known.key.number));
    }
    if (packs.empty() || known.packs.empty()) packs.clear();
    if (packs.empty()) known.packs.clear();
    known.packs.insert(known.packs.end(), packs.begin(), packs.end());
    return {};
  }
  keys_.push_back({key.value(), std::move(packs)});
  return {};
}

Result<void> TrustStore::revoke(std::string_view key) {
  std::optional<std::string> id = as_key_id(key);
  if (!id) {
    const Result<PublicKey> parsed = parse_public_key(key);
    if (!parsed.ok()) {
      return make_error(Status::kArgument, "a key is revoked by its id (16 hex digits) or as a public key");
    }
    id = key_id(parsed.value().number);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!contains(revoked_, *id)) revoked_.push_back(*std::move(id));
  return {};
}

const TrustStore::Key* TrustStore::find(const KeyNumber& number) const {
  for (const Key& key : keys_) {
    if (key.key.number == number) return &key;
  }
  return nullptr;
}

Result<Voucher> TrustStore::verify(std::string_view bytes, std::string_view signature) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (signature.empty()) {
    if (allow_unsigned_) return Voucher{};
    return refused("the pack file is not signed, and unsigned packs are not accepted here");
  }
  Result<Signature> parsed = parse_signature(signature);
  if (!parsed.ok()) return parsed.error();
  const std::string id = key_id(parsed.value().number);
  if (contains(revoked_, id)) return refused("the pack file is signed by key " + id + ", which was revoked");
  const Key* key = find(parsed.value().number);
  if (key == nullptr) return refused("the pack file is signed by key " + id + ", which is not trusted here");
  if (!signature_fits(parsed.value(), key->key, bytes)) {
    return refused("the signature does not fit: the pack file or the signature was changed");
  }
  return Voucher{id, std::move(parsed.value().trusted_comment)};
}

Result<void> TrustStore::check_pack(const Voucher& voucher, const Manifest& manifest) const {
  if (voucher.key.empty()) return {};
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto key = std::find_if(keys_.begin(), keys_.end(),
                                [&](const Key& known) { return key_id(known.key.number) == voucher.key; });
  if (key == keys_.end()) return refused("key " + voucher.key + " is not trusted here");
  if (!key->packs.empty() && !contains(key->packs, manifest.name)) {
    return refused("key " + voucher.key + " may not sign the pack \"" + manifest.name + "\"");
  }
  const bool ours = voucher.trusted_comment.substr(0, kCommentForm.size()) == kCommentForm;
  if (ours && voucher.trusted_comment != trusted_comment_of(manifest)) {
    return refused("the trusted comment of the signature speaks of another pack");
  }
  return {};
}

Result<void> TrustStore::check_fresh(const Voucher& voucher, const Manifest& manifest, std::uint64_t now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return keeper_.update([&](PackState& state) -> Result<bool> {
    const SeenPack* seen = state.find(manifest.name, key_or_unsigned(voucher));
    const bool same = seen != nullptr && seen->version == manifest.version && seen->digest == manifest.digest;
    const std::string who = "pack \"" + manifest.name + "\" version " + std::to_string(manifest.version);
    if (seen != nullptr && manifest.version < seen->version) {
      return make_error(Status::kPackRollback,
                        who + " is older than version " + std::to_string(seen->version) +
                            ", which was installed before; publish it under a higher one");
    }
    if (seen != nullptr && !same && manifest.version == seen->version) {
      return make_error(Status::kPackRollback,
                        who + " was installed before with another content; raise the version");
    }
    // A clock that was put back does not make an expired pack fresh again.
    const std::uint64_t time = now == 0 ? 0 : std::max(now, state.latest_time);
    const std::uint64_t end = manifest.expires.empty() ? 0 : end_of_day(manifest.expires);
    if (end != 0 && time >= end && !same) {
      return make_error(Status::kPackExpired, who + " expired on " + manifest.expires +
                                                  "; what is installed goes on. Get a newer release");
    }
    return false;
  });
}

Result<void> TrustStore::remember(const std::vector<SeenPack>& packs, std::uint64_t now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return keeper_.update([&](PackState& state) -> Result<bool> {
    const std::string before = write_state(state);
    for (const SeenPack& pack : packs) {
      const SeenPack* seen = state.find(pack.name, pack.key);
      // Another process may have installed a later one since this pack was checked.
      if (seen != nullptr &&
          (seen->version > pack.version || (seen->version == pack.version && seen->digest != pack.digest))) {
        return make_error(Status::kPackRollback, "pack \"" + pack.name + "\" version " +
                                                     std::to_string(seen->version) +
                                                     " was installed meanwhile");
      }
      state.add(pack);
    }
    state.latest_time = std::max(state.latest_time, now);
    return write_state(state) != before;
  });
}

}  // namespace postgate

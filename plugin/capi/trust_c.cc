// Keys, signatures and the store of trusted keys at the C boundary. Any thread.
#include <functional>
#include <string_view>
#include <utility>

#include "capi/exports.h"
#include "pack/archive.h"
#include "pack/signature.h"

namespace postgate::capi {
namespace {

// The host keeps the record; its functions may do anything but throw.
StateKeeper host_state(const postgate_trust_options& options) {
  StateKeeper keeper;
  const auto load = options.load;
  const auto store = options.store;
  void* const context = options.context;
  keeper.load = [load, context]() -> Result<std::string> {
    postgate_string text{nullptr, 0};
    if (load(context, &text) != POSTGATE_OK || !is_text(text)) {
      return make_error(Status::kIo, "the host could not load what it remembers of packs");
    }
    return std::string(view_of_argument(text));
  };
  keeper.store = [store, context](const std::string& text) -> Result<void> {
    if (store(context, {text.data(), text.size()}) == POSTGATE_OK) return {};
    return make_error(Status::kIo, "the host could not store what is to be remembered of packs");
  };
  return keeper;
}

Status make_store(const postgate_trust_options* from, std::shared_ptr<TrustStore>& out,
                  const Report& report) {
  postgate_trust_options given{};
  if (from != nullptr) {
    const Status status = read_options(from, given, report);
    if (status != Status::kOk) return status;
  }
  if (!is_text(given.state_path))
    return report.fail(Status::kArgument, "state_path is NULL, but has a length");
  if ((given.load == nullptr) != (given.store == nullptr)) {
    return report.fail(Status::kArgument, "load and store must be given together");
  }
  StateKeeper keeper;
  if (given.state_path.size != 0) {
    if (given.load != nullptr)
      return report.fail(Status::kArgument, "state_path and load exclude each other");
    keeper = file_state(std::string(view_of_argument(given.state_path)));
  } else if (given.load != nullptr) {
    keeper = host_state(given);
  }
  out = std::make_shared<TrustStore>((given.flags & POSTGATE_TRUST_ALLOW_UNSIGNED) != 0, std::move(keeper));
  return Status::kOk;
}

Status give(const Signature& signature, postgate_signature* out, const Report& report) {
  postgate_signature made{};
  const std::string text = write_signature(signature);
  if (text.size() >= sizeof(made.text) || signature.trusted_comment.size() >= sizeof(made.trusted_comment)) {
    return report.fail(Status::kPackSignature, "the trusted comment of the signature is too long");
  }
  copy_text(made.key_id, sizeof(made.key_id), key_id(signature.number));
  copy_text(made.trusted_comment, sizeof(made.trusted_comment), signature.trusted_comment);
  copy_text(made.text, sizeof(made.text), text);
  const Status wrote = write_sized(made, out);
  return wrote == Status::kOk ? wrote : report.fail(wrote, "struct_size of the result is not valid");
}

Status give(const KeyPair& keys, const std::string& secret, postgate_key_pair* out, const Report& report) {
  postgate_key_pair made{};
  copy_text(made.key_id, sizeof(made.key_id), key_id(keys.public_key.number));
  copy_text(made.public_key, sizeof(made.public_key), write_public_key(keys.public_key));
  copy_text(made.secret_key, sizeof(made.secret_key), secret);
  const Status wrote = write_sized(made, out);
  wipe(&made, sizeof(made));
  return wrote == Status::kOk ? wrote : report.fail(wrote, "struct_size of the result is not valid");
}

Status sign(std::string_view bytes, const postgate_string& key, const postgate_string& password,
            postgate_signature* out, const Report& report) {
  const Result<Manifest> manifest = read_archive_manifest(bytes);
  if (!manifest.ok()) return report.fail(manifest.error());
  const Result<SecretKey> secret = parse_secret_key(view_of_argument(key), view_of_argument(password));
  if (!secret.ok()) return report.fail(secret.error());
  return give(sign_bytes(bytes, secret.value(), trusted_comment_of(manifest.value())), out, report);
}

Status verify(const TrustStore& store, std::string_view bytes, std::string_view signature,
              postgate_signature* out, const Report& report) {
  const Result<Voucher> voucher = store.verify(bytes, signature);
  if (!voucher.ok()) return report.fail(voucher.error());
  const Result<Manifest> manifest = read_archive_manifest(bytes);
  if (!manifest.ok()) return report.fail(manifest.error());
  if (Result<void> may = store.check_pack(voucher.value(), manifest.value()); !may.ok()) {
    return report.fail(may.error());
  }
  if (out == nullptr) return Status::kOk;
  if (signature.empty()) {
    const Status wrote = write_sized(postgate_signature{}, out);
    return wrote == Status::kOk ? wrote : report.fail(wrote, "struct_size of the result is not valid");
  }
  const Result<Signature> parsed = parse_signature(signature);
  return parsed.ok() ? give(parsed.value(), out, report) : report.fail(parsed.error());
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_key_generate(postgate_string password, postgate_key_pair* out, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (out == nullptr || !capi::is_text(password))
      return report.fail(Status::kArgument, "a pointer is NULL");
    const auto keys = postgate::generate_keys();
    if (!keys.ok()) return report.fail(keys.error());
    auto secret = postgate::write_secret_key(keys.value().secret_key, capi::view_of_argument(password));
    if (!secret.ok()) return report.fail(secret.error());
    const Status status = capi::give(keys.value(), secret.value(), out, report);
    postgate::wipe(secret.value().data(), secret.value().size());
    return status;
  });
}

int32_t postgate_archive_sign(const void* bytes, size_t size, postgate_string secret_key,
                              postgate_string password, postgate_signature* out, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (bytes == nullptr || out == nullptr || !capi::is_text(secret_key) || !capi::is_text(password)) {
      return report.fail(Status::kArgument, "a pointer is NULL");
    }
    return capi::sign({static_cast<const char*>(bytes), size}, secret_key, password, out, report);
  });
}

int32_t postgate_trust_create(const postgate_trust_options* options, postgate_trust** out,
                              postgate_error* error) {
  return guard_out(out, error, [&](const Report& report) {
    auto made = std::make_unique<postgate_trust>();
    const Status status = capi::make_store(options, made->store, report);
    if (status == Status::kOk) *out = made.release();
    return status;
  });
}

void postgate_trust_destroy(postgate_trust* trust) {
  if (alive(trust)) delete trust;
}

int32_t postgate_trust_add_key(postgate_trust* trust, postgate_string public_key, postgate_string pack,
                               postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(trust)) return report.fail(Status::kArgument, "not a trust store");
    if (!capi::is_text(public_key) || !capi::is_text(pack)) {
      return report.fail(Status::kArgument, "a string is NULL, but has a length");
    }
    std::vector<std::string> packs;
    if (pack.size != 0) packs.emplace_back(capi::view_of_argument(pack));
    const auto added = trust->store->add_key(capi::view_of_argument(public_key), std::move(packs));
    return added.ok() ? Status::kOk : report.fail(added.error());
  });
}

int32_t postgate_trust_revoke_key(postgate_trust* trust, postgate_string key, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(trust)) return report.fail(Status::kArgument, "not a trust store");
    if (!capi::is_text(key)) return report.fail(Status::kArgument, "the key is NULL, but has a length");
    const auto revoked = trust->store->revoke(capi::view_of_argument(key));
    return revoked.ok() ? Status::kOk : report.fail(revoked.error());
  });
}

int32_t postgate_trust_verify(const postgate_trust* trust, const void* bytes, size_t size,
                              postgate_string signature, postgate_signature* out, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(trust)) return report.fail(Status::kArgument, "not a trust store");
    if (bytes == nullptr || !capi::is_text(signature)) {
      return report.fail(Status::kArgument, "the bytes or the signature are NULL");
    }
    return capi::verify(*trust->store, {static_cast<const char*>(bytes), size},
                        capi::view_of_argument(signature), out, report);
  });
}

int32_t postgate_trust_remember(postgate_trust* trust, const postgate_ruleset* ruleset, uint64_t now,
                                postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (!alive(trust)) return report.fail(Status::kArgument, "not a trust store");
    if (!alive(ruleset)) return report.fail(Status::kArgument, "not a ruleset");
    const auto remembered = trust->store->remember(postgate::seen_packs(*ruleset->ruleset), now);
    return remembered.ok() ? Status::kOk : report.fail(remembered.error());
  });
}

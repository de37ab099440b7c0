// Pack files at the C boundary: adding one to a compiler, writing one, reading its manifest.
#include <string_view>
#include <utility>

#include "capi/compiler_parts.h"
#include "capi/exports.h"
#include "capi/pack_info.h"
#include "pack/archive.h"
#include "pack/ids.h"

namespace postgate::capi {
namespace {

Status check_bytes(const void* bytes, std::size_t size, const Report& report) {
  if (bytes != nullptr || size == 0) return Status::kOk;
  return report.fail(Status::kArgument, "the bytes of the pack file are NULL");
}

std::string_view bytes_view(const void* bytes, std::size_t size) {
  return size == 0 ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
}

RulesetInfo info_of(const PackCost& cost) {
  RulesetInfo info;
  info.words = cost.words;
  info.regexes = cost.regexes;
  info.regex_cost = cost.regex_cost;
  info.hostile_hits = cost.hostile_hits;
  return info;
}

// Signature first; nothing of the file is read before its signer is known.
Status accept(postgate_compiler& compiler, std::string_view bytes, const postgate_accept_options& options,
              const Report& report) {
  TrustStore nobody(false, {});
  TrustStore& trust = options.trust == nullptr ? nobody : *options.trust->store;
  const std::string_view signature(options.signature.data == nullptr ? "" : options.signature.data,
                                   options.signature.size);
  Result<Voucher> voucher = trust.verify(bytes, signature);
  if (!voucher.ok()) return report.fail(voucher.error());
  Result<Archive> archive = read_archive(bytes, compiler.options.limits);
  if (!archive.ok()) return report.fail(archive.error());
  const Manifest& manifest = archive.value().manifest;
  if (Result<void> may = trust.check_pack(voucher.value(), manifest); !may.ok())
    return report.fail(may.error());
  if (Result<void> fresh = trust.check_fresh(voucher.value(), manifest, options.now); !fresh.ok()) {
    return report.fail(fresh.error());
  }
  // What the manifest admits to is enough to refuse; what it hides, the build counts.
  if (const std::string over = over_budget(info_of(manifest.cost), compiler.options.budget); !over.empty()) {
    return report.fail(Status::kPackBudget, over);
  }
  if (const std::string over = over_false_hits(&manifest, compiler.options.budget); !over.empty()) {
    return report.fail(Status::kPackBudget, over);
  }
  PackSource source;
  source.files = std::move(archive.value().files);
  source.manifest = std::move(archive.value().manifest);
  source.key_id = std::move(voucher.value().key);
  return add_source(compiler, std::move(source), report);
}

Manifest manifest_for(const Ruleset& ruleset, std::string date, const BenignText& benign) {
  const Pack& pack = *ruleset.packs().front();
  const RulesetInfo& info = ruleset.info();
  Manifest manifest;
  manifest.name = pack.name;
  manifest.version = pack.version;
  manifest.release = pack.release;
  manifest.date = std::move(date);
  manifest.expires = pack.expires;
  manifest.requires_engine = pack.requires_engine;
  manifest.cost = {info.rules,      info.signals,      info.words,   info.regexes,
                   info.regex_cost, info.hostile_hits, info.examples};
  manifest.benign = benign;
  return manifest;
}

Status check_writable(const postgate_compiler& compiler, const Report& report) {
  if (compiler.kept == nullptr) {
    return report.fail(Status::kState, "nothing was built with POSTGATE_COMPILE_KEEP_SOURCE");
  }
  if (compiler.sources.size() != 1) return report.fail(Status::kState, "a pack file holds exactly one pack");
  if (!compiler.options.self_test) {
    return report.fail(Status::kState, "a pack whose examples were not run is not written");
  }
  return Status::kOk;
}

// The place of a value of a manifest in the caller's own bytes.
postgate_string value_in(std::string_view manifest, std::string_view key, const std::string& value) {
  if (value.empty()) return {nullptr, 0};
  const std::string line = "\n" + std::string(key) + " " + value + "\n";
  const std::size_t at = manifest.find(line);
  if (at == std::string_view::npos) return {nullptr, 0};
  return {manifest.data() + at + key.size() + 2, value.size()};
}

postgate_archive_info info_of(const Manifest& manifest, std::string_view bytes) {
  postgate_archive_info made{};
  made.file_count = static_cast<std::uint32_t>(manifest.files.size());
  made.version = manifest.version;
  made.rule_count = manifest.cost.rules;
  made.signal_count = manifest.cost.signals;
  made.word_count = manifest.cost.words;
  made.regex_count = manifest.cost.regexes;
  made.regex_cost = manifest.cost.regex_cost;
  made.hostile_hits = manifest.cost.hostile_hits;
  made.test_count = manifest.cost.tests;
  made.source_bytes = manifest.raw_size;
  made.compressed_bytes = manifest.compressed_size;
  made.name = value_in(bytes, "name", manifest.name);
  made.release = value_in(bytes, "release", manifest.release);
  made.date = value_in(bytes, "date", manifest.date);
  made.expires = value_in(bytes, "expires", manifest.expires);
  made.requires_engine = value_in(bytes, "requires", manifest.requires_engine);
  made.digest = value_in(bytes, "digest", manifest.digest);
  made.benign_characters = manifest.benign.characters;
  made.benign_stopped = manifest.benign.stopped;
  return made;
}

}  // namespace
}  // namespace postgate::capi

int32_t postgate_compiler_add_archive(postgate_compiler* compiler, const void* bytes, size_t size,
                                      const postgate_accept_options* options, postgate_error* error) {
  return guard(error, [&](const Report& report) {
    Status status = capi::check_open(compiler, report);
    if (status == Status::kOk) status = capi::check_bytes(bytes, size, report);
    if (status != Status::kOk) return status;
    postgate_accept_options given{};
    if (options != nullptr) status = capi::read_options(options, given, report);
    if (status != Status::kOk) return status;
    return capi::accept(*compiler, capi::bytes_view(bytes, size), given, report);
  });
}

int32_t postgate_compiler_write_archive(postgate_compiler* compiler, const postgate_archive_options* options,
                                        const void** bytes, size_t* size, postgate_error* error) {
  if (bytes != nullptr) *bytes = nullptr;
  if (size != nullptr) *size = 0;
  return guard(error, [&](const Report& report) {
    if (!alive(compiler)) return report.fail(Status::kArgument, "not a compiler");
    if (bytes == nullptr || size == nullptr) return report.fail(Status::kArgument, "an out-pointer is NULL");
    std::string date;
    postgate::BenignText benign;
    if (options != nullptr) {
      postgate_archive_options given{};
      const Status status = capi::read_options(options, given, report);
      if (status != Status::kOk) return status;
      benign = {given.benign_characters, given.benign_stopped};
      if (benign.characters == 0 && benign.stopped != 0) {
        return report.fail(Status::kArgument, "benign_stopped is set without benign_characters");
      }
      if (given.date.size != 0) date.assign(given.date.data, given.date.size);
      if (!date.empty() && !postgate::is_date(date)) {
        return report.fail(Status::kArgument, "the date is no day of the form YYYY-MM-DD");
      }
    }
    const Status status = capi::check_writable(*compiler, report);
    if (status != Status::kOk) return status;
    auto written = postgate::write_archive(capi::manifest_for(*compiler->kept, std::move(date), benign),
                                           compiler->sources.front().files);
    if (!written.ok()) {
      const bool form = written.error().status == Status::kPackArchive;
      if (!form) return report.fail(written.error());
      return report.fail(Status::kPackInvalid,
                         "name, release or a file name of the pack does not fit a manifest");
    }
    compiler->archive = std::move(written).value();
    *bytes = compiler->archive.data();
    *size = compiler->archive.size();
    return Status::kOk;
  });
}

int32_t postgate_archive_read(const void* bytes, size_t size, postgate_archive_info* out,
                              postgate_error* error) {
  return guard(error, [&](const Report& report) {
    if (out == nullptr) return report.fail(Status::kArgument, "the out-pointer is NULL");
    const Status status = capi::check_bytes(bytes, size, report);
    if (status != Status::kOk) return status;
    const std::string_view view = capi::bytes_view(bytes, size);
    const auto manifest = postgate::read_archive_manifest(view);
    if (!manifest.ok()) return report.fail(manifest.error());
    const Status wrote = capi::write_sized(capi::info_of(manifest.value(), view), out);
    return wrote == Status::kOk ? wrote : report.fail(wrote, "struct_size of the result is not valid");
  });
}

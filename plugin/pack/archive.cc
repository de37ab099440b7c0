#include "pack/archive.h"

#include <algorithm>
#include <utility>

#include "pack/crypto.h"
#include "pack/deflate.h"
#include "pack/pack_files.h"
#include "pack/text_place.h"

namespace postgate {

namespace {

constexpr std::size_t kTrailer = 32;
constexpr std::string_view kEndOfManifest = "\n\n";

Error bad(const std::string& what) { return make_error(Status::kPackArchive, "the pack file " + what); }

struct Parts {
  std::string_view manifest;
  std::string_view payload;
};

// Where the parts are, after the check sum was found right.
Result<Parts> split(std::string_view bytes) {
  constexpr std::string_view kMagic = "postgate-pack ";
  if (bytes.substr(0, kMagic.size()) != kMagic) return bad("is none: it does not begin as one");
  if (bytes.size() < kTrailer + kMagic.size()) return bad("is cut short");
  const std::string_view body = bytes.substr(0, bytes.size() - kTrailer);
  if (view_of_bytes(sha256(body)) != bytes.substr(body.size())) {
    return bad("is damaged or not yet whole: its check sum is wrong");
  }
  const std::size_t end = body.substr(0, kMostManifestBytes).find(kEndOfManifest);
  if (end == std::string_view::npos) return bad("has no end of its manifest");
  return Parts{body.substr(0, end + 1), body.substr(end + kEndOfManifest.size())};
}

Result<Manifest> manifest_of(const Parts& parts) {
  Result<Manifest> manifest = parse_manifest(parts.manifest);
  if (!manifest.ok()) return manifest;
  if (manifest.value().compressed_size != parts.payload.size()) return bad("has a payload of another size");
  return manifest;
}

Result<void> check_sizes(const Manifest& manifest, const PackLimits& limits) {
  if (manifest.files.size() > limits.files) {
    return make_error(Status::kTooLarge,
                      "the pack file holds more than " + std::to_string(limits.files) + " files");
  }
  std::uint64_t room = std::min<std::uint64_t>(manifest.raw_size, limits.total_bytes);
  if (room != manifest.raw_size) {
    return make_error(Status::kTooLarge,
                      "the pack file unpacks to more than " + std::to_string(limits.total_bytes) + " bytes");
  }
  for (const ManifestFile& file : manifest.files) {
    if (file.size > room) return bad("names files larger than its payload");
    room -= file.size;
  }
  if (room != 0) return bad("has bytes that belong to no file");
  return {};
}

Result<std::vector<PackFile>> cut(const Manifest& manifest, std::string_view raw) {
  std::vector<PackFile> files;
  files.reserve(manifest.files.size());
  for (const ManifestFile& entry : manifest.files) {
    const auto size = static_cast<std::size_t>(entry.size);
    PackFile file{entry.path, std::string(raw.substr(0, size))};
    raw.remove_prefix(size);
    if (hex(view_of_bytes(sha256(file.bytes))) != entry.sha256) {
      return bad("holds another " + printable(file.path, 200) + " than its manifest says");
    }
    files.push_back(std::move(file));
  }
  return files;
}

std::string digest_of(const std::vector<PackFile>& files) {
  std::vector<const PackFile*> pointers;
  pointers.reserve(files.size());
  for (const PackFile& file : files) pointers.push_back(&file);
  return pack_digest(pointers);
}

bool belongs(const PackFile& file) {
  const PackPlace place = place_of(file.path);
  return place != PackPlace::kIgnored && place != PackPlace::kStrayToml;
}

}  // namespace

Result<std::string> write_archive(Manifest manifest, const std::vector<PackFile>& files) {
  std::vector<const PackFile*> sorted;
  for (const PackFile& file : files) {
    if (belongs(file)) sorted.push_back(&file);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const PackFile* a, const PackFile* b) { return a->path < b->path; });
  std::string raw;
  manifest.files.clear();
  for (const PackFile* file : sorted) {
    manifest.files.push_back({file->bytes.size(), hex(view_of_bytes(sha256(file->bytes))), file->path});
    raw += file->bytes;
  }
  Result<std::string> packed = deflate_bytes(raw);
  if (!packed.ok()) return packed;
  manifest.digest = pack_digest(sorted);
  manifest.raw_size = raw.size();
  manifest.compressed_size = packed.value().size();
  manifest.compressed_sha256 = hex(view_of_bytes(sha256(packed.value())));
  std::string out = write_manifest(manifest);
  // What cannot be read again must not be written.
  if (Result<Manifest> again = parse_manifest(out); !again.ok()) return again.error();
  out += '\n';
  out += packed.value();
  out += view_of_bytes(sha256(out));
  return out;
}

Result<Manifest> read_archive_manifest(std::string_view bytes) {
  const Result<Parts> parts = split(bytes);
  if (!parts.ok()) return parts.error();
  return manifest_of(parts.value());
}

Result<Archive> read_archive(std::string_view bytes, const PackLimits& limits) {
  const Result<Parts> parts = split(bytes);
  if (!parts.ok()) return parts.error();
  Result<Manifest> manifest = manifest_of(parts.value());
  if (!manifest.ok()) return manifest.error();
  if (hex(view_of_bytes(sha256(parts.value().payload))) != manifest.value().compressed_sha256) {
    return bad("holds another payload than its manifest says");
  }
  if (Result<void> fit = check_sizes(manifest.value(), limits); !fit.ok()) return fit.error();
  Result<std::string> raw =
      inflate_bytes(parts.value().payload, static_cast<std::size_t>(manifest.value().raw_size));
  if (!raw.ok()) return raw.error();
  Result<std::vector<PackFile>> files = cut(manifest.value(), raw.value());
  if (!files.ok()) return files.error();
  if (digest_of(files.value()) != manifest.value().digest) return bad("has another digest than it says");
  return Archive{std::move(manifest).value(), std::move(files).value()};
}

std::string manifest_difference(const Manifest& manifest, const Pack& pack) {
  if (manifest.name != pack.name) return "name";
  if (manifest.version != pack.version) return "version";
  if (manifest.release != pack.release) return "release";
  if (manifest.expires != pack.expires) return "expires";
  if (manifest.requires_engine != pack.requires_engine) return "requires";
  if (manifest.digest != pack.digest) return "digest";
  return {};
}

}  // namespace postgate

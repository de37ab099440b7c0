// What a machine reads before it trusts anything: pack files, manifests, signatures, keys, the record of
// installed packs, files of the cache. The first byte says which; capital letters are given a right check sum
// or MAC first, so that what lies behind it is reached, too. Whatever is accepted must be in its one
// canonical form.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "match/db_cache.h"
#include "pack/archive.h"
#include "pack/deflate.h"
#include "pack/pack_state.h"
#include "pack/signature.h"
#include "target.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongest = 64U << 10U;
constexpr std::size_t kLargestFiles = 1U << 20U;

void read_archive_of(std::string_view bytes) {
  postgate::PackLimits limits;
  limits.total_bytes = kLargestFiles;
  limits.files = 64;
  const auto archive = postgate::read_archive(bytes, limits);
  const auto manifest = postgate::read_archive_manifest(bytes);
  if (!archive.ok()) return;
  FUZZ_REQUIRE(manifest.ok());
  FUZZ_REQUIRE(bytes.substr(0, bytes.find("\n\n") + 1) == postgate::write_manifest(manifest.value()));
  std::size_t total = 0;
  for (const postgate::PackFile& file : archive.value().files) total += file.bytes.size();
  FUZZ_REQUIRE(total <= limits.total_bytes && total == manifest.value().raw_size);
  const auto again = postgate::write_archive(archive.value().manifest, archive.value().files);
  FUZZ_REQUIRE(again.ok());
  FUZZ_REQUIRE(postgate::read_archive(again.value(), limits).ok());
}

void inflate_of(std::string_view bytes) {
  if (bytes.size() < 2) return;
  const std::size_t size = static_cast<unsigned char>(bytes[0]) + 256U * static_cast<unsigned char>(bytes[1]);
  const auto raw = postgate::inflate_bytes(bytes.substr(2), size);
  FUZZ_REQUIRE(!raw.ok() || raw.value().size() == size);
}

// Files end in a line break or not, and minisign's comment is free: what is read again must say the same.
template <typename Parse, typename Write>
void parse_and_write(std::string_view text, const Parse& parse, const Write& write) {
  const auto parsed = parse(text);
  if (!parsed.ok()) return;
  const std::string written = write(parsed.value());
  const auto again = parse(written);
  FUZZ_REQUIRE(again.ok());
  FUZZ_REQUIRE(write(again.value()) == written);
}

// A cache folder for as long as the process lives, with one file in it.
class Cache {
 public:
  Cache() {
    std::string name = (fs::temp_directory_path() / "postgate-fuzz-XXXXXX").string();
    FUZZ_REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    auto opened = postgate::DbCache::open(folder_.string());
    FUZZ_REQUIRE(opened.ok());
    cache_ = std::move(opened).value();
    cache_->store(kContent, kStored);
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().extension() == ".pgc") file_ = entry.path();
    }
    good_ = read(file_);
    const std::string key = read(folder_ / "key");
    FUZZ_REQUIRE(key.size() == key_.size());
    std::copy(key.begin(), key.end(), key_.begin());
  }
  ~Cache() { fs::remove_all(folder_); }
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  void try_file(std::string bytes, bool with_mac) {
    if (with_mac) bytes += postgate::view_of_bytes(postgate::keyed_hash(bytes, key_));
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes;
    const auto loaded = cache_->load(kContent);
    if (!with_mac) FUZZ_REQUIRE(loaded.has_value() == (bytes == good_));
    if (bytes == good_) FUZZ_REQUIRE(loaded && *loaded == kStored);
    // The name in the file is of what it holds; there is no other that fits.
    if (loaded) FUZZ_REQUIRE(bytes.substr(0, kHead) == good_.substr(0, kHead));
  }

 private:
  static constexpr std::string_view kContent = "content";
  static constexpr std::string_view kStored = "compiled";
  static constexpr std::size_t kHead = 17 + 32;  // magic and name
  static std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  fs::path folder_;
  fs::path file_;
  std::string good_;
  postgate::Bytes32 key_{};
  std::unique_ptr<postgate::DbCache> cache_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static Cache cache;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, std::min(size - 1, kLongest));
  switch (data[0]) {
    case 'a':
      read_archive_of(rest);
      break;
    case 'A':
      read_archive_of(std::string(rest) + std::string(postgate::view_of_bytes(postgate::sha256(rest))));
      break;
    case 'm':
      parse_and_write(rest, postgate::parse_manifest, postgate::write_manifest);
      break;
    case 'z':
      inflate_of(rest);
      break;
    case 's':
      parse_and_write(rest, postgate::parse_signature, postgate::write_signature);
      break;
    case 'k':
      parse_and_write(rest, postgate::parse_public_key, postgate::write_public_key);
      break;
    case 'K':
      parse_and_write(
          rest, [](std::string_view text) { return postgate::parse_secret_key(text, {}); },
          [](const postgate::SecretKey& key) { return postgate::write_secret_key(key, {}).value(); });
      break;
    case 't':
      parse_and_write(rest, postgate::parse_state, postgate::write_state);
      break;
    case 'T':
      parse_and_write(std::string(rest) + "check " +
                          postgate::hex(postgate::view_of_bytes(postgate::sha256(rest))) + "\n",
                      postgate::parse_state, postgate::write_state);
      break;
    case 'd':
      cache.try_file(std::string(rest), false);
      break;
    case 'D':
      cache.try_file(std::string(rest), true);
      break;
    default:
      break;
  }
  return 0;
}

// Pack files that were made to do harm: their check sums are right, their content is not.
#include "pack/archive.h"

#include <gmock/gmock.h>

#include <random>

#include "pack/crypto.h"
#include "pack/deflate.h"
#include "pack/pack_state.h"
#include "pack/signature.h"

namespace postgate {
namespace {

using testing::HasSubstr;

std::vector<PackFile> some_files() {
  return {{"rules/a.toml", "[[rule]]\n"}, {"pack.toml", "[pack]\n"}, {"lists/x.txt", ""}, {"notes.md", "no"}};
}

Manifest some_manifest() {
  Manifest manifest;
  manifest.name = "small";
  manifest.version = 3;
  manifest.release = "spring 2026";
  return manifest;
}

std::string some_archive() {
  Result<std::string> written = write_archive(some_manifest(), some_files());
  EXPECT_TRUE(written.ok());
  return written.value();
}

// The archive with another manifest or payload and the right check sum at its end.
std::string resealed(std::string body) {
  body += view_of_bytes(sha256(body));
  return body;
}
std::string body_of(const std::string& archive) { return archive.substr(0, archive.size() - 32); }
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Archive, ComesBackAsItWas) {
  const Result<Archive> read = read_archive(some_archive(), {});
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read.value().files.size(), 3U);
  EXPECT_EQ(read.value().files[0].path, "lists/x.txt");
  EXPECT_EQ(read.value().files[1].bytes, "[pack]\n");
  EXPECT_EQ(read.value().manifest.release, "spring 2026");
}

TEST(Archive, OtherFormsOfTheSameAreRefused) {
  const std::string body = body_of(some_archive());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"version 3", "version 03"},
           {"version 3", "version +3"},
           {"version 3\n", "version 3\nversion 3\n"},
           {"name small\nversion 3\n", "version 3\nname small\n"},
           {"name small", "name  small"},
           {"name small", "name Small"},
           {"rules 0", "rules 18446744073709551616"},
           {"pack.toml", "../pack.toml"},
           {"pack.toml", "pack.tomm"},
           {"release spring 2026\n", "release spring\x01\n"},
           {"digest sha256:", "digest sha257:"},
           {"postgate-pack 1", "postgate-pack 1 "},
           {"zlib ", "zlub "},
       }) {
    const Result<Archive> read = read_archive(resealed(replaced(body, from, to)), {});
    ASSERT_FALSE(read.ok()) << to;
    EXPECT_TRUE(read.error().status == Status::kPackArchive ||
                read.error().status == Status::kPackUnsupported)
        << to;
  }
}

TEST(Archive, ALaterFormatIsToldApart) {
  const Result<Archive> read =
      read_archive(resealed(replaced(body_of(some_archive()), "postgate-pack 1", "postgate-pack 2")), {});
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().status, Status::kPackUnsupported);
}

TEST(Archive, SizesThatDoNotAddUp) {
  const std::string body = body_of(some_archive());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"file 7 ", "file 8 "}, {"file 7 ", "file 18446744073709551615 "}, {"file 9 ", "file 0 "}}) {
    const Result<Archive> read = read_archive(resealed(replaced(body, from, to)), {});
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().status, Status::kPackArchive);
  }
}

TEST(Archive, ABombIsRefusedBeforeMemoryIsTaken) {
  const std::string zeros(16U << 20U, '\0');
  const Result<std::string> archive = write_archive(some_manifest(), {{"pack.toml", zeros}});
  ASSERT_TRUE(archive.ok());
  EXPECT_LT(archive.value().size(), 100'000U);
  PackLimits limits;
  limits.total_bytes = 1U << 20U;
  const Result<Archive> read = read_archive(archive.value(), limits);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().status, Status::kTooLarge);
  // A size that the stream cannot reach.
  EXPECT_EQ(inflate_bytes("12345678", std::size_t{1} << 40U).error().status, Status::kPackArchive);
  // More than it says, and less.
  const Result<std::string> packed = deflate_bytes(zeros);
  EXPECT_FALSE(inflate_bytes(packed.value(), zeros.size() - 1).ok());
  EXPECT_FALSE(inflate_bytes(packed.value(), zeros.size() + 1).ok());
  EXPECT_FALSE(inflate_bytes(packed.value() + "x", zeros.size()).ok());
  EXPECT_TRUE(inflate_bytes(packed.value(), zeros.size()).ok());
}

// Attackers can compute check sums, too.
TEST(Archive, ChangedOnesWithARightCheckSumDoNoHarm) {
  const std::string body = body_of(some_archive());
  std::mt19937_64 random(7);
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string changed = body;
    for (std::uint64_t n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % changed.size();
      if (random() % 8 == 0) {
        changed.erase(at, 1 + random() % 9);
      } else {
        changed[at] = static_cast<char>(random());
      }
    }
    const Result<Archive> read = read_archive(resealed(changed), {});
    if (!read.ok()) continue;
    ++accepted;  // another name, date or count; never other files
    EXPECT_EQ(read.value().files[1].bytes, "[pack]\n");
  }
  EXPECT_GT(accepted, 0);
}

TEST(State, DaysEndWhereTheyShould) {
  EXPECT_EQ(end_of_day("1970-01-01"), 86'400U);
  EXPECT_EQ(end_of_day("2000-02-29"), 951'868'800U);
  EXPECT_EQ(end_of_day("2026-11-24"), 1'795'564'800U);
  EXPECT_EQ(end_of_day("0001-01-01"), 0U);
  EXPECT_EQ(end_of_day("no date"), 0U);
}

TEST(Signature, LegacyOnesOverTheFileItselfFitToo) {
  const Result<KeyPair> keys = generate_keys();
  ASSERT_TRUE(keys.ok());
  Signature signature = sign_bytes("bytes", keys.value().secret_key, "c");
  signature.hashed = false;
  signature.bytes = ed25519_sign("bytes", keys.value().secret_key.key);
  signature.global =
      ed25519_sign(std::string(view_of_bytes(signature.bytes)) + "c", keys.value().secret_key.key);
  const Result<Signature> read = parse_signature(write_signature(signature));
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read.value().hashed);
  EXPECT_TRUE(signature_fits(read.value(), keys.value().public_key, "bytes"));
  EXPECT_FALSE(signature_fits(read.value(), keys.value().public_key, "bytes "));
}

}  // namespace
}  // namespace postgate

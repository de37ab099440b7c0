// The cache of compiled databases against files that were changed: nothing but what was stored comes back.
#include "match/db_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "capi/mutants.h"

namespace postgate {
namespace {

namespace fs = std::filesystem;

class DbCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "postgate-cache-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    Result<std::unique_ptr<DbCache>> opened = DbCache::open(name);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    cache_ = std::move(opened).value();
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path file() const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().extension() == ".pgc") return entry.path();
    }
    return {};
  }

  fs::path folder_;
  std::unique_ptr<DbCache> cache_;
};

TEST_F(DbCacheTest, GivesBackWhatWasStoredUnderTheSameContent) {
  EXPECT_FALSE(cache_->load("a"));
  cache_->store("a", "bytes");
  cache_->store("b", "");
  EXPECT_EQ(cache_->load("a"), "bytes");
  EXPECT_EQ(cache_->load("b"), "");
  EXPECT_FALSE(cache_->load("c"));
  Result<std::unique_ptr<DbCache>> other = DbCache::open(folder_.string());
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other.value()->load("a"), "bytes") << "another process has the same key";
}

TEST_F(DbCacheTest, NoChangedFileIsBelieved) {
  cache_->store("content", std::string(300, 'x') + "the database");
  const fs::path path = file();
  std::ifstream in(path, std::ios::binary);
  capi_test::Mutator mutator({std::istreambuf_iterator<char>(in), {}});
  for (int i = capi_test::mutant_count(500); i > 0; --i) {
    std::ofstream(path, std::ios::binary) << mutator.next();
    ASSERT_FALSE(cache_->load("content"));
  }
}

// As far as somebody gets who knows the format and has not the key of this folder.
TEST_F(DbCacheTest, NoChangedFileWithACheckSumOfItsOwnIsBelieved) {
  cache_->store("content", std::string(300, 'x') + "the database");
  const fs::path path = file();
  std::ifstream in(path, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  constexpr std::size_t kMac = 32;
  capi_test::Mutator mutator(whole.substr(0, whole.size() - kMac));
  Bytes32 key{};
  for (int i = capi_test::mutant_count(500); i > 0; --i) {
    std::string changed = mutator.next();
    key[0] = static_cast<unsigned char>(i);
    const Bytes32 sum = i % 2 == 0 ? keyed_hash(changed, key) : sha256(changed);
    changed += view_of_bytes(sum);
    std::ofstream(path, std::ios::binary) << changed;
    ASSERT_FALSE(cache_->load("content"));
  }
  std::ofstream(path, std::ios::binary) << whole;
  EXPECT_TRUE(cache_->load("content"));
}

TEST_F(DbCacheTest, FilesOutOfUseMakeRoom) {
  cache_->store("in use", "bytes");
  cache_->store("not in use", "bytes");
  const auto hour_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const auto& entry : fs::directory_iterator(folder_)) fs::last_write_time(entry.path(), hour_ago);
  for (int i = 0; i < 300; ++i) std::ofstream(folder_ / (std::to_string(i) + ".pgc")) << "another's";
  EXPECT_TRUE(cache_->load("in use"));
  cache_->store("new", "bytes");
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder_))
    files += entry.path().extension() == ".pgc" ? 1U : 0U;
  EXPECT_LE(files, 256U);
  EXPECT_TRUE(cache_->load("in use"));
  EXPECT_TRUE(cache_->load("new"));
  EXPECT_FALSE(cache_->load("not in use"));
}

}  // namespace
}  // namespace postgate

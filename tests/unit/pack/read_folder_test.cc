// read_pack_folder(): what is taken from a disk and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/pack/pack_sources.h"

namespace postgate_test {
namespace {

namespace fs = std::filesystem;
using postgate::Status;
using testing::ElementsAre;
using testing::HasSubstr;

class ReadFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "postgate-pack-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    fs::create_directory(root_ / "pack");
    write("pack.toml", "identity");
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& bytes) {
    const fs::path file = root_ / "pack" / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }
  std::string folder() const { return (root_ / "pack").string(); }
  auto read(const PackLimits& limits = {}) const { return postgate::read_pack_folder(folder(), limits); }
  std::vector<std::string> paths() const {
    auto files = read();
    if (!files.ok()) return {files.error().message};
    std::vector<std::string> list;
    for (const PackFile& file : files.value()) list.push_back(file.path + "=" + file.bytes);
    return list;
  }

  fs::path root_;
};

TEST_F(ReadFolder, TakesWhatAPackIsMadeOfInPathOrder) {
  write("rules/b.toml", "b");
  write("rules/a.toml", "");
  write("lists/words.txt", std::string("a\0b\n", 4));
  write("cases/c.toml", "c");
  write("README.md", "no");
  write("lists/words.txt~", "no");
  write("rules/.a.toml.swp", "no");
  write("rules/.hidden.toml", "no");
  write("lists/table.csv", "no");
  write(".git/config.toml", "no");
  EXPECT_THAT(paths(), ElementsAre("cases/c.toml=c", std::string("lists/words.txt=a\0b\n", 20),
                                   "pack.toml=identity", "rules/a.toml=", "rules/b.toml=b"));
}

TEST_F(ReadFolder, ListsStrayTomlWithoutReadingIt) {
  write("rule/a.toml", "x");
  write("rules/deep/b.toml", "x");
  write("extra.toml", "x");
  EXPECT_THAT(paths(),
              ElementsAre("extra.toml=", "pack.toml=identity", "rule/a.toml=", "rules/deep/b.toml="));
}

TEST_F(ReadFolder, ReadsALargeFileWhole) {
  const std::string bytes(1'000'000, 'x');
  write("lists/a.txt", bytes);
  auto files = read();
  ASSERT_TRUE(files.ok());
  EXPECT_EQ(files.value()[0].bytes, bytes);
}

TEST_F(ReadFolder, FollowsLinksInsideThePackOnly) {
  write("data/words.dat", "inside\n");
  fs::create_directory(root_ / "pack/lists");
  fs::create_symlink("../data/words.dat", root_ / "pack/lists/a.txt");
  EXPECT_THAT(paths(), ElementsAre("lists/a.txt=inside\n", "pack.toml=identity"));
  std::ofstream(root_ / "outside.txt") << "secret";
  fs::create_symlink(root_ / "outside.txt", root_ / "pack/lists/b.txt");
  EXPECT_EQ(read().error().status, Status::kIo);
  EXPECT_THAT(paths(), ElementsAre(HasSubstr("lists/b.txt: is a link that leaves the pack")));
}

TEST_F(ReadFolder, RefusesAFolderLinkedFromOutside) {
  fs::create_directory(root_ / "elsewhere");
  std::ofstream(root_ / "elsewhere/a.toml") << "x";
  fs::create_directory_symlink(root_ / "elsewhere", root_ / "pack/rules");
  EXPECT_THAT(paths(), ElementsAre(HasSubstr("rules: is a link that leaves the pack")));
}

TEST_F(ReadFolder, SurvivesLinksInACircle) {
  fs::create_directory_symlink(".", root_ / "pack/again");
  EXPECT_THAT(paths().front(), HasSubstr("again/"));
}

TEST_F(ReadFolder, TheFolderItselfMayBeALink) {
  fs::create_directory_symlink("pack", root_ / "link");
  EXPECT_TRUE(postgate::read_pack_folder((root_ / "link").string(), {}).ok());
  EXPECT_TRUE(postgate::read_pack_folder(folder() + "/", {}).ok());
  EXPECT_TRUE(postgate::read_pack_folder(folder() + "/../pack", {}).ok());
}

TEST_F(ReadFolder, RefusesPipesWithoutWaiting) {
  fs::create_directory(root_ / "pack/lists");
  ASSERT_EQ(::mkfifo((root_ / "pack/lists/a.txt").c_str(), 0600), 0);
  EXPECT_THAT(paths(), ElementsAre(HasSubstr("lists/a.txt: is not a regular file")));
}

TEST_F(ReadFolder, ReportsADanglingLink) {
  fs::create_directory(root_ / "pack/lists");
  fs::create_symlink("nowhere.txt", root_ / "pack/lists/a.txt");
  EXPECT_THAT(paths(), ElementsAre(HasSubstr("lists/a.txt: No such file")));
}

TEST_F(ReadFolder, ReportsWhatIsNoPack) {
  const auto message = [](const std::string& path) {
    return postgate::read_pack_folder(path, {}).error().message;
  };
  EXPECT_THAT(message((root_ / "missing").string()), HasSubstr("No such file"));
  EXPECT_THAT(message(folder() + "/pack.toml"), HasSubstr("is not a folder"));
  EXPECT_THAT(message(root_.string()), HasSubstr("has no pack.toml"));
  EXPECT_THAT(message(""), HasSubstr("cannot open"));
  EXPECT_EQ(postgate::read_pack_folder("", {}).error().status, Status::kIo);
}

TEST_F(ReadFolder, ReportsWhatMayNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write("rules/a.toml", "x");
  fs::permissions(root_ / "pack/rules/a.toml", fs::perms::none);
  EXPECT_THAT(paths(), ElementsAre(HasSubstr("rules/a.toml: Permission denied")));
}

TEST_F(ReadFolder, ObeysItsLimits) {
  write("rules/a.toml", "0123456789");
  write("rules/b.toml", "0123456789");
  PackLimits limits;
  limits.file_bytes = 9;
  EXPECT_EQ(read(limits).error().status, Status::kTooLarge);
  EXPECT_THAT(read(limits).error().message, HasSubstr("/rules/"));
  limits = PackLimits();
  limits.total_bytes = 27;
  EXPECT_EQ(read(limits).error().status, Status::kTooLarge);
  limits.total_bytes = 28;
  EXPECT_TRUE(read(limits).ok());
  limits.files = 2;
  EXPECT_EQ(read(limits).error().status, Status::kTooLarge);
}

}  // namespace
}  // namespace postgate_test

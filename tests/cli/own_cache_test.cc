// Where the command keeps compiled databases when it is not told where.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "command.h"

namespace postgate_cli_test {
namespace {

namespace fs = std::filesystem;

class OwnCache : public CommandTest {
 protected:
  // A scan of one post that the small pack blocks, in this environment alone; its exit status.
  int scan(const std::string& environment, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"scan", "--pack", pack(), write("post.txt", "block-me")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const int output = open(path("out").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const Ran ran = run_into(arguments, output, {environment});
    close(output);
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(read_file(path("out")), testing::HasSubstr("block-me"));
    return ran.exit_status;
  }
  std::size_t files(const std::string& folder) const {
    if (!fs::is_directory(path(folder))) return 0;
    const auto is_database = [](const fs::directory_entry& entry) {
      return entry.path().extension() == ".pgc";
    };
    return static_cast<std::size_t>(
        std::count_if(fs::directory_iterator(path(folder)), fs::directory_iterator(), is_database));
  }
};

TEST_F(OwnCache, IsMadeForTheUserAlone) {
  fs::create_directory(path("home"));
  EXPECT_EQ(scan("HOME=" + path("home")), 1);
  EXPECT_GT(files("home/.cache/postgate"), 0U);
  EXPECT_EQ(fs::status(path("home/.cache/postgate")).permissions(), fs::perms::owner_all);
  EXPECT_EQ(scan("HOME=" + path("home")), 1) << "the second time, from there";
  fs::create_directory(path("xdg"));
  EXPECT_EQ(scan("XDG_CACHE_HOME=" + path("xdg")), 1);
  EXPECT_GT(files("xdg/postgate"), 0U);
}

TEST_F(OwnCache, IsLeftAloneWhenItIsNotWantedOrNotSafe) {
  fs::create_directory(path("home"));
  EXPECT_EQ(scan("HOME=" + path("home"), {"--cache", "none"}), 1);
  EXPECT_FALSE(fs::exists(path("home/.cache")));
  EXPECT_EQ(scan("HOME=" + path("home"), {"--cache", path("other")}), 1);
  EXPECT_GT(files("other"), 0U);
  EXPECT_FALSE(fs::exists(path("home/.cache")));
  fs::create_directories(path("home/.cache/postgate"));
  fs::permissions(path("home/.cache/postgate"), fs::perms::all);
  EXPECT_EQ(scan("HOME=" + path("home")), 1) << "others may write there";
  EXPECT_EQ(files("home/.cache/postgate"), 0U);
  EXPECT_EQ(scan("HOME=" + path("nowhere")), 1);
  EXPECT_EQ(scan("HOME=relative"), 1);
  EXPECT_EQ(scan("NOTHING=1"), 1);
  EXPECT_FALSE(fs::exists(path("nowhere")));
}

TEST_F(OwnCache, ThatWasSpoiledCostsTimeAndNothingElse) {
  fs::create_directory(path("home"));
  EXPECT_EQ(scan("HOME=" + path("home")), 1);
  for (const auto& entry : fs::directory_iterator(path("home/.cache/postgate"))) {
    fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
  }
  EXPECT_EQ(scan("HOME=" + path("home")), 1);
}

}  // namespace
}  // namespace postgate_cli_test

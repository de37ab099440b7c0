// The life of a pack on a machine: watched, replaced, refused, killed in the middle of it.
#include <gmock/gmock.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "command.h"

namespace postgate_cli_test {
namespace {

using testing::HasSubstr;

class PackLife : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    ASSERT_EQ(run({"pack", "keygen", "-p", path("k.pub"), "-s", path("k.key")}).exit_status, 0);
    std::filesystem::create_directory(path("packs"));
  }
  // A signed pack file of another version of the small pack, beside the folder that is watched.
  std::string made(int version) const {
    std::string source = read_file(path("pack/pack.toml"));
    const std::size_t at = source.find("version");
    const std::size_t end = source.find('\n', at);
    source.replace(at, end - at, "version = " + std::to_string(version));
    write("pack/pack.toml", source);
    const std::string file = path("v" + std::to_string(version));
    EXPECT_EQ(run({"pack", "build", pack(), "-o", file}).exit_status, 0);
    EXPECT_EQ(run({"pack", "sign", "-s", path("k.key"), file}).exit_status, 0);
    return file;
  }
  // The signature first: a pack file must never stand there without it.
  void put(const std::string& file, const std::string& name) const {
    std::filesystem::copy_file(file + ".minisig", path("packs/" + name + ".minisig"),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::copy_file(file, path("packs/" + name + ".tmp"),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::rename(path("packs/" + name + ".tmp"), path("packs/" + name));
  }
  std::vector<std::string> watch_arguments() const {
    return {"watch",   path("packs"), "--trust",  path("k.pub"), "--state",    path("state"),
            "--cache", path("cache"), "--format", "jsonl",       "--interval", "20"};
  }
  Ran once() const {
    std::vector<std::string> all = watch_arguments();
    all.emplace_back("--once");
    return run(all);
  }
};

TEST_F(PackLife, TheHighestVersionThatIsSignedRuns) {
  put(made(3), "a.pgpack");
  put(made(5), "b.pgpack");
  write("packs/half.pgpack", read_file(path("v5")).substr(0, 300));
  const Ran ran = once();
  EXPECT_EQ(ran.exit_status, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.lines().front()["event"], "skipped");
  EXPECT_EQ(ran.lines().back()["event"], "installed");
  EXPECT_EQ(ran.lines().back()["pack"][0]["version"], 5);
  std::filesystem::remove(path("packs/b.pgpack"));
  const Ran back = once();
  EXPECT_EQ(back.exit_status, 2) << "an older one does not come back";
  EXPECT_THAT(back.out, HasSubstr("older than version 5"));
}

TEST_F(PackLife, AChangeIsInstalledAndABadOneIsRefused) {
  put(made(3), "a.pgpack");
  const Started watch = start(watch_arguments());
  std::string seen;
  const auto wait_for = [&](const std::string& text) {
    char buffer[4096];
    while (seen.find(text) == std::string::npos) {
      const ssize_t got = read(watch.out, buffer, sizeof(buffer));
      if (got <= 0) break;
      seen.append(buffer, static_cast<std::size_t>(got));
    }
    return seen.find(text) != std::string::npos;
  };
  EXPECT_TRUE(wait_for("\"version\":3"));
  put(made(4), "b.pgpack");
  EXPECT_TRUE(wait_for("\"generation\":2")) << seen;
  EXPECT_THAT(seen, HasSubstr("\"version\":4"));
  made(6);
  std::filesystem::copy_file(path("v4.minisig"), path("packs/c.pgpack.minisig"));
  std::filesystem::rename(path("v6"), path("packs/c.pgpack"));
  EXPECT_TRUE(wait_for("\"event\":\"refused\"")) << seen;
  EXPECT_THAT(seen.substr(seen.rfind("refused")), HasSubstr("\"version\":4")) << "what ran goes on";
  kill(watch.pid, SIGTERM);
  EXPECT_EQ(finish(watch), 0);
  close(watch.in);
  close(watch.out);
}

// Killed at any moment of an update, a machine comes back with the old pack or the new one.
TEST_F(PackLife, KilledAtAnyMomentTheOldOrTheNewOneWorks) {
  const char* asked = std::getenv("POSTGATE_KILLS");
  const int rounds = asked == nullptr ? 6 : std::max(1, std::atoi(asked));
  put(made(1), "pack.pgpack");
  ASSERT_EQ(once().exit_status, 0);
  int last = 1;
  for (int round = 0; round < rounds; ++round) {
    const int version = round + 2;
    const std::string file = path("next");
    made(version);
    std::filesystem::rename(path("v" + std::to_string(version)), file);
    std::filesystem::rename(path("v" + std::to_string(version) + ".minisig"), file + ".minisig");
    put(file, "v" + std::to_string(version) + ".pgpack");
    std::filesystem::remove_all(path("cache"));  // so that it is written again
    std::vector<std::string> all = watch_arguments();
    all.emplace_back("--once");
    const Started watch = start(all);
    usleep(static_cast<useconds_t>((round * 7919) % 60 * 1000));
    kill(watch.pid, SIGKILL);
    finish(watch);
    close(watch.in);
    close(watch.out);
    const Ran ran = once();
    ASSERT_EQ(ran.exit_status, 0) << ran.out << ran.err;
    const int now = ran.lines().back()["pack"][0]["version"];
    ASSERT_TRUE(now == version || now == last) << now;
    last = now;
    ASSERT_EQ(ran.lines().back()["event"], "installed");
  }
}

TEST_F(PackLife, InspectShowsWhatIsInside) {
  const std::string file = made(3);
  const Ran text = run({"pack", "inspect", file, "--trust", path("k.pub")});
  EXPECT_EQ(text.exit_status, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("by key "));
  EXPECT_THAT(text.out, HasSubstr("hits per KiB"));
  const Ran json = run({"pack", "inspect", file, "--format", "json"});
  EXPECT_EQ(json.exit_status, 0);
  EXPECT_EQ(json.lines().at(0)["version"], 3);
  EXPECT_FALSE(json.lines().at(0)["categories"].empty());
  EXPECT_EQ(run({"pack", "inspect", pack()}).exit_status, 0);
  EXPECT_EQ(run({"pack", "inspect", path("k.pub")}).exit_status, 2);
}

TEST_F(PackLife, AnExpiredPackMarksItsVerdicts) {
  const Ran fresh = run({"scan", "--pack", pack(), "--format", "jsonl", "-"}, "x");
  EXPECT_FALSE(fresh.lines().at(0).contains("stale"));
  const Ran stale = run({"scan", "--pack", pack(), "--format", "jsonl", "--now", "4102444800", "-"}, "x");
  EXPECT_EQ(stale.lines().at(0)["stale"], true);
  const Ran text = run({"scan", "--lang", "en", "--pack", pack(), "--now", "4102444800", "-"}, "x");
  EXPECT_THAT(text.out, HasSubstr("a pack has expired; update it"));
}

}  // namespace
}  // namespace postgate_cli_test

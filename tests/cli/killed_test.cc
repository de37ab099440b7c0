// Killed at every step of an update. A new release of a pack is built, signed, copied and taken up by a
// machine; each command on that way is killed at each of its calls that change files, and its writes half
// way. What is left must be the old or the new release, whole, and the same command must then succeed.
// POSTGATE_KILL_PAIRS=1 also kills the second attempt at each of its steps.
#include <gmock/gmock.h>

#include <cstdint>
#include <cstdlib>
#include <functional>

#include "command.h"
#include "traced_run.h"

namespace postgate_cli_test {
namespace {

namespace fs = std::filesystem;

class Killed : public CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    ASSERT_EQ(run({"pack", "keygen", "-p", path("k.pub"), "-s", path("k.key")}).exit_status, 0);
    for (const int version : {1, 2}) {
      write_release(version);
      fs::create_directories(path("made"));
      ASSERT_EQ(run(build(version, path("made/" + std::to_string(version)))).exit_status, 0);
      ASSERT_EQ(run(sign(path("made/" + std::to_string(version)))).exit_status, 0);
    }
    // The world before the update: everywhere the first release.
    fs::create_directories(path("before/dist"));
    fs::create_directories(path("before/packs"));
    for (const char* folder : {"before/dist/p.pgpack", "before/packs/1.pgpack"}) copy(1, path(folder));
    restore();
    ASSERT_EQ(run(watch()).exit_status, 0);
    fs::copy(path("now/state"), path("before/state"));
  }

  static std::string word(int version) { return version == 1 ? "former" : "latter"; }
  void write_release(int version) const {
    const std::string folder = "source" + std::to_string(version);
    write(folder + "/pack.toml",
          "[pack]\nname = \"p\"\nversion = " + std::to_string(version) +
              "\n[[category]]\nid = \"c\"\nclause = { document = \"d\", text = \"t\" }\n");
    const std::string& w = word(version);
    write(folder + "/rules/r.toml", "[[rule]]\nid = \"r." + w +
                                        "\"\ncategory = \"c\"\naction = \"hold\"\ngrade = 2\nregex = ['" + w +
                                        "[0-9]{2,4}x']\nwords = [\"" + w + "\"]\nexamples = [\"" + w +
                                        " a\", \"b " + w + "\"]\ncounter = [\"a\", \"b\"]\n");
  }
  void copy(int version, const std::string& to) const {
    for (const char* end : {"", ".minisig"}) {
      fs::copy_file(path("made/" + std::to_string(version)) + end, to + end,
                    fs::copy_options::overwrite_existing);
    }
  }
  void restore() const {
    fs::remove_all(path("now"));
    fs::copy(path("before"), path("now"), fs::copy_options::recursive);
  }

  std::vector<std::string> build(int version, const std::string& to) const {
    return {"pack", "build", path("source" + std::to_string(version)), "-o", to};
  }
  std::vector<std::string> sign(const std::string& file) const {
    return {"pack", "sign", "-s", path("k.key"), file};
  }
  std::vector<std::string> machine(std::vector<std::string> command) const {
    for (const char* text : {"--trust", "k.pub", "--state", "now/state", "--cache", "now/cache"}) {
      command.push_back(text[0] == '-' ? text : path(text));
    }
    return command;
  }
  std::vector<std::string> watch() const {
    return machine({"watch", path("now/packs"), "--once", "--format", "jsonl"});
  }

  // The release that judges a post which both would stop; 0 if none does, -1 for a mixture.
  int judging(const std::string& file) const {
    const Ran ran = run(machine({"scan", "--pack", path(file), "--input", "jsonl", "--format", "jsonl", "-"}),
                        "{\"id\":\"1\",\"text\":\"former latter\"}\n");
    if (ran.exit_status != 1) return 0;
    const Json verdict = ran.lines().at(0);
    const int version = verdict["pack"][0]["version"];
    const bool whole =
        verdict["findings"].size() == 1 && verdict["findings"][0]["rule"] == "r." + word(version);
    return whole ? version : -1;
  }
  bool machine_works() const {
    const int latter = fs::exists(path("now/packs/2.pgpack")) ? judging("now/packs/2.pgpack") : 0;
    return latter == 2 || (latter == 0 && judging("now/packs/1.pgpack") == 1);
  }
  bool same(const std::string& file, int version, const char* end = "") const {
    return read_file(path(file)) == read_file(path("made/" + std::to_string(version)) + end);
  }

  // Kills `command` at each of its steps, each time in a world that `prepare` made; answers how many there
  // were.
  std::size_t at_each_step(const std::vector<std::string>& command, const std::function<void()>& prepare,
                           const std::function<bool()>& whole) const {
    prepare();
    const TracedRun all = run_traced(command, SIZE_MAX);
    if (!all.traced) return 0;
    EXPECT_EQ(all.exit_status, 0);
    for (std::size_t step = 1; step <= all.steps; ++step) {
      bool is_write = false;
      for (const KillAt when : {KillAt::kBefore, KillAt::kHalfWay}) {
        if (when == KillAt::kHalfWay && !is_write) continue;
        prepare();
        const TracedRun once = run_traced(command, step, when);
        is_write = once.is_write;
        EXPECT_TRUE(once.killed && once.traced);
        SCOPED_TRACE(command[0] + " " + command[1] + " killed at step " + std::to_string(step) + ", " +
                     once.step);
        EXPECT_TRUE(whole());
        again(command);
        EXPECT_TRUE(whole());
      }
    }
    return all.steps;
  }

  // The same command after the kill succeeds; with POSTGATE_KILL_PAIRS it is killed at its steps first.
  void again(const std::vector<std::string>& command) const {
    if (std::getenv("POSTGATE_KILL_PAIRS") != nullptr) {
      for (std::size_t step = 1; run_traced(command, step).killed; ++step) {
      }
    }
    EXPECT_EQ(run(command).exit_status, 0);
  }
};

TEST_F(Killed, WhileAPackIsBuiltOrSignedTheFileIsTheOldOrTheNewOne) {
  const std::string file = path("now/dist/p.pgpack");
  const std::size_t built = at_each_step(
      build(2, file), [this] { restore(); },
      [this] { return same("now/dist/p.pgpack", 1) || same("now/dist/p.pgpack", 2); });
  if (built == 0) GTEST_SKIP() << "processes cannot be traced here";
  EXPECT_GE(built, 4U) << "open, write, fsync, rename";
  EXPECT_TRUE(same("now/dist/p.pgpack", 2));
  const std::size_t is_signed = at_each_step(
      sign(file),
      [&] {
        restore();
        fs::copy_file(path("made/2"), file, fs::copy_options::overwrite_existing);
      },
      [this] {
        return same("now/dist/p.pgpack.minisig", 1, ".minisig") ||
               same("now/dist/p.pgpack.minisig", 2, ".minisig");
      });
  EXPECT_GE(is_signed, 4U);
  EXPECT_TRUE(same("now/dist/p.pgpack.minisig", 2, ".minisig"));
}

TEST_F(Killed, WhileItIsCopiedTheMachineGoesOn) {
  restore();
  fs::copy_file(path("made/2.minisig"), path("now/packs/2.pgpack.minisig"));
  EXPECT_EQ(run(watch()).exit_status, 0);
  EXPECT_TRUE(machine_works());
  const std::string bytes = read_file(path("made/2"));
  for (const std::size_t size : {std::size_t{0}, bytes.size() / 2, bytes.size()}) {
    write("now/packs/2.tmp", bytes.substr(0, size));
    EXPECT_EQ(run(watch()).exit_status, 0);
    EXPECT_TRUE(machine_works());
    EXPECT_EQ(judging("now/packs/1.pgpack"), 1) << "nobody has seen the new one";
  }
  fs::rename(path("now/packs/2.tmp"), path("now/packs/2.pgpack"));
  EXPECT_EQ(run(watch()).exit_status, 0);
  EXPECT_EQ(judging("now/packs/2.pgpack"), 2);
  EXPECT_EQ(judging("now/packs/1.pgpack"), 0) << "the old one does not come back";
}

TEST_F(Killed, WhileAMachineTakesItUpTheOldOrTheNewOneWorks) {
  const std::size_t steps = at_each_step(
      watch(),
      [this] {
        restore();  // without a cache, so that all of it is written
        copy(2, path("now/packs/2.pgpack"));
      },
      [this] { return machine_works(); });
  if (steps == 0) GTEST_SKIP() << "processes cannot be traced here";
  EXPECT_GE(steps, 15U) << "cache folder, its key, what is in it, and the record of installed packs";
  EXPECT_EQ(judging("now/packs/2.pgpack"), 2);
  std::size_t left = 0;
  for (const auto& file : fs::recursive_directory_iterator(path("now"))) {
    left += file.path().extension() == ".tmp" ? 1U : 0U;
  }
  EXPECT_LE(left, 1U) << "nothing piles up";
}

}  // namespace
}  // namespace postgate_cli_test

// Updates of a running engine, the cache of compiled databases, stale verdicts, watching a folder.
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "mutants.h"
#include "support.h"

namespace capi_test {
namespace {

namespace fs = std::filesystem;

class Update : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "postgate-update-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    engine_ = make_engine();
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A word and a regex; its name, version and expiry are those of the tests' packs.
  static Compiler compiler_for(const std::string& word, const std::string& cache = {}, bool good = true) {
    postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
    options.cache_folder = {cache.data(), cache.size()};
    postgate_compiler* raw = nullptr;
    EXPECT_EQ(postgate_compiler_create(&options, &raw, nullptr), POSTGATE_OK);
    const std::string body = "words = [\"" + word + "\"]\nregex = ['z[0-9]{2,5}" + word +
                             "']\nexamples = [\"a " + (good ? word : "other") + "\", \"" + word +
                             " b\"]\ncounter = [\"nothing\", \"at all\"]\n";
    add_text(raw, "k", "pack.toml", pack_toml("small"));
    add_text(raw, "k", "rules/a.toml", rules_toml({{"ads.one", "hold", body}}));
    return Compiler(raw);
  }

  int32_t update(const Compiler& compiler, postgate_update_report* report = nullptr,
                 const postgate_update_options* options = nullptr) {
    return postgate_engine_update(engine_.get(), compiler.get(), options, report, nullptr);
  }

  int32_t action_of(std::string_view text, uint64_t now = 0, uint32_t* stale = nullptr) {
    const Scanner scanner = make_scanner(engine_.get());
    postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
    options.now = now;
    const postgate_verdict* verdict = nullptr;
    EXPECT_EQ(postgate_scan_utf8(scanner.get(), text.data(), text.size(), &options, &verdict, nullptr),
              POSTGATE_OK);
    const postgate_verdict_summary summary = summary_of(verdict);
    if (stale != nullptr) *stale = summary.stale;
    return summary.action;
  }

  fs::path folder_;
  Engine engine_;
};

TEST_F(Update, InstallsAndGoesBackInOneCall) {
  EXPECT_EQ(postgate_engine_rollback(engine_.get(), nullptr, nullptr), POSTGATE_E_STATE);
  postgate_update_report report = POSTGATE_INIT(postgate_update_report);
  ASSERT_EQ(update(compiler_for("alpha"), &report), POSTGATE_OK);
  EXPECT_EQ(report.step, uint32_t{POSTGATE_STEP_INSTALL});
  EXPECT_EQ(report.generation, 1U);
  ASSERT_EQ(update(compiler_for("beta")), POSTGATE_OK);
  EXPECT_EQ(action_of("alpha"), POSTGATE_ACTION_ALLOW);
  uint64_t generation = 0;
  ASSERT_EQ(postgate_engine_rollback(engine_.get(), &generation, nullptr), POSTGATE_OK);
  EXPECT_EQ(generation, 3U);
  EXPECT_EQ(action_of("alpha"), POSTGATE_ACTION_HOLD);
  ASSERT_EQ(postgate_engine_rollback(engine_.get(), &generation, nullptr), POSTGATE_OK);
  EXPECT_EQ(action_of("beta"), POSTGATE_ACTION_HOLD);
}

TEST_F(Update, WhateverFailsLeavesTheRunningOneAlone) {
  ASSERT_EQ(update(compiler_for("alpha")), POSTGATE_OK);
  postgate_update_report report = POSTGATE_INIT(postgate_update_report);
  EXPECT_EQ(update(compiler_for("beta", {}, false), &report), POSTGATE_E_PACK_SELF_TEST);
  EXPECT_EQ(report.step, uint32_t{POSTGATE_STEP_TEST});
  postgate_update_options options = POSTGATE_INIT(postgate_update_options);
  options.max_ns_per_kib = 1;
  EXPECT_EQ(update(compiler_for("beta"), &report, &options), POSTGATE_E_PACK_BUDGET);
  EXPECT_EQ(report.step, uint32_t{POSTGATE_STEP_TIMING});
  EXPECT_GT(report.hostile_ns_per_kib, 1U);
  options.max_ns_per_kib = 0;
  const postgate_string corpus[] = {{"alpha", 5}, {"beta", 4}, {"gamma", 5}};
  options.corpus = corpus;
  options.corpus_count = 3;
  options.max_changed = 1;
  EXPECT_EQ(update(compiler_for("beta"), &report, &options), POSTGATE_E_PACK_BUDGET);
  EXPECT_EQ(report.step, uint32_t{POSTGATE_STEP_DIFF});
  EXPECT_EQ(report.judged, 3U);
  EXPECT_EQ(report.changed, 2U);
  EXPECT_EQ(report.stricter, 1U);
  EXPECT_EQ(report.milder, 1U);
  postgate_trust_options trust_options = POSTGATE_INIT(postgate_trust_options);
  const std::string state = (folder_ / "missing" / "state").string();
  trust_options.state_path = {state.data(), state.size()};
  postgate_trust* trust = nullptr;
  ASSERT_EQ(postgate_trust_create(&trust_options, &trust, nullptr), POSTGATE_OK);
  options.max_changed = 2;
  options.trust = trust;
  EXPECT_EQ(update(compiler_for("beta"), &report, &options), POSTGATE_E_IO) << "nowhere to remember it";
  EXPECT_EQ(report.step, uint32_t{POSTGATE_STEP_STATE});
  postgate_trust_destroy(trust);
  options.trust = nullptr;
  EXPECT_EQ(action_of("alpha"), POSTGATE_ACTION_HOLD);
  EXPECT_EQ(action_of("beta"), POSTGATE_ACTION_ALLOW);
  EXPECT_EQ(update(compiler_for("beta"), &report, &options), POSTGATE_OK);
  EXPECT_EQ(report.generation, 2U);
}

TEST_F(Update, VerdictsOfExpiredPacksAreStale) {
  ASSERT_EQ(update(compiler_for("alpha")), POSTGATE_OK);
  uint32_t stale = 7;
  constexpr uint64_t kEnd = 1'896'134'400;  // 2030-02-01 00:00 UTC
  action_of("alpha", 0, &stale);
  EXPECT_EQ(stale, 0U);
  action_of("alpha", kEnd - 1, &stale);
  EXPECT_EQ(stale, 0U);
  EXPECT_EQ(action_of("alpha", kEnd, &stale), POSTGATE_ACTION_HOLD);
  EXPECT_EQ(stale, 1U);
}

class Cache : public Update {
 protected:
  [[nodiscard]] std::string cache() const { return (folder_ / "cache").string(); }

  // How many databases came from the cache, and how many had to be compiled.
  std::pair<uint64_t, uint64_t> load(const std::string& word = "alpha") {
    const Compiler compiler = compiler_for(word, cache());
    const Ruleset ruleset = build(compiler.get());
    postgate_ruleset_info info = POSTGATE_INIT(postgate_ruleset_info);
    EXPECT_EQ(postgate_ruleset_get_info(ruleset.get(), &info), POSTGATE_OK);
    EXPECT_EQ(postgate_engine_install(engine_.get(), ruleset.get(), nullptr, nullptr), POSTGATE_OK);
    EXPECT_EQ(action_of("z12" + word), POSTGATE_ACTION_HOLD);
    return {info.cached_count, info.compiled_count};
  }
  // The file of the database, which is larger than the note that its regexes were checked.
  [[nodiscard]] fs::path database() const {
    fs::path largest;
    for (const auto& entry : fs::directory_iterator(cache())) {
      if (entry.path().extension() != ".pgc") continue;
      if (largest.empty() || fs::file_size(entry.path()) > fs::file_size(largest)) largest = entry.path();
    }
    return largest;
  }
  static std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }
  using Counts = std::pair<uint64_t, uint64_t>;
};

TEST_F(Cache, SparesTheCompilation) {
  EXPECT_EQ(load(), (Counts{0, 1}));
  EXPECT_EQ(load(), (Counts{1, 0}));
  EXPECT_EQ(load("beta"), (Counts{0, 1})) << "other patterns, other file";
  struct stat facts {};
  ASSERT_EQ(stat(cache().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0700U);
  ASSERT_EQ(stat((cache() + "/key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

TEST_F(Cache, AFolderThatOthersMayWriteToIsRefused) {
  fs::create_directory(cache());
  fs::permissions(cache(), fs::perms(0777));
  postgate_ruleset* ruleset = nullptr;
  EXPECT_EQ(postgate_compiler_build(compiler_for("alpha", cache()).get(), &ruleset, nullptr), POSTGATE_E_IO);
}

TEST_F(Cache, SwappedAndForeignFilesAreIgnoredAndReplaced) {
  load("alpha");
  const fs::path first = database();
  const std::string of_alpha = content(first);
  fs::remove(first);
  load("beta");
  const fs::path second = database();
  write(second, of_alpha);  // right MAC, wrong place
  EXPECT_EQ(load("beta"), (Counts{0, 1}));
  EXPECT_EQ(load("beta"), (Counts{1, 0}));
  const std::string ours = content(second);
  fs::remove(cache() + "/key");  // another machine's key
  EXPECT_EQ(load("beta"), (Counts{0, 1}));
  EXPECT_EQ(load("beta"), (Counts{1, 0}));
  write(second, ours);
  EXPECT_EQ(load("beta"), (Counts{0, 1}));
}

TEST_F(Cache, NoChangedFileIsUsed) {
  load();
  const fs::path path = database();
  Mutator mutator(content(path));
  const Compiler warm = compiler_for("alpha");
  for (int i = mutant_count(40) > 200 ? 200 : mutant_count(40); i > 0; --i) {
    write(path, mutator.next());
    ASSERT_EQ(load(), (Counts{0, 1}));
  }
}

TEST(Watch, TellsOfAChangeOnceItHasComeToRest) {
  std::string name = (fs::temp_directory_path() / "postgate-watch-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  for (const uint32_t flags : {0U, POSTGATE_WATCH_NO_NOTICES}) {
    postgate_watch_options options = POSTGATE_INIT(postgate_watch_options);
    options.settle_ns = 20'000'000;
    options.flags = flags;
    postgate_watch* watch = nullptr;
    ASSERT_EQ(postgate_watch_create(name.c_str(), &options, &watch, nullptr), POSTGATE_OK);
    EXPECT_EQ(postgate_watch_descriptor(watch) >= 0, flags == 0);
    const auto polled = [&] {
      int32_t changed = 7;
      EXPECT_EQ(postgate_watch_poll(watch, &changed, nullptr), POSTGATE_OK);
      return changed;
    };
    const auto rest = [] { std::this_thread::sleep_for(std::chrono::milliseconds(40)); };
    EXPECT_EQ(polled(), 0);
    std::ofstream(name + "/a.tmp") << "half";
    EXPECT_EQ(polled(), 0);
    rest();
    EXPECT_EQ(polled(), 0) << "a temporary file is none";
    fs::rename(name + "/a.tmp", name + "/a.pgpack");
    EXPECT_EQ(polled(), 0) << "not at rest yet";
    rest();
    EXPECT_EQ(polled(), 1);
    EXPECT_EQ(polled(), 0);
    std::ofstream(name + "/a.pgpack", std::ios::app) << "more";
    polled();
    rest();
    EXPECT_EQ(polled(), 1);
    fs::remove(name + "/a.pgpack");
    polled();
    rest();
    EXPECT_EQ(polled(), 1);
    postgate_watch_destroy(watch);
  }
  fs::remove_all(name);
}

}  // namespace
}  // namespace capi_test

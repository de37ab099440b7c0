// Eight threads scan one post while two others install two rulesets in turn. The
// post breaks a rule of each; a verdict must name exactly one pack, the one that was
// installed under its generation. Meant for the thread sanitizer too.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "postgate.h"
#include "support/sanitized.h"

namespace {

constexpr int kInstalls = POSTGATE_TEST_SANITIZED != 0 ? 4000 : 20'000;
constexpr int kScanners = 8;
constexpr int kInstallers = 2;
constexpr int kBurst = 4;  // installs before a scan must have ended
constexpr std::string_view kPost = "前面 alpha 中间 beta 后面 alpha beta。";

struct Release {
  void operator()(postgate_compiler* handle) const { postgate_compiler_destroy(handle); }
  void operator()(postgate_ruleset* handle) const { postgate_ruleset_release(handle); }
  void operator()(postgate_engine* handle) const { postgate_engine_destroy(handle); }
  void operator()(postgate_scanner* handle) const { postgate_scanner_destroy(handle); }
};
template <typename Handle>
using Owned = std::unique_ptr<Handle, Release>;

// A pack whose name is also its only word.
Owned<postgate_ruleset> build(const std::string& word) {
  const std::string pack = "[pack]\nname = \"" + word +
                           "\"\nversion = 1\nrelease = \"1\"\nrequires = \"0.1\"\ntitle = { en = \"swap\" }\n"
                           "[[category]]\nid = \"ads\"\ntitle = { en = \"ads\" }\n"
                           "clause = { document = \"a\", text = \"b\" }\n";
  const std::string rules = "[[rule]]\nid = \"ads." + word +
                            "\"\ncategory = \"ads\"\naction = \"hold\"\ngrade = 2\ntitle = { en = \"one\" }\n"
                            "hint = { en = \"no\" }\nwords = [\"" +
                            word + "\"]\nexamples = [\"x " + word + "\", \"" + word +
                            " y\"]\ncounter = [\"nothing\", \"at all\"]\n";
  postgate_compiler* made = nullptr;
  EXPECT_EQ(postgate_compiler_create(nullptr, &made, nullptr), POSTGATE_OK);
  const Owned<postgate_compiler> compiler(made);
  EXPECT_EQ(postgate_compiler_add_file(made, "k", "pack.toml", pack.data(), pack.size(), nullptr),
            POSTGATE_OK);
  EXPECT_EQ(postgate_compiler_add_file(made, "k", "rules/a.toml", rules.data(), rules.size(), nullptr),
            POSTGATE_OK);
  postgate_ruleset* ruleset = nullptr;
  postgate_error error = POSTGATE_INIT(postgate_error);
  EXPECT_EQ(postgate_compiler_build(made, &ruleset, &error), POSTGATE_OK)
      << error.file << ": " << error.message;
  return Owned<postgate_ruleset>(ruleset);
}

// Which pack was installed under each generation, as the installers saw it.
class Log {
 public:
  void add(std::uint64_t generation, std::string_view pack) {
    const std::lock_guard lock(mutex_);
    EXPECT_TRUE(packs_.emplace(generation, pack).second) << "generation " << generation << " came twice";
  }
  [[nodiscard]] const std::map<std::uint64_t, std::string>& packs() const { return packs_; }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, std::string> packs_;
};

struct Seen {
  std::uint64_t generation;
  std::string pack;
};

std::string_view view(const postgate_string& text) { return {text.data, text.size}; }

// One verdict, checked for being of one piece.
Seen judge(postgate_scanner* scanner) {
  const postgate_verdict* verdict = nullptr;
  EXPECT_EQ(postgate_scan_utf8(scanner, kPost.data(), kPost.size(), nullptr, &verdict, nullptr), POSTGATE_OK);
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  EXPECT_EQ(postgate_verdict_get_summary(verdict, &summary), POSTGATE_OK);
  postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
  EXPECT_EQ(postgate_verdict_pack_at(verdict, 0, &pack), POSTGATE_OK);
  EXPECT_GT(summary.finding_count, 0U);
  for (std::size_t i = 0; i < summary.finding_count; ++i) {
    postgate_finding finding = POSTGATE_INIT(postgate_finding);
    EXPECT_EQ(postgate_verdict_finding_at(verdict, i, &finding), POSTGATE_OK);
    EXPECT_EQ(view(finding.pack), view(pack.name));
    EXPECT_EQ(kPost.substr(finding.where.bytes.begin, finding.where.bytes.end - finding.where.bytes.begin),
              view(pack.name));
  }
  return {summary.generation, std::string(view(pack.name))};
}

TEST(HotSwap, EveryVerdictBelongsToOneRuleset) {
  const Owned<postgate_ruleset> rulesets[] = {build("alpha"), build("beta")};
  const std::string_view names[] = {"alpha", "beta"};
  postgate_engine* made = nullptr;
  ASSERT_EQ(postgate_engine_create(nullptr, &made, nullptr), POSTGATE_OK);
  Owned<postgate_engine> engine(made);
  Log log;
  const auto install = [&](int which) {
    std::uint64_t generation = 0;
    EXPECT_EQ(postgate_engine_install(made, rulesets[which].get(), &generation, nullptr), POSTGATE_OK);
    log.add(generation, names[which]);
  };
  install(0);

  std::atomic<bool> stop{false};
  std::vector<std::vector<Seen>> seen(kScanners);
  std::vector<std::thread> scanners;
  std::atomic<int> ready{0};
  std::atomic<std::uint64_t> scans{0};
  for (std::vector<Seen>& mine : seen) {
    scanners.emplace_back([&mine, &stop, &ready, &scans, made] {
      postgate_scanner* handle = nullptr;
      ASSERT_EQ(postgate_scanner_create(made, &handle, nullptr), POSTGATE_OK);
      const Owned<postgate_scanner> scanner(handle);
      ++ready;
      for (int round = 0; !stop; ++round) {
        const Seen now = judge(handle);
        ++scans;
        if (mine.empty() || mine.back().generation != now.generation) {
          EXPECT_TRUE(mine.empty() || mine.back().generation < now.generation) << "went back";
          mine.push_back(now);
        }
        if (round % 8 == 0) std::this_thread::yield();
        if (round % 64 == 0) {
          EXPECT_EQ(postgate_scanner_reset(handle), POSTGATE_OK);
        }
        if (round % 64 == 32) {
          EXPECT_EQ(postgate_scanner_prepare(handle, nullptr), POSTGATE_OK);
        }
      }
    });
  }
  while (ready < kScanners) std::this_thread::yield();
  std::vector<std::thread> installers;
  for (int i = 0; i < kInstallers; ++i) {
    installers.emplace_back([&, i] {
      for (int n = 0; n < kInstalls / kInstallers; ++n) {
        install((n + i) % 2);
        postgate_ruleset* current = nullptr;
        EXPECT_EQ(postgate_engine_current(made, &current, nullptr), POSTGATE_OK);
        const Owned<postgate_ruleset> held(current);
        EXPECT_NE(current, nullptr);
        const std::uint64_t before = scans;
        while (n % kBurst == 0 && scans == before) std::this_thread::yield();
      }
    });
  }
  for (std::thread& thread : installers) thread.join();
  stop = true;
  for (std::thread& thread : scanners) thread.join();

  EXPECT_EQ(log.packs().size(), static_cast<std::size_t>(kInstalls) + 1);
  std::size_t swaps = 0;
  for (const std::vector<Seen>& mine : seen) {
    swaps += mine.size();
    for (const Seen& verdict : mine) {
      const auto installed = log.packs().find(verdict.generation);
      ASSERT_NE(installed, log.packs().end()) << verdict.generation;
      EXPECT_EQ(installed->second, verdict.pack);
    }
  }
  RecordProperty("swaps_seen", static_cast<int>(swaps));
  EXPECT_GT(swaps, std::size_t{kScanners} + 10) << "the scanners saw next to no swap";
}

// Rulesets that nobody holds any more are freed while scans go on; the sanitizers watch.
TEST(HotSwap, RulesetsAreReleasedWhileTheyAreInUse) {
  constexpr int kRounds = 20;
  postgate_engine* made = nullptr;
  ASSERT_EQ(postgate_engine_create(nullptr, &made, nullptr), POSTGATE_OK);
  Owned<postgate_engine> engine(made);
  ASSERT_EQ(postgate_engine_install(made, build("alpha").get(), nullptr, nullptr), POSTGATE_OK);
  std::atomic<bool> stop{false};
  std::vector<std::thread> scanners;
  for (int i = 0; i < 4; ++i) {
    scanners.emplace_back([&stop, made] {
      postgate_scanner* handle = nullptr;
      ASSERT_EQ(postgate_scanner_create(made, &handle, nullptr), POSTGATE_OK);
      const Owned<postgate_scanner> scanner(handle);
      while (!stop) judge(handle);
    });
  }
  for (int round = 0; round < kRounds; ++round) {
    const Owned<postgate_ruleset> ruleset = build(round % 2 == 0 ? "beta" : "alpha");
    ASSERT_EQ(postgate_engine_install(made, ruleset.get(), nullptr, nullptr), POSTGATE_OK);
  }
  stop = true;
  for (std::thread& thread : scanners) thread.join();
}

// Accounts are read anew, used and released while scans and swaps go on.
TEST(HotSwap, AccountsChangeWhileTheyAreInUse) {
  constexpr int kRounds = 40;
  const Owned<postgate_ruleset> rulesets[] = {build("alpha"), build("beta")};
  postgate_engine* made = nullptr;
  ASSERT_EQ(postgate_engine_create(nullptr, &made, nullptr), POSTGATE_OK);
  Owned<postgate_engine> engine(made);
  ASSERT_EQ(postgate_engine_install(made, rulesets[0].get(), nullptr, nullptr), POSTGATE_OK);
  std::mutex mutex;
  postgate_account* current = nullptr;  // under mutex
  const auto replace = [&](int round) {
    const std::string toml = "id = \"" + std::to_string(round) +
                             "\"\nphrases = [\"前面 alpha 中间 beta 后面 alpha beta\"]\n"
                             "terms = [{ word = \"中间\", action = \"hold\" }]\n";
    postgate_accounts* list = nullptr;
    ASSERT_EQ(postgate_accounts_create(&list, nullptr), POSTGATE_OK);
    EXPECT_EQ(postgate_accounts_add_file(list, "a", toml.data(), toml.size(), nullptr), POSTGATE_OK);
    postgate_account* fresh = nullptr;
    EXPECT_EQ(postgate_accounts_at(list, 0, &fresh, nullptr), POSTGATE_OK);
    postgate_accounts_destroy(list);
    const std::lock_guard lock(mutex);
    postgate_account_release(current);
    current = fresh;
  };
  replace(0);
  std::atomic<bool> stop{false};
  std::vector<std::thread> scanners;
  for (int i = 0; i < 4; ++i) {
    scanners.emplace_back([&] {
      postgate_scanner* handle = nullptr;
      ASSERT_EQ(postgate_scanner_create(made, &handle, nullptr), POSTGATE_OK);
      const Owned<postgate_scanner> scanner(handle);
      while (!stop) {
        postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
        postgate_account* mine = nullptr;
        {
          const std::lock_guard lock(mutex);
          mine = postgate_account_retain(current);
        }
        options.account = mine;
        const postgate_verdict* verdict = nullptr;
        EXPECT_EQ(postgate_scan_utf8(handle, kPost.data(), kPost.size(), &options, &verdict, nullptr),
                  POSTGATE_OK);
        postgate_account_release(mine);
        postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
        EXPECT_EQ(postgate_verdict_get_summary(verdict, &summary), POSTGATE_OK);
        EXPECT_EQ(summary.action, POSTGATE_ACTION_ALLOW);
        EXPECT_EQ(summary.excused_count, 2U);  // the rule and the term
        EXPECT_FALSE(view(summary.account).empty());
      }
    });
  }
  for (int round = 1; round <= kRounds; ++round) {
    replace(round);
    ASSERT_EQ(postgate_engine_install(made, rulesets[round % 2].get(), nullptr, nullptr), POSTGATE_OK);
    std::this_thread::yield();
  }
  stop = true;
  for (std::thread& thread : scanners) thread.join();
  postgate_account_release(current);
}

}  // namespace

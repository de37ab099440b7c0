// Runs an engine as a busy platform would, for as long as it is told: scans on two threads while rulesets
// are compiled and installed, shadows and canaries come and go, accounts are read anew, scanners are made and
// dropped, and statistics are read. Prints a line every few seconds, and fails if memory goes on growing.
//   postgate_soak SECONDS
#include <postgate.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/current_account.h"

namespace {

using Clock = std::chrono::steady_clock;

std::atomic<bool> stop{false};
std::atomic<std::uint64_t> posts{0};
std::atomic<std::uint64_t> failures{0};
postgate_test::CurrentAccount current_account;

void expect(bool holds) {
  if (!holds) ++failures;
}

postgate_ruleset* build(bool other) {
  const std::string pack =
      "[pack]\nname = \"soak\"\nversion = 1\nrelease = \"1\"\nrequires = \"0.1\"\ntitle = { en = \"t\" }\n"
      "[[category]]\nid = \"ads\"\ntitle = { en = \"ads\" }\nclause = { document = \"a\", text = \"b\" }\n";
  const std::string rules =
      std::string("[[rule]]\nid = \"soak.") + (other ? "b" : "a") +
      "\"\ncategory = \"ads\"\naction = \"hold\"\ngrade = 2\ntitle = \"t\"\nhint = \"h\"\n"
      "words = [\"soak-word\", \"another-word\"]\nregex = [\"[0-9]{3}-[a-z]{4}\"]\n"
      "examples = [\"a\", \"b\"]\ncounter = [\"c\", \"d\"]\n";
  postgate_compiler_options options = POSTGATE_INIT(postgate_compiler_options);
  options.flags = POSTGATE_COMPILE_SKIP_SELF_TEST;
  postgate_compiler* compiler = nullptr;
  postgate_ruleset* ruleset = nullptr;
  expect(postgate_compiler_create(&options, &compiler, nullptr) == POSTGATE_OK);
  if (other) expect(postgate_compiler_add_builtin(compiler, "gov-cn", nullptr) == POSTGATE_OK);
  expect(postgate_compiler_add_file(compiler, "k", "pack.toml", pack.data(), pack.size(), nullptr) ==
         POSTGATE_OK);
  expect(postgate_compiler_add_file(compiler, "k", "rules/a.toml", rules.data(), rules.size(), nullptr) ==
         POSTGATE_OK);
  expect(postgate_compiler_build(compiler, &ruleset, nullptr) == POSTGATE_OK);
  postgate_compiler_destroy(compiler);
  return ruleset;
}

void scan_all(postgate_engine* engine) {
  std::string text = "soak-word 123-abcd ";
  for (int i = 0; i < 40; ++i) text += "The library is open every day of the week. ";
  const std::string pieces[] = {"clean text", text,
                                "another-word \xE5\x8A\xA0\xE5\xBE\xAE\xE4\xBF\xA1 abc123456", "ab\xFF"};
  for (std::uint64_t n = 0; !stop;) {
    postgate_scanner* scanner = nullptr;
    expect(postgate_scanner_create(engine, &scanner, nullptr) == POSTGATE_OK);
    for (int i = 0; i < 20'000 && !stop; ++i, ++n) {
      const std::string& piece = pieces[n % 4];
      const std::string key = std::to_string(n % 1000);
      const std::string group = "group " + std::to_string(n % 300);
      postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
      options.canary_key = {key.data(), key.size()};
      options.group = {group.data(), group.size()};
      postgate_account* account = current_account.take();
      options.account = account;
      const postgate_verdict* verdict = nullptr;
      const std::int32_t status =
          postgate_scan_utf8(scanner, piece.data(), piece.size(), &options, &verdict, nullptr);
      expect(n % 4 == 3 ? status == POSTGATE_E_ENCODING : status == POSTGATE_OK);
      postgate_account_release(account);
      ++posts;
    }
    postgate_scanner_destroy(scanner);
  }
}

void change_account(unsigned number) {
  std::string toml = "id = \"a" + std::to_string(number) +
                     "\"\nphrases = [\"another-word\"]\ndomains = [\"soak.example.com\"]\nterms = [\n";
  for (int i = 0; i < 200; ++i) {
    toml += "{ word = \"old term " + std::to_string(number % 7 * 1000 + static_cast<unsigned>(i)) + "\" },\n";
  }
  expect(current_account.read(toml + "]\n"));
}

void change_all(postgate_engine* engine) {
  for (unsigned n = 0; !stop; ++n) {
    postgate_ruleset* ruleset = build(n % 2 == 1);
    postgate_canary_options canary = POSTGATE_INIT(postgate_canary_options);
    canary.share_ppm = 250'000;
    postgate_shadow_options shadow = POSTGATE_INIT(postgate_shadow_options);
    shadow.budget_ns = 1'000'000;
    if (n % 3 == 0) expect(postgate_engine_install(engine, ruleset, nullptr, nullptr) == POSTGATE_OK);
    if (n % 3 == 1)
      expect(postgate_engine_set_shadow(engine, n % 4 == 1 ? nullptr : ruleset, &shadow, nullptr, nullptr) ==
             POSTGATE_OK);
    if (n % 3 == 2)
      expect(postgate_engine_set_canary(engine, n % 4 == 2 ? nullptr : ruleset, &canary, nullptr, nullptr) ==
             POSTGATE_OK);
    postgate_ruleset_release(ruleset);
    for (unsigned i = 0; i < 10 && !stop; ++i) {
      change_account(n * 10 + i);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

std::size_t resident_kib() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

std::size_t read_statistics(postgate_engine* engine) {
  postgate_stats* stats = nullptr;
  expect(postgate_stats_take(engine, &stats, nullptr) == POSTGATE_OK);
  std::size_t size = 0;
  expect(postgate_stats_text(stats, POSTGATE_STATS_JSON, nullptr, 0, &size, nullptr) == POSTGATE_OK);
  std::size_t pins = 0;
  postgate_stats_pin pin = POSTGATE_INIT(postgate_stats_pin);
  while (postgate_stats_pin_at(stats, pins, &pin) == POSTGATE_OK) ++pins;
  postgate_stats_destroy(stats);
  return pins;
}

}  // namespace

int main(int argc, char** argv) {
  const long seconds = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 60;
  postgate_engine_options options = POSTGATE_INIT(postgate_engine_options);
  options.flags = POSTGATE_ENGINE_STATISTICS;
  postgate_engine* engine = nullptr;
  if (postgate_engine_create(&options, &engine, nullptr) != POSTGATE_OK) return 2;
  postgate_ruleset* first = build(true);
  if (postgate_engine_install(engine, first, nullptr, nullptr) != POSTGATE_OK) return 2;
  postgate_ruleset_release(first);
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back(scan_all, engine);
  threads.emplace_back(change_all, engine);
  const long every = std::max(1L, seconds / 20);
  std::vector<std::size_t> memory;
  std::puts("seconds      posts  resident KiB  pins");
  for (long now = 0; now < seconds;) {
    const long pause = std::min(every, seconds - now);
    const Clock::time_point until = Clock::now() + std::chrono::seconds(pause);
    while (Clock::now() < until) {
      read_statistics(engine);
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    now += pause;
    memory.push_back(resident_kib());
    std::printf("%7ld %10llu %13zu %5zu\n", now, static_cast<unsigned long long>(posts.load()), memory.back(),
                read_statistics(engine));
    std::fflush(stdout);
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  postgate_engine_destroy(engine);
  // The peak of the second quarter against that of the last: what grows without end shows in between.
  const std::size_t quarter = std::max<std::size_t>(memory.size() / 4, 1);
  const auto peak = [&](std::size_t from) {
    return *std::max_element(
        memory.begin() + static_cast<std::ptrdiff_t>(from),
        memory.begin() + static_cast<std::ptrdiff_t>(std::min(from + quarter, memory.size())));
  };
  const std::size_t before = peak(std::min(quarter, memory.size() - 1));
  const std::size_t after = peak(memory.size() - quarter);
  const bool flat = after <= before + before / 10;
  std::printf("%llu posts, %llu failures, peak of the second quarter %zu KiB, of the last %zu KiB: %s\n",
              static_cast<unsigned long long>(posts.load()), static_cast<unsigned long long>(failures.load()),
              before, after, flat ? "flat" : "growing");
  return flat && failures == 0 ? 0 : 1;
}

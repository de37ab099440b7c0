// Updates under load: four threads judge posts while packs are built, tested and installed. No scan fails,
// each verdict is of one release, memory comes to rest, and the time of a scan is told. How many:
// POSTGATE_INSTALLS; from 1,000 on memory must be flat within two percent.
#include <gtest/gtest.h>
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

#include "postgate.h"
#include "support/sanitized.h"

namespace {

constexpr int kManyInstalls = 1000;
constexpr bool kSanitized = POSTGATE_TEST_SANITIZED != 0;

using Clock = std::chrono::steady_clock;

[[nodiscard]] long resident_kib() {
  std::ifstream in("/proc/self/statm");
  long size = 0;
  long resident = 0;
  in >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE) / 1024;
}

const char* word_of(std::uint64_t number) { return number % 2 == 0 ? "alpha" : "beta"; }

// Whether a verdict over a post with both words says only what one release says: its own rule, again and
// again.
bool of_one_release(const postgate_verdict* verdict) {
  postgate_verdict_summary summary = POSTGATE_INIT(postgate_verdict_summary);
  postgate_pack_info pack = POSTGATE_INIT(postgate_pack_info);
  postgate_finding finding = POSTGATE_INIT(postgate_finding);
  if (postgate_verdict_get_summary(verdict, &summary) != POSTGATE_OK) return false;
  if (postgate_verdict_pack_at(verdict, 0, &pack) != POSTGATE_OK) return false;
  const std::string rule = std::string("ads.") + word_of(pack.version - 1);
  for (std::size_t i = 0; i < summary.finding_count; ++i) {
    if (postgate_verdict_finding_at(verdict, i, &finding) != POSTGATE_OK) return false;
    if (std::string(finding.rule.data, finding.rule.size) != rule) return false;
  }
  return summary.action == POSTGATE_ACTION_HOLD && summary.finding_count > 0;
}

postgate_compiler* compiler_for(int number) {
  const std::string word = word_of(static_cast<std::uint64_t>(number));
  const std::string pack = "[pack]\nname = \"swap\"\nversion = " + std::to_string(number + 1) +
                           "\nrequires = \"0.1\"\ntitle = { en = \"swap\" }\n[[category]]\nid = "
                           "\"ads\"\ntitle = { en = \"ads\" }\n"
                           "clause = { document = \"a\", text = \"b\" }\n";
  const std::string rules = "[[rule]]\nid = \"ads." + word +
                            "\"\ncategory = \"ads\"\naction = \"hold\"\ngrade = 2\ntitle = { en = \"one\" }\n"
                            "hint = { en = \"no\" }\nwords = [\"" +
                            word + "\"]\nregex = ['z[0-9]{2,9}" + word + "']\nexamples = [\"x " + word +
                            "\", \"" + word + " y\"]\ncounter = [\"nothing\", \"at all\"]\n";
  postgate_compiler* compiler = nullptr;
  EXPECT_EQ(postgate_compiler_create(nullptr, &compiler, nullptr), POSTGATE_OK);
  postgate_compiler_add_file(compiler, "k", "pack.toml", pack.data(), pack.size(), nullptr);
  postgate_compiler_add_file(compiler, "k", "rules/a.toml", rules.data(), rules.size(), nullptr);
  return compiler;
}

struct Times {
  std::vector<double> idle;
  std::vector<double> busy;
};

double percentile(std::vector<double>& times, double share) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

TEST(UpdateLoad, NoScanFailsAndMemoryComesToRest) {
  const char* asked = std::getenv("POSTGATE_INSTALLS");
  const int installs = asked == nullptr ? 40 : std::max(20, std::atoi(asked));
  postgate_engine* engine = nullptr;
  ASSERT_EQ(postgate_engine_create(nullptr, &engine, nullptr), POSTGATE_OK);
  const auto update = [&](int number) {
    postgate_compiler* compiler = compiler_for(number);
    EXPECT_EQ(postgate_engine_update(engine, compiler, nullptr, nullptr, nullptr), POSTGATE_OK);
    postgate_compiler_destroy(compiler);
  };
  update(0);
  std::string post;
  for (int i = 0; i < 40; ++i) post += "a post of some length with alpha in it and beta ";
  std::atomic<bool> stop{false};
  std::atomic<bool> busy{false};
  std::atomic<int> failed{0};
  std::atomic<int> mixed{0};
  std::vector<Times> times(4);
  std::vector<std::thread> threads;
  for (Times& mine : times) {
    for (std::vector<double>* list : {&mine.idle, &mine.busy}) {
      list->resize(200'000);  // so that their pages are there before anything is measured
      list->clear();
    }
    threads.emplace_back([&, engine] {
      postgate_scanner* scanner = nullptr;
      ASSERT_EQ(postgate_scanner_create(engine, &scanner, nullptr), POSTGATE_OK);
      while (!stop) {
        const bool now_busy = busy;
        const Clock::time_point begin = Clock::now();
        const postgate_verdict* verdict = nullptr;
        const int32_t status =
            postgate_scan_utf8(scanner, post.data(), post.size(), nullptr, &verdict, nullptr);
        const double spent = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
        failed += status == POSTGATE_OK ? 0 : 1;
        mixed += status == POSTGATE_OK && !of_one_release(verdict) ? 1 : 0;
        std::vector<double>& list = now_busy ? mine.busy : mine.idle;
        if (list.size() < list.capacity()) list.push_back(spent);
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
      postgate_scanner_destroy(scanner);
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  busy = true;
  long warm = 0;
  for (int i = 1; i <= installs; ++i) {
    update(i);
    if (i == installs / 5) warm = resident_kib();
  }
  busy = false;
  const long at_end = resident_kib();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(mixed, 0);
  if (installs >= kManyInstalls && !kSanitized) {
    EXPECT_LE(at_end, warm + warm / 50) << "KiB resident";
  }
  Times all;
  for (const Times& mine : times) {
    all.idle.insert(all.idle.end(), mine.idle.begin(), mine.idle.end());
    all.busy.insert(all.busy.end(), mine.busy.begin(), mine.busy.end());
  }
  std::printf("%d installs: resident %ld KiB after %d, %ld KiB at the end\n", installs, warm, installs / 5,
              at_end);
  std::printf("scan, 4 threads: idle p50 %.1f p99 %.1f us (%zu), updating p50 %.1f p99 %.1f us (%zu)\n",
              percentile(all.idle, 0.5), percentile(all.idle, 0.99), all.idle.size(),
              percentile(all.busy, 0.5), percentile(all.busy, 0.99), all.busy.size());
  postgate_engine_destroy(engine);
}

}  // namespace

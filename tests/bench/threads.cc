#include "bench/threads.h"

#include <algorithm>
#include <cstdio>
#include <thread>
#include <vector>

#include "bench/clock.h"
#include "bench/whole_scan.h"
#include "bench/words.h"

namespace postgate_bench {

namespace {

constexpr std::size_t kWords = 20'000;
constexpr int kRounds = 20;

// Nanoseconds of this thread for all posts, the median of some rounds.
double time_of(Contender& scan, const std::vector<std::string>& posts) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const double begin = thread_ns();
    scan.run(posts);
    times.push_back(thread_ns() - begin);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

void print_threads(const Posts& posts) {
  if (std::thread::hardware_concurrency() < 2) return;
  const std::unique_ptr<Contender> first = make_whole_scan(make_words(posts.texts, kWords));
  const std::unique_ptr<Contender> second = make_scanner_beside(*first);
  const double alone = time_of(*first, posts.texts);
  double beside = 0;
  std::thread other([&] { beside = time_of(*second, posts.texts); });
  const double both = (time_of(*first, posts.texts));
  other.join();
  // Of the time that each had a processor to itself: how much of it the other took by sharing caches and
  // engine.
  std::printf("\nTwo threads on one engine do %.2f times the work of one.\n", alone / both + alone / beside);
}

}  // namespace postgate_bench

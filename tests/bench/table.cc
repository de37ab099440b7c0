#include "bench/table.h"

#include <postgate.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "bench/raw_hyperscan.h"

namespace postgate_bench {

namespace {

std::string cpu_model() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const std::size_t colon = line.find(": ");
    if (line.rfind("model name", 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown CPU";
}

double median(Times times) {
  std::sort(times.begin(), times.end());
  const std::size_t half = times.size() / 2;
  return times.size() % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
}

// Widest distance of a round from the median, in per cent: how far to trust the number.
double spread(const Times& times) {
  const auto [least, most] = std::minmax_element(times.begin(), times.end());
  const double middle = median(times);
  return 100 * std::max(*most - middle, middle - *least) / middle;
}

const char* info(const char* key) {
  const char* value = postgate_build_info(key);
  return value != nullptr ? value : "?";
}

}  // namespace

void print_table(const Options& options, const Posts& posts, const Times& fold,
                 const std::vector<Row>& rows) {
  const auto count = static_cast<double>(posts.texts.size());
  const auto bytes = static_cast<double>(posts.bytes);
  const auto per_post = [count](const Times& times) { return median(times) / count; };
  const auto rate = [bytes](const Times& times) { return bytes / median(times) * 1e3; };

  std::printf("\npostgate %s, one thread of %s\n", postgate_version_string(), cpu_model().c_str());
  std::printf("Hyperscan %s; %s; %s\n", hyperscan_version(), info("compiler"), info("unicode"));
  std::printf("%zu posts (%s), %.0f bytes on average; thread time, median of %zu interleaved rounds\n\n",
              posts.texts.size(), posts.source.c_str(), bytes / count, options.rounds);
  std::printf(
      "          ---- nanoseconds a post ---          ------ MB/s ------    - posts hit -    - build ms --   "
      " - memory KiB --\n");
  std::printf(
      "   words  hyperscan    fold  postgate   ratio     hs   fold     pg       hs     pg       hs     pg    "
      "    hs      pg\n");
  double widest = spread(fold);
  for (const Row& row : rows) {
    widest = std::max({widest, spread(row.hyperscan), spread(row.postgate)});
    std::printf("%8zu %10.0f %7.0f %9.0f %7.2f %6.0f %6.0f %6.0f %8zu %6zu %8.0f %6.0f %9zu %7zu\n",
                row.words, per_post(row.hyperscan), per_post(fold), per_post(row.postgate),
                median(row.postgate) / median(row.hyperscan), rate(row.hyperscan), rate(fold),
                rate(row.postgate), row.hyperscan_hits, row.postgate_hits, row.hyperscan_build_ms,
                row.postgate_build_ms, row.hyperscan_bytes / 1024, row.postgate_bytes / 1024);
  }
  std::printf(
      "\nposts hit: postgate sees words through separators and other spellings, Hyperscan as written.\n");
  std::printf("No round is further than %.0f %% from its median.%s\n", widest,
              widest > 25 ? " The machine is busy: run it again when it is not." : "");
}

}  // namespace postgate_bench

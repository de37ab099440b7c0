#include "bench/table.h"

#include <postgate.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "bench/median.h"
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

void print_table(const Options& options, const Posts& posts, const std::vector<Row>& rows) {
  const auto count = static_cast<double>(posts.texts.size());
  const auto bytes = static_cast<double>(posts.bytes);
  std::printf("\npostgate %s, one thread of %s\n", postgate_version_string(), cpu_model().c_str());
  std::printf("Hyperscan %s; %s; %s\n", hyperscan_version(), info("compiler"), info("unicode"));
  std::printf("%zu posts (%s), %.0f bytes on average; thread time, median of %zu interleaved rounds\n",
              posts.texts.size(), posts.source.c_str(), bytes / count, options.rounds);
  double widest = 0;
  for (const Row& row : rows) {
    std::printf("\n%7zu words     ns/post    GB/s   ratio   build ms      MiB   posts hit\n", row.words);
    const double floor = median(row.lines.front().times);
    for (const Line& line : row.lines) {
      const double time = median(line.times);
      widest = std::max(widest, spread(line.times));
      std::printf("%-16s %8.0f %7.3f %7.2f %10.1f", line.name.c_str(), time / count, bytes / time,
                  time / floor, line.build_ms);
      if (line.bytes > 0) {
        std::printf(" %8.1f", static_cast<double>(line.bytes) / 1048576);
      } else {
        std::printf("        -");
      }
      std::printf(" %11zu\n", line.hits);
    }
  }
  std::printf(
      "\nposts hit: postgate sees words through separators and other spellings, the others as written.\n");
  std::printf("No round is further than %.0f %% from its median.%s\n", widest,
              widest > 25 ? " The machine is busy: run it again when it is not." : "");
}

}  // namespace postgate_bench

// What the benchmark was asked to do.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace postgate_bench {

struct Options {
  std::vector<std::size_t> words = {2'000, 20'000, 100'000, 1'000'000};
  std::size_t rounds = 7;
  std::size_t most_posts = 100'000;
  std::string posts_file;  // empty: the texts beside the project, else generated ones
  std::string only;        // contenders whose names hold this; empty: all
  std::string plot_file;
  bool latency = true;
  bool pair_levels = false;
  bool portable = false;  // as on a CPU without SIMD
  bool links = false;     // lists of links instead of words
  bool help = false;
};

// False, with a line on standard error, if the arguments make no sense.
bool read_options(int argc, char** argv, Options& options);
void print_help();

}  // namespace postgate_bench

// The table people read.
#pragma once

#include <cstddef>
#include <vector>

#include "bench/options.h"
#include "bench/posts.h"

namespace postgate_bench {

// Nanoseconds for all posts, one number a round.
using Times = std::vector<double>;

struct Row {
  std::size_t words = 0;
  Times hyperscan;
  Times postgate;
  std::size_t hyperscan_hits = 0;  // posts with a hit
  std::size_t postgate_hits = 0;
  double hyperscan_build_ms = 0;
  double postgate_build_ms = 0;
  std::size_t hyperscan_bytes = 0;
  std::size_t postgate_bytes = 0;
};

void print_table(const Options& options, const Posts& posts, const Times& fold, const std::vector<Row>& rows);

}  // namespace postgate_bench

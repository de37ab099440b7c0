// The table people read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/options.h"
#include "bench/posts.h"

namespace postgate_bench {

// Nanoseconds for all posts, one number a round.
using Times = std::vector<double>;

struct Line {
  std::string name;
  Times times;
  std::size_t hits = 0;  // posts with a hit
  double build_ms = 0;
  std::size_t bytes = 0;
};

// All contenders with one dictionary; the first is what the others are compared with.
struct Row {
  std::size_t words = 0;
  std::vector<Line> lines;
};

void print_table(const Options& options, const Posts& posts, const std::vector<Row>& rows);

}  // namespace postgate_bench

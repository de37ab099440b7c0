// How long single scans take, by length of the post and by what it is made of.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/posts.h"

namespace postgate_bench {

struct Latency {
  std::string kind;
  std::size_t bytes = 0;
  double p50 = 0;  // nanoseconds
  double p99 = 0;
  double p999 = 0;
};

// 20,000 words; posts cut and joined from `posts`, and hostile ones.
std::vector<Latency> measure_latency(const Posts& posts);
void print_latency(const std::vector<Latency>& latencies);

}  // namespace postgate_bench

// One column of the table: something that is built once and then runs over all posts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace postgate_bench {

class Contender {
 public:
  Contender() = default;
  virtual ~Contender() = default;
  Contender(const Contender&) = delete;
  Contender& operator=(const Contender&) = delete;

  // Reads every post once; gives the number of posts with a hit. Throws std::runtime_error if one
  // could not be scanned: a benchmark of failures is worth nothing.
  virtual std::size_t run(const std::vector<std::string>& posts) = 0;

  double build_ms = 0;
  std::size_t memory_bytes = 0;
};

}  // namespace postgate_bench

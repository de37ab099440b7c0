// One line of the table: something that is built once from words and then runs over all posts.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace postgate_bench {

using Words = std::vector<std::string>;

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
  std::size_t memory_bytes = 0;  // 0: it does not say
};

// Who takes part. `most_words` keeps those out of a line who would need hours to build it.
struct Entrant {
  const char* name;
  std::size_t most_words;
  std::unique_ptr<Contender> (*make)(const Words& words);
};

// postgate and what Debian 12 has of its peers; those whose packages are missing are left out.
// The first is what all others are compared with.
const std::vector<Entrant>& entrants();

}  // namespace postgate_bench

// The posts to be scanned.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/options.h"

namespace postgate_bench {

struct Posts {
  std::vector<std::string> texts;
  std::string source;     // for people
  std::size_t bytes = 0;  // of all texts
};

// No texts if a file was named and holds none.
Posts get_posts(const Options& options);

}  // namespace postgate_bench

// For benchmarks, which cannot go on when a call fails.
#pragma once

#include <postgate.h>

#include <cstdio>
#include <cstdlib>

namespace postgate_bench {

inline void must(std::int32_t status) {
  if (status == POSTGATE_OK) return;
  std::fprintf(stderr, "%s\n", postgate_status_name(status));
  std::exit(2);
}

}  // namespace postgate_bench

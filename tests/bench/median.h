// The figure that one slow round does not move.
#pragma once

#include <algorithm>
#include <vector>

namespace postgate_bench {

// `values` has some.
inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace postgate_bench

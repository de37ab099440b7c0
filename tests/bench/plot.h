// Draws the cost of a post against the number of words, and of a byte against the length, as SVG.
#pragma once

#include <string>
#include <vector>

#include "bench/latency.h"
#include "bench/posts.h"
#include "bench/table.h"

namespace postgate_bench {

// Throws std::runtime_error if the file cannot be written.
void draw_plot(const std::string& file, const Posts& posts, const std::vector<Row>& rows,
               const std::vector<Latency>& latencies);

}  // namespace postgate_bench

// Measures how often symbols stand beside each other: makes plugin/match/data/pair_levels.inc.
#pragma once

#include <string>
#include <vector>

namespace postgate_bench {

// Prints the table: one digit a bucket, 64 buckets a line.
void print_pair_levels(const std::vector<std::string>& posts);

}  // namespace postgate_bench

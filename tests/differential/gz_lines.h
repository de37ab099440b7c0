// The lines of a gzip or plain text file. Shared by the differential tests and the benchmark.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace postgate_test {

// Empty optional if the file cannot be read to its end.
std::optional<std::vector<std::string>> read_gz_lines(const std::string& path);

}  // namespace postgate_test

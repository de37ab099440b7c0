// Hyperscan's literal matcher on the text as written: what speed is measured against.
#pragma once

#include <memory>

#include "bench/contender.h"

namespace postgate_bench {

// Throws std::runtime_error if the words do not compile.
std::unique_ptr<Contender> make_raw_hyperscan(const std::vector<std::string>& words);
const char* hyperscan_version();

}  // namespace postgate_bench

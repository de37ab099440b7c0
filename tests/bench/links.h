// `postgate_bench links`: how long a link takes against lists of growing length.
#pragma once

namespace postgate_bench {

// Prints the tables; throws std::runtime_error when something cannot be measured.
void measure_links();

}  // namespace postgate_bench

// Which of the kernels that Highway compiled is taken for a level. Stateless.
#pragma once

#include <cstddef>

#include "base/cpu_level.h"

namespace postgate {

// Whether this machine can run kernels of that level.
bool has_kernels_of(CpuLevel level);

// The place in Highway's dispatch tables of the best kernel within a level other than kBest.
std::size_t kernel_index(CpuLevel level);

}  // namespace postgate

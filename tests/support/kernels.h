// Runs a test once with every instruction set that the build and this CPU share.
#pragma once

#include <hwy/targets.h>

#include <cstdint>

namespace postgate_test {

// Calls `body(name)` with each in turn; afterwards the best is chosen again.
template <typename Body>
void for_each_kernel(Body body) {
  for (std::int64_t target = 1; target > 0 && target <= HWY_SCALAR; target <<= 1) {
    if ((hwy::SupportedTargets() & target) == 0) continue;
    hwy::SetSupportedTargetsForTest(target);
    body(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(0);
  }
}

}  // namespace postgate_test

#include "text/cpu_kernel.h"

#include <bit>
#include <cstdint>

// The tables are those of files that also compile for CPUs with VBMI2.
#define HWY_WANT_AVX3_DL 1
#include "hwy/highway.h"

namespace postgate {

namespace {

// Targets of a lower bit are better.
constexpr std::int64_t kAvx2Up = (HWY_AVX2 << 1) - 1;
constexpr std::int64_t kAvx512Up = (HWY_AVX3 << 1) - 1;
constexpr std::int64_t kVbmiUp = (HWY_AVX3_DL << 1) - 1;

constexpr std::int64_t above(CpuLevel level) {
  switch (level) {
    case CpuLevel::kBaseline:
      return HWY_ARCH_X86 ? kAvx2Up : 0;
    case CpuLevel::kAvx2:
      return kAvx512Up;
    case CpuLevel::kAvx512:
      return kVbmiUp;
    case CpuLevel::kAvx512Vbmi:
    case CpuLevel::kBest:
      break;
  }
  return 0;
}

}  // namespace

bool has_kernels_of(CpuLevel level) {
  if (level <= CpuLevel::kBaseline) return true;
  if (!HWY_ARCH_X86) return false;
  const std::int64_t here = hwy::SupportedTargets();
  if (level == CpuLevel::kAvx2) return (here & HWY_AVX2) != 0;
  return (here & (level == CpuLevel::kAvx512 ? HWY_AVX3 : HWY_AVX3_DL)) != 0;
}

std::size_t kernel_index(CpuLevel level) {
  if constexpr ((HWY_TARGETS & (HWY_TARGETS - 1)) == 0) {
    return 0;  // there is but one
  } else {
    const std::int64_t allowed = HWY_CHOSEN_TARGET_SHIFT(hwy::SupportedTargets() & ~above(level));
    const std::int64_t compiled = HWY_CHOSEN_TARGET_MASK_TARGETS & ~std::int64_t{1};
    const std::int64_t choice = (allowed & compiled) | HWY_CHOSEN_TARGET_MASK_SCALAR;
    return static_cast<std::size_t>(std::countr_zero(static_cast<std::uint64_t>(choice)));
  }
}

}  // namespace postgate

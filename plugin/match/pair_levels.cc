#include "match/pair_levels.h"

namespace postgate {

namespace {

// One hexadecimal digit a bucket; made by postgate_bench --pair-levels.
constexpr char kLevels[(1U << kPairLevelBits) + 1] =
#include "match/data/pair_levels.inc"
    ;

}  // namespace

unsigned pair_level(std::uint32_t pair) {
  const char digit = kLevels[pair_level_bucket(pair)];
  return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

}  // namespace postgate

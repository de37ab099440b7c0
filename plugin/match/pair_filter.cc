// One source for every instruction set: Highway compiles this file once for each and chooses when
// the library runs.
#include "match/pair_filter.h"

// Also compile for CPUs with VBMI2.
#define HWY_WANT_AVX3_DL 1
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "match/pair_filter.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "text/cpu_kernel.h"

HWY_BEFORE_NAMESPACE();
namespace postgate {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Gathering pays from 512 bits on; with 256 bits plain loads are faster.
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL

// Tests Lanes(d) positions, of which `valid` count; no symbol behind theirs is read.
template <class D>
HWY_INLINE std::size_t filter_block(D d, const char16_t* symbols, std::size_t base, std::size_t valid,
                                    const std::uint32_t* bitmap, int shift, std::uint32_t* out) {
  const hn::RebindToSigned<D> ds;
  const hn::Rebind<std::uint16_t, D> d16;
  const auto* const units = reinterpret_cast<const std::uint16_t*>(symbols);
  const auto within = hn::FirstN(d16, valid);
  const auto first = hn::PromoteTo(d, hn::MaskedLoad(within, d16, units));
  const auto second = hn::PromoteTo(d, hn::MaskedLoad(within, d16, units + 1));
  const auto pair = hn::Or(first, hn::ShiftLeft<16>(second));
  const auto hash = hn::Mul(pair, hn::Set(d, 0x9E3779B1U));
  const auto word = hn::GatherIndex(d, bitmap, hn::BitCast(ds, hn::ShiftRightSame(hash, shift)));
  const auto low = hn::Set(d, 31);
  const auto one = hn::Set(d, 1);
  const auto bits = hn::Or(hn::Shl(one, hn::And(hn::ShiftRightSame(hash, shift - 5), low)),
                           hn::Shl(one, hn::And(hn::ShiftRightSame(hash, shift - 10), low)));
  const auto hit = hn::And(hn::Eq(hn::And(word, bits), bits), hn::FirstN(d, valid));
  alignas(64) static constexpr std::uint32_t kLane[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const auto places = hn::Add(hn::Load(d, kLane), hn::Set(d, static_cast<std::uint32_t>(base)));
  // To a register first: compressing into memory is slow on some CPUs.
  hn::StoreU(hn::Compress(places, hit), d, out);
  return hn::CountTrue(d, hit);
}

std::size_t filter(const char16_t* symbols, std::size_t count, const std::uint32_t* bitmap, unsigned shift,
                   std::uint32_t* out) {
  const hn::ScalableTag<std::uint32_t> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  const int by = static_cast<int>(shift);
  std::size_t found = 0;
  for (std::size_t at = 0; at < count; at += kLanes) {
    const std::size_t valid = count - at < kLanes ? count - at : kLanes;
    found += filter_block(d, symbols + at, at, valid, bitmap, by, out + found);
  }
  return found;
}

#else

std::size_t filter(const char16_t* symbols, std::size_t count, const std::uint32_t* bitmap, unsigned shift,
                   std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t hash = pair_hash(pair_of(symbols[i], symbols[i + 1]));
    const std::uint32_t bits = pair_bits(hash, shift);
    out[found] = static_cast<std::uint32_t>(i);
    found += (bitmap[hash >> shift] & bits) == bits ? 1U : 0U;
  }
  return found;
}

#endif

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace postgate
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace postgate {

namespace {

HWY_EXPORT(filter);

}  // namespace

std::size_t filter_pairs(const char16_t* symbols, std::size_t count, const std::uint32_t* bitmap,
                         unsigned shift, std::uint32_t* out, CpuLevel level) {
  if (level != CpuLevel::kBest) [[unlikely]] {
    return HWY_DISPATCH_TABLE(filter)[kernel_index(level)](symbols, count, bitmap, shift, out);
  }
  return HWY_DYNAMIC_DISPATCH(filter)(symbols, count, bitmap, shift, out);
}

}  // namespace postgate

#endif

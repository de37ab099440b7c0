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

constexpr hn::ScalableTag<std::uint32_t> kTag;
constexpr std::size_t kLanes = hn::MaxLanes(kTag);
using Lanes = hn::Vec<decltype(kTag)>;

// Where the filter's word has both bits of the hash.
HWY_INLINE auto has_bits(Lanes word, Lanes below) {
  const auto one = hn::Set(kTag, 1);
  const auto second = hn::And(hn::ShiftRight<22>(below), hn::Set(kTag, 31));
  const auto bits = hn::Or(hn::Shl(one, hn::ShiftRight<27>(below)), hn::Shl(one, second));
  return hn::Eq(hn::AndNot(word, bits), hn::Zero(kTag));
}

constexpr hn::Rebind<std::uint16_t, decltype(kTag)> kTag16;

HWY_INLINE auto first_lanes(std::size_t count) { return hn::FirstN(kTag16, count < kLanes ? count : kLanes); }

// Symbols times `by`; those that `within` leaves out are 0, and are not read.
template <class Mask>
HWY_INLINE Lanes product(const char16_t* at, Mask within, std::uint32_t by) {
  const auto* const units = reinterpret_cast<const std::uint16_t*>(at);
  return hn::Mul(hn::PromoteTo(kTag, hn::MaskedLoad(within, kTag16, units)), hn::Set(kTag, by));
}

std::size_t filter(std::u16string_view view, std::size_t from, std::size_t to, const PairFilter& filter,
                   std::uint32_t* out) {
  alignas(64) static constexpr std::uint32_t kLane[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const hn::RebindToSigned<decltype(kTag)> signed_tag;
  const int shift = static_cast<int>(filter.shift);
  std::size_t found = 0;
  for (std::size_t i = from; i < to; i += kLanes) {
    const char16_t* const at = view.data() + i;
    const std::size_t left = to - i < kLanes ? to - i : kLanes;
    const auto within = first_lanes(left);
    const auto with_before = i == 0 ? hn::AndNot(first_lanes(1), within) : within;
    const Lanes hash = hn::Add(product(at, within, kHashFirst), product(at + 1, within, kHashSecond));
    const Lanes behind = product(at + 2, first_lanes(view.size() - 2 - i), kHashBehind);
    const Lanes before = product(at - 1, with_before, kHashBefore);
    const Lanes word =
        hn::GatherIndex(kTag, filter.words, hn::BitCast(signed_tag, hn::ShiftRightSame(hash, shift)));
    const Lanes below = hn::ShiftLeftSame(hash, 32 - shift);
    const auto by_neighbour =
        hn::Or(has_bits(word, hn::Xor(below, behind)), has_bits(word, hn::Xor(below, before)));
    const auto hit = hn::And(hn::Or(has_bits(word, below), by_neighbour), hn::FirstN(kTag, left));
    const Lanes places = hn::Add(hn::Load(kTag, kLane), hn::Set(kTag, static_cast<std::uint32_t>(i)));
    // To a register first: compressing into memory is slow on some CPUs.
    hn::StoreU(hn::Compress(places, hit), kTag, out + found);
    found += hn::CountTrue(kTag, hit);
  }
  return found;
}

#else

HWY_INLINE bool may_hold_word(std::u16string_view view, std::size_t at, const PairFilter& filter) {
  const std::uint32_t hash = pair_hash(view[at], view[at + 1]);
  const std::uint32_t word = filter.words[hash >> filter.shift];
  const std::uint32_t below = hash << (32U - filter.shift);
  const std::uint32_t behind = at + 2 < view.size() ? view[at + 2] * kHashBehind : 0;
  const std::uint32_t before = at > 0 ? view[at - 1] * kHashBefore : 0;
  const auto has = [word](std::uint32_t bits) { return (bits & ~word) == 0 ? 1U : 0U; };
  return (has(filter_bits(below)) | has(filter_bits(below ^ behind)) | has(filter_bits(below ^ before))) != 0;
}

// Most words of the filter are empty: what looks at one of those is left out first, without a branch.
std::size_t filter(std::u16string_view view, std::size_t from, std::size_t to, const PairFilter& filter,
                   std::uint32_t* out) {
  std::size_t maybe = 0;
  for (std::size_t i = from; i < to; ++i) {
    out[maybe] = static_cast<std::uint32_t>(i);
    maybe += filter.words[pair_hash(view[i], view[i + 1]) >> filter.shift] != 0 ? 1U : 0U;
  }
  std::size_t found = 0;
  for (std::size_t i = 0; i < maybe; ++i) {
    const std::uint32_t at = out[i];
    out[found] = at;
    found += may_hold_word(view, at, filter) ? 1U : 0U;
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

std::size_t filter_pairs(std::u16string_view view, std::size_t from, std::size_t to, const PairFilter& filter,
                         std::uint32_t* out, CpuLevel level) {
  if (level != CpuLevel::kBest) [[unlikely]] {
    return HWY_DISPATCH_TABLE(filter)[kernel_index(level)](view, from, to, filter, out);
  }
  return HWY_DYNAMIC_DISPATCH(filter)(view, from, to, filter, out);
}

}  // namespace postgate

#endif

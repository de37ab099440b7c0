// See decode_batch.h. One source for every instruction set. With VBMI2 any text of the BMP is decoded
// in blocks; elsewhere runs of three-byte characters and of ASCII are.
#include "text/decode_batch.h"

#include <bit>

#define HWY_WANT_AVX3_DL 1
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/decode_batch.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "text/cpu_kernel.h"

HWY_BEFORE_NAMESPACE();
namespace postgate {
namespace HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_AVX3_DL

// A block is looked at with the three bytes in front of it, so that no block waits for the one before
// to say where it begins: lanes 3 to 61 are its own, the last two only end its characters.
constexpr unsigned kBefore = 3;
constexpr unsigned kBlock = 59;
constexpr std::uint64_t kOwn = ((std::uint64_t{1} << kBlock) - 1) << kBefore;

struct Block {
  __m512i bytes;
  std::uint64_t starts;  // lanes where characters begin
  std::uint64_t want;    // lanes that must not begin one
  std::uint64_t wrong;   // lanes that are not as they must be, or begin four bytes
};

HWY_INLINE __m512i all_bytes(int value) { return _mm512_set1_epi8(static_cast<char>(value)); }

HWY_INLINE Block load_block(const std::uint8_t* begin, const std::uint8_t* at, const std::uint8_t* end) {
  const auto left = static_cast<std::size_t>(end - at);
  const auto behind = static_cast<std::size_t>(at - begin);
  std::uint64_t valid = left >= 64 - kBefore ? ~std::uint64_t{0} : (std::uint64_t{1} << (left + kBefore)) - 1;
  if (behind < kBefore) valid &= ~std::uint64_t{0} << (kBefore - behind);
  Block block;
  // Lanes outside of the text are not read.
  block.bytes = _mm512_maskz_loadu_epi8(valid, at - kBefore);
  const std::uint64_t trail = _mm512_cmplt_epi8_mask(block.bytes, all_bytes(0xC0));
  const std::uint64_t lead = _mm512_cmpge_epu8_mask(block.bytes, all_bytes(0xC0));
  const std::uint64_t lead3 = _mm512_cmpge_epu8_mask(block.bytes, all_bytes(0xE0));
  const std::uint64_t lead4 = _mm512_cmpge_epu8_mask(block.bytes, all_bytes(0xF0));
  block.starts = ~trail & valid & kOwn;
  block.want = lead << 1U | lead3 << 2U;
  block.wrong = ((block.want ^ trail) | lead4) & kOwn;
  return block;
}

// Up to 32 characters that begin in the given lanes. Overlong forms become a surrogate.
HWY_INLINE __m512i decode_lanes(__m512i bytes, __m256i lanes) {
  const __m512i at = _mm512_cvtepu8_epi16(lanes);
  const __m512i low = _mm512_set1_epi16(0x3F);
  const __m512i b0 = _mm512_and_si512(_mm512_permutexvar_epi8(at, bytes), _mm512_set1_epi16(0xFF));
  const __m512i b1 =
      _mm512_and_si512(_mm512_permutexvar_epi8(_mm512_add_epi16(at, _mm512_set1_epi16(1)), bytes), low);
  const __m512i b2 =
      _mm512_and_si512(_mm512_permutexvar_epi8(_mm512_add_epi16(at, _mm512_set1_epi16(2)), bytes), low);
  const __mmask32 two = _mm512_cmpge_epu16_mask(b0, _mm512_set1_epi16(0xC0));
  const __mmask32 three = _mm512_cmpge_epu16_mask(b0, _mm512_set1_epi16(0xE0));
  const __m512i in_two =
      _mm512_or_si512(_mm512_slli_epi16(_mm512_and_si512(b0, _mm512_set1_epi16(0x1F)), 6), b1);
  const __m512i in_three =
      _mm512_or_si512(_mm512_slli_epi16(b0, 12), _mm512_or_si512(_mm512_slli_epi16(b1, 6), b2));
  __m512i code = _mm512_mask_mov_epi16(b0, two, in_two);
  code = _mm512_mask_mov_epi16(code, three, in_three);
  const __mmask32 overlong = _mm512_mask_cmplt_epu16_mask(two, code, _mm512_set1_epi16(0x80)) |
                             _mm512_mask_cmplt_epu16_mask(three, code, _mm512_set1_epi16(0x800));
  return _mm512_mask_mov_epi16(code, overlong, _mm512_set1_epi16(static_cast<short>(0xD800)));
}

// Writes the characters of a block; how many.
HWY_INLINE std::size_t write_block(const Block& block, std::uint16_t* codes) {
  alignas(64) static constexpr struct Numbers {
    std::uint8_t of[64];
    constexpr Numbers() : of() {
      for (std::uint8_t i = 0; i < 64; ++i) of[i] = i;
    }
  } kNumbers;
  const auto count = static_cast<std::size_t>(std::popcount(block.starts));
  const __m512i lanes = _mm512_maskz_compress_epi8(block.starts, _mm512_load_si512(kNumbers.of));
  _mm512_storeu_si512(codes, decode_lanes(block.bytes, _mm512_castsi512_si256(lanes)));
  if (count > 32) {
    _mm512_storeu_si512(codes + 32, decode_lanes(block.bytes, _mm512_extracti64x4_epi64(lanes, 1)));
  }
  return count;
}

// Leaves out the last character, of which the end was not seen or is wrong.
HWY_INLINE DecodedBatch without_last(std::size_t count, const std::uint8_t* at, const std::uint8_t* first) {
  if (count == 0) return {0, first};
  do --at;
  while ((*at & 0xC0U) == 0x80U);
  return {count - 1, at};
}

DecodedBatch decode(const std::uint8_t* begin, const std::uint8_t* at, const std::uint8_t* end,
                    std::uint16_t* codes) {
  const std::uint8_t* const first = at;
  std::size_t count = 0;
  while (true) {
    Block block = load_block(begin, at, end);
    if (HWY_UNLIKELY(block.wrong != 0)) {
      const auto lane = static_cast<unsigned>(std::countr_zero(block.wrong));
      block.starts &= (std::uint64_t{1} << lane) - 1;
      count += write_block(block, codes + count);
      const std::uint8_t* const where = at - kBefore + lane;
      const bool whole = (block.want >> lane & 1U) == 0;
      return whole ? DecodedBatch{count, where} : without_last(count, where, first);
    }
    count += write_block(block, codes + count);
    at += kBlock;
    if (at > end) return {count, end};
    // At the end itself one more look makes sure that the last character is whole.
    if (count > kBatchCodes - kBlock && at < end) return without_last(count, at, first);
  }
}

#else

#if HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kLanes = 16;

// Sixteen characters of three bytes each; E0, which may be overlong, goes the long way.
HWY_INLINE bool decode_three(const std::uint8_t* at, std::uint16_t* codes) {
  const hn::Full128<std::uint8_t> d;
  const hn::Full128<std::uint16_t> d16;
  const hn::Half<decltype(d)> dh;
  hn::Vec<decltype(d)> b0;
  hn::Vec<decltype(d)> b1;
  hn::Vec<decltype(d)> b2;
  hn::LoadInterleaved3(d, at, b0, b1, b2);
  const auto lead =
      hn::And(hn::Eq(hn::And(b0, hn::Set(d, 0xF0)), hn::Set(d, 0xE0)), hn::Ne(b0, hn::Set(d, 0xE0)));
  const auto trail1 = hn::Eq(hn::And(b1, hn::Set(d, 0xC0)), hn::Set(d, 0x80));
  const auto trail2 = hn::Eq(hn::And(b2, hn::Set(d, 0xC0)), hn::Set(d, 0x80));
  if (!hn::AllTrue(d, hn::And(lead, hn::And(trail1, trail2)))) return false;
  const auto low = hn::Set(d16, 0x3F);
  const auto join = [&](auto x0, auto x1, auto x2) HWY_ATTR {
    const auto w1 = hn::And(hn::PromoteTo(d16, x1), low);
    const auto w2 = hn::And(hn::PromoteTo(d16, x2), low);
    return hn::Or(hn::ShiftLeft<12>(hn::PromoteTo(d16, x0)), hn::Or(hn::ShiftLeft<6>(w1), w2));
  };
  hn::StoreU(join(hn::LowerHalf(dh, b0), hn::LowerHalf(dh, b1), hn::LowerHalf(dh, b2)), d16, codes);
  hn::StoreU(join(hn::UpperHalf(dh, b0), hn::UpperHalf(dh, b1), hn::UpperHalf(dh, b2)), d16, codes + 8);
  return true;
}

// Sixteen ASCII characters.
HWY_INLINE bool decode_ascii(const std::uint8_t* at, std::uint16_t* codes) {
  const hn::Full128<std::uint8_t> d;
  const hn::Full128<std::uint16_t> d16;
  const hn::Half<decltype(d)> dh;
  const auto bytes = hn::LoadU(d, at);
  if (!hn::AllTrue(d, hn::Lt(bytes, hn::Set(d, 0x80)))) return false;
  hn::StoreU(hn::PromoteTo(d16, hn::LowerHalf(dh, bytes)), d16, codes);
  hn::StoreU(hn::PromoteTo(d16, hn::UpperHalf(dh, bytes)), d16, codes + 8);
  return true;
}

#endif

// The length of the character at `at`, 0 if it must be taken by itself.
HWY_INLINE std::size_t decode_one(const std::uint8_t* at, const std::uint8_t* end, std::uint16_t* code) {
  const std::uint32_t lead = *at;
  if (lead < 0x80) {
    *code = static_cast<std::uint16_t>(lead);
    return 1;
  }
  if (lead - 0xE0U < 16U && end - at >= 3) {
    const std::uint32_t second = at[1] ^ 0x80U;
    const std::uint32_t third = at[2] ^ 0x80U;
    const std::uint32_t value = (lead & 15U) << 12U | second << 6U | third;
    if ((second | third) > 63 || value < 0x800) return 0;
    *code = static_cast<std::uint16_t>(value);
    return 3;
  }
  if (lead - 0xC2U >= 30U || end - at < 2) return 0;
  const std::uint32_t second = at[1] ^ 0x80U;
  if (second > 63) return 0;
  *code = static_cast<std::uint16_t>((lead & 31U) << 6U | second);
  return 2;
}

DecodedBatch decode(const std::uint8_t*, const std::uint8_t* at, const std::uint8_t* end,
                    std::uint16_t* codes) {
  std::size_t count = 0;
  while (at < end && count < kBatchCodes) {
#if HWY_TARGET != HWY_SCALAR
    const auto left = static_cast<std::size_t>(end - at);
    if (count <= kBatchCodes - kLanes) {
      if (left >= 3 * kLanes && *at >= 0x80 && decode_three(at, codes + count)) {
        at += 3 * kLanes;
        count += kLanes;
        continue;
      }
      if (left >= kLanes && *at < 0x80 && decode_ascii(at, codes + count)) {
        at += kLanes;
        count += kLanes;
        continue;
      }
    }
    // A few by hand before the next try.
    const std::size_t until = count + 8 < kBatchCodes ? count + 8 : kBatchCodes;
#else
    const std::size_t until = kBatchCodes;
#endif
    while (at < end && count < until) {
      const std::size_t length = decode_one(at, end, codes + count);
      if (length == 0) return {count, at};
      at += length;
      ++count;
    }
  }
  return {count, at};
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

HWY_EXPORT(decode);

}  // namespace

DecodedBatch decode_batch(const std::uint8_t* begin, const std::uint8_t* at, const std::uint8_t* end,
                          std::uint16_t* codes, CpuLevel level) {
  if (level != CpuLevel::kBest) [[unlikely]] {
    return HWY_DISPATCH_TABLE(decode)[kernel_index(level)](begin, at, end, codes);
  }
  return HWY_DYNAMIC_DISPATCH(decode)(begin, at, end, codes);
}

}  // namespace postgate

#endif

// SymbolFold: the quick pass over a field. Decodes in batches (decode_batch.h), looks every character
// up once (symbol_table.h), and takes one by one what does not fit: characters above the BMP, and
// stretches in which the context matters, which it hands to the fold loop from one plain letter to the
// next. The symbols are those of the squeezed view that the fold loop makes. Linear; buffers are lent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/deadline.h"
#include "text/byte_buffer.h"
#include "text/decode_batch.h"
#include "text/field_text.h"
#include "text/symbol_table.h"

namespace postgate {

class SymbolFold {
 public:
  // Longer texts go through the fold loop alone, which watches for views that grow too large.
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

  // `text` and `squeezed` are scratch space.
  SymbolFold(SymbolBuffer& symbols, ByteBuffer& text, ByteBuffer& squeezed, CpuLevel cpu = CpuLevel::kBest)
      : symbols_(symbols), text_(text), squeezed_(squeezed), table_(symbol_table().data()), cpu_(cpu) {}

  // kDone, kIllFormed or kDeadline. At most kMostBytes.
  FoldStatus run(std::string_view raw, const Deadline& deadline);
  // Of all but those of digit_traits().
  [[nodiscard]] TextTraits traits() const {
    return traits_ | (seen_ >> kSymbolTraitShift & kSymbolTraitMask);
  }

 private:
  static constexpr std::size_t kSlice = std::size_t{64} * 1024;

  bool fold_slice(const std::uint8_t* stop);
  bool place(const DecodedBatch& batch);
  bool step_through(const DecodedBatch& batch, bool to_slow);
  [[nodiscard]] bool numerals_alone(std::size_t found);
  [[nodiscard]] std::size_t run_around(std::size_t index) const;
  [[nodiscard]] bool is_number(char16_t symbol) const {
    return (table_[symbol] & (kSymbolDigit | kSymbolNumeral)) != 0;
  }
  bool step();
  bool step_number(const WideSymbol& symbol, std::size_t length);
  bool fold_stretch();
  void go_back_to_letter();
  bool find_stretch_end(const std::uint8_t*& at) const;
  void append_squeezed(const std::uint8_t* resume);
  [[nodiscard]] std::size_t written() const { return static_cast<std::size_t>(out_ - symbols_.data()); }

  SymbolBuffer& symbols_;
  ByteBuffer& text_;
  ByteBuffer& squeezed_;
  const std::uint32_t* table_;
  CpuLevel cpu_;
  const std::uint8_t* begin_ = nullptr;
  const std::uint8_t* at_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  const std::uint8_t* stretch_end_ = nullptr;  // of the last one
  char16_t* out_ = nullptr;
  std::uint32_t seen_ = 0;         // entries of all characters so far, or-ed together
  TextTraits traits_ = 0;          // of the stretches
  std::size_t least_stretch_ = 0;  // bytes; grows where they follow each other closely
  std::size_t pending_ = kNone;    // a numeral whose run of numbers goes on to the end of what is written
  static constexpr std::size_t kNone = ~std::size_t{0};
  // Left as it is: only what a batch puts here is read.
  std::array<std::uint16_t, kBatchRoom> codes_;
  std::array<std::uint32_t, kBatchRoom> numerals_;
};

// kTraitDigitRun, kTraitDigits4, kTraitDigits7 and kTraitCode of a text by its symbols.
TextTraits digit_traits(std::u16string_view symbols);
// kTraitNumerals4 and kTraitNumerals7.
TextTraits numeral_traits(std::u16string_view symbols);

}  // namespace postgate

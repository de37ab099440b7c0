// FoldLoop: the one loop that validates, decodes, folds and squeezes a field.
// A template on the recorder: assign() runs it without, build_map() with one.
// Linear; writes into buffers that always have room for the rest of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/deadline.h"
#include "text/byte_buffer.h"
#include "text/digit_run.h"
#include "text/field_text.h"
#include "text/fold_entry.h"
#include "text/utf8.h"

namespace postgate {

template <typename Recorder>
class FoldLoop {
 public:
  static constexpr std::size_t kMaxViewBytes = 0x7FFFFFFF;
  static constexpr std::size_t kSlice = std::size_t{64} * 1024;  // bytes between two looks at the clock

  FoldLoop(ByteBuffer& text, ByteBuffer& squeezed, Recorder& recorder)
      : text_buffer_(text), squeezed_buffer_(squeezed), recorder_(recorder) {}

  // Folds all of `raw`. When ill-formed, position() is where.
  FoldStatus run(std::string_view raw, const Deadline& deadline);

  [[nodiscard]] std::size_t position() const { return offset(at_); }
  [[nodiscard]] TextTraits traits() const { return traits_; }

 private:
  static constexpr std::size_t kSlack = 16;   // one code point, and stores that run past it
  static constexpr std::size_t kSpare = 256;  // room for a few expansions without growing

  // Where the loop stands, kept in registers by the fast paths.
  struct Cursor {
    const std::uint8_t* at;
    std::uint8_t* text;
    std::uint8_t* squeezed;
    TextTraits traits;
  };

  void start(std::string_view raw);
  [[gnu::always_inline]] bool fast_ascii(Cursor& cursor, std::uint32_t byte);
  [[gnu::always_inline]] bool fast_three(Cursor& cursor, std::uint32_t lead);
  [[gnu::always_inline]] bool fast_replace(Cursor& cursor, std::uint32_t cp);
  [[gnu::always_inline]] void save(const Cursor& cursor) {
    at_ = cursor.at;
    text_ = cursor.text;
    squeezed_ = cursor.squeezed;
    traits_ = cursor.traits;
  }
  [[gnu::always_inline]] void record(const Cursor& cursor, std::uint32_t cp, std::size_t length,
                                     std::uint32_t folds, bool separator) {
    if constexpr (Recorder::kRecords) {
      recorder_.source(cp, offset(cursor.at), offset(cursor.at) + length);
      recorder_.emit(folds, separator);
    }
  }
  bool fold_slice(const std::uint8_t* stop);
  void fold_ascii(std::uint8_t byte);
  bool fold_other();
  void fold_entry(std::uint32_t cp, std::uint32_t entry);
  void fold_expansion(std::uint32_t entry);
  void fold_mark(std::uint32_t entry);
  void fold_digit(const FoldDigit& digit, std::uint32_t cp);
  void add_digit(const DigitElement& element);
  void write_digits(std::size_t count);
  void drop(std::uint32_t cp);
  [[nodiscard]] bool mark_is_noise() const;

  [[nodiscard]] bool word_follows() const;
  void put_ascii_digit(std::uint8_t digit);
  void add_ascii_digit(std::uint32_t text_begin, std::uint32_t squeezed_begin, std::uint32_t map_begin,
                       std::uint32_t digit);
  void put(std::uint32_t cp, std::uint32_t folds, bool separator);
  void ensure_room();
  void count_digit();

  [[nodiscard]] std::size_t offset(const std::uint8_t* p) const {
    return static_cast<std::size_t>(p - begin_);
  }
  [[nodiscard]] std::uint32_t text_size() const {
    return static_cast<std::uint32_t>(text_ - text_buffer_.data());
  }
  [[nodiscard]] std::uint32_t squeezed_size() const {
    return static_cast<std::uint32_t>(squeezed_ - squeezed_buffer_.data());
  }
  void source(std::uint32_t cp, std::size_t length) {
    if constexpr (Recorder::kRecords) recorder_.source(cp, offset(at_), offset(at_) + length);
  }

  ByteBuffer& text_buffer_;
  ByteBuffer& squeezed_buffer_;
  Recorder& recorder_;
  const std::uint8_t* begin_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  const std::uint8_t* at_ = nullptr;
  std::uint8_t* text_ = nullptr;
  std::uint8_t* squeezed_ = nullptr;
  DigitRun digits_;
  std::uint32_t digit_count_ = 0;     // digits in the squeezed view, close to each other
  std::uint32_t last_digit_end_ = 0;  // in the squeezed view
  TextTraits traits_ = 0;
};

}  // namespace postgate

// DigitRun: the digits at the tail of the output that may belong together. In
// a run of five or more, Han and other numerals are rewritten as ASCII digits.
// Owned by one pass of the fold loop. Bounded look-back: at most kMaxTail
// undecided elements, so the whole stays linear.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "text/utf8.h"

namespace postgate {

// One digit-like character as it stands in the output, in bytes from the start.
struct DigitElement {
  std::uint32_t text_begin;
  std::uint32_t text_end;
  std::uint32_t squeezed_begin;
  std::uint32_t map_begin;  // entries of the position map, when there is one
  std::uint32_t map_end;
  std::uint8_t value;
  bool ascii;  // already an ASCII digit
  bool weak;
  bool word;
};

class DigitRun {
 public:
  static constexpr std::size_t kMaxTail = 16;
  static constexpr std::uint32_t kRunLength = 5;
  static constexpr std::uint32_t kStrongDigits = 2;
  static constexpr std::uint32_t kMaxGapBytes = 6;  // two separators of three bytes

  void restart() {
    reset();
    end_ = 0;
  }

  // Could an element that begins at `begin` still belong to the run?
  [[nodiscard]] bool near(std::uint32_t begin) const { return begin - end_ <= kMaxGapBytes; }

  // An ASCII digit right after a run that is already one, with nothing undecided: no work.
  bool extend_ascii(std::uint32_t begin) {
    if (!settled_ || count_ != 0 || begin != end_) return false;
    end_ = begin + 1;
    after_ascii_ = true;
    return true;
  }

  // Adds the element that ends the output. Returns how many of elements() are now to be rewritten.
  std::size_t add(const DigitElement& element, const std::uint8_t* text) {
    if (!joins(element.text_begin, text) || count_ == kMaxTail) reset();
    if (count_ == 0 && !settled_) after_ascii_ = false;
    elements_[count_++] = element;
    end_ = element.text_end;
    if (!settled_) {
      strong_ += element.weak ? 0U : 1U;
      if (count_ < kRunLength || strong_ < kStrongDigits) return 0;
      settled_ = true;
    }
    // A numeral that also begins words and merely follows ASCII digits waits for the next digit.
    const bool after_ascii = count_ > 1 ? elements_[count_ - 2].ascii : after_ascii_;
    const bool hold = (element.word || element.weak) && after_ascii;
    return hold ? count_ - 1 : count_;
  }

  [[nodiscard]] bool settled() const { return settled_; }
  [[nodiscard]] const DigitElement& element(std::size_t index) const { return elements_[index]; }
  [[nodiscard]] std::size_t count() const { return count_; }

  // The first `count` elements were rewritten (or needed nothing); the rest, at most one, now is `rest`.
  void settle(std::size_t count, const DigitElement& rest, std::uint32_t end) {
    if (count > 0) after_ascii_ = elements_[count - 1].ascii;
    count_ -= count;
    if (count_ > 0) elements_[0] = rest;
    end_ = end;
  }

 private:
  void reset() {
    count_ = 0;
    strong_ = 0;
    settled_ = false;
    after_ascii_ = false;
  }

  // May an element that begins at `begin` belong to the run that ended at end_?
  [[nodiscard]] bool joins(std::uint32_t begin, const std::uint8_t* text) const {
    if (begin == end_) return true;
    if (begin < end_ || begin - end_ > kMaxGapBytes) return false;
    std::uint32_t at = end_;
    for (int separators = 0; at < begin; ++separators) {
      if (separators == 2 || !is_gap(decode_valid_utf8(text + at))) return false;
      at += utf8_length_of_lead(text[at]);
    }
    return true;
  }

  // Spaces, hyphens, dots and middle dots, as NFKC leaves them.
  static bool is_gap(std::uint32_t cp) {
    switch (cp) {
      case ' ':
      case '-':
      case '.':
      case '_':
      case 0x00B7:
      case 0x2010:
      case 0x2012:
      case 0x2013:
      case 0x2014:
      case 0x2015:
      case 0x2022:
      case 0x2027:
      case 0x2212:
      case 0x2219:
      case 0x22C5:
      case 0x30FB:
        return true;
      default:
        return false;
    }
  }

  std::array<DigitElement, kMaxTail> elements_;
  std::size_t count_ = 0;     // undecided elements at the tail
  std::uint32_t strong_ = 0;  // of those, the ones that are digits elsewhere too
  std::uint32_t end_ = 0;     // end of the last element in the text view
  bool settled_ = false;      // long enough to be a number
  bool after_ascii_ = false;  // the element before elements_[0] is an ASCII digit
};

}  // namespace postgate

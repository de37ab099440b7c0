// A copy of a text view with percent-encoding, HTML entities and backslash escapes decoded, and
// the way back. Links hide behind them; made only for texts that hold an escape. Linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/field_text.h"

namespace postgate::link {

class Unescaped {
 public:
  // False if there was nothing to decode.
  bool decode(std::string_view view);

  [[nodiscard]] std::string_view text() const { return text_; }
  // The bytes of the view that `bytes` of the text came from; escapes count as a whole.
  [[nodiscard]] Range source_of(Range bytes) const;
  // True if an escape was decoded in `bytes` of the text.
  [[nodiscard]] bool decoded_in(Range bytes) const;

 private:
  struct Escape {
    std::uint32_t text = 0;      // where what it stands for begins in text(), ...
    std::uint32_t text_end = 0;  // ... and ends
    std::uint32_t view = 0;
    std::uint32_t view_end = 0;
  };

  std::string text_;
  std::vector<Escape> escapes_;
};

}  // namespace postgate::link

// TextFlow: writes one part of a structure as a reader would see it: white space collapsed, blocks
// on lines of their own. One thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/structure.h"

namespace postgate {

class TextFlow {
 public:
  // Characters of the source; white space among them is collapsed unless `verbatim`.
  void write(MappedText& to, std::string_view bytes, Range source, bool copied, bool verbatim, bool hidden);
  // What comes next begins a line, or a cell; `source` is the place in the source.
  void line_break(std::uint32_t source);
  void space(std::uint32_t source);

 private:
  void settle(MappedText& to, bool hidden);
  void note_space(Range source);

  bool started_ = false;  // something was written
  bool break_ = false;
  bool space_ = false;
  bool space_copied_ = false;  // it is a single ' ' of the source
  Range space_source_;
  std::uint32_t break_source_ = 0;
};

}  // namespace postgate

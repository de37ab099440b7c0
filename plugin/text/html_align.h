// Follows decoded text back to the source it was decoded from, so that each character knows its
// place. Stateless.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/structure.h"

namespace postgate {

// How the source of a text is written.
enum class HtmlMode : std::uint8_t {
  kData,       // references, and tags that the parser ignored
  kRcData,     // references; '<' is a character
  kRawText,    // nothing but characters
  kAttribute,  // references by the rules of attributes
};

// Takes the pieces of a text in order. `copied`: `bytes` stand in the source as they are.
class PieceSink {
 public:
  virtual ~PieceSink() = default;
  virtual void piece(std::string_view bytes, Range source, bool copied) = 0;
};

// Writes the target of a link as a browser reads it: blanks in front and line breaks inside do not count.
class TargetSink : public PieceSink {
 public:
  explicit TargetSink(MappedText& to) : to_(to) {}
  void piece(std::string_view bytes, Range source, bool copied) override;

 private:
  MappedText& to_;
};

// `written` begins at `offset` of the source. What cannot be followed comes as one piece.
void align_html(std::string_view decoded, std::string_view written, std::uint32_t offset, HtmlMode mode,
                PieceSink& sink);

}  // namespace postgate

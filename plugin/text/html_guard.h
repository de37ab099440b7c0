// A look at HTML before it is parsed: the parser's time grows with the depth of the elements that
// are open, so pages that nest too deeply are refused first. Linear, keeps nothing, any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace postgate {

struct HtmlShape {
  std::uint32_t depth = 0;      // elements open at a time, at most; never too low for ordinary pages
  std::uint32_t tags = 0;       // start tags, at most
  std::uint32_t misnested = 0;  // end tags of formatting elements that do not close the innermost element
};

// Stops as soon as one number is beyond `most`.
HtmlShape measure_html(std::string_view source, const HtmlShape& most);

}  // namespace postgate

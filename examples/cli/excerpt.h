// Shows a place in a text: the offending part with some words around it on one line, marked with colour
// or with brackets. Reads only as much of the text as it shows. No state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terminal.h"

namespace postgate_cli {

struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// `marked` is the part to show; `strong`, in any order, are parts of it that made it offend. All lie
// within `text`. The result is about `cells` wide.
std::string excerpt(std::string_view text, ByteRange marked, const std::vector<ByteRange>& strong,
                    const Screen& screen, std::size_t cells);

}  // namespace postgate_cli

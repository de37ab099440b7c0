// Text inside an HTML page: escaped, made harmless, with marked parts. What a hostile post holds, markup,
// direction changes or invisible characters, is shown and never acts. No state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postgate_cli {

void append_html(std::string& out, std::string_view text);

// Bytes of a text that finding number `finding` is about.
struct HtmlMark {
  std::size_t begin = 0;
  std::size_t end = 0;
  int32_t action = 0;  // POSTGATE_ACTION_*
  std::size_t finding = 0;
};

// A text with its marks, which may overlap. Of a long text only what is around the marks is shown.
void append_marked_html(std::string& out, std::string_view text, const std::vector<HtmlMark>& marks);

}  // namespace postgate_cli

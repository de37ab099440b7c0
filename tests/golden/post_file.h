// Reads *.posts files, the inputs of the golden tests.
//
//   %% a comment
//   === name of the post [replace] [partial] [profile=strict]
//   --- body [utf16]            a field: body, title, link, alt, author or tag
//   text, one or more lines, joined with a line feed; empty lines at the end do not count
//
// Escapes in text: \n \r \t \\ \xHH (a byte), \u{HEX} (a code point; lone surrogates too, for UTF-16).
#pragma once

#include <string>
#include <vector>

#include "support/host.h"

namespace postgate_test {

struct GoldenPost {
  std::string name;
  ScanSettings settings;
  std::vector<Field> fields;
};

// Throws std::runtime_error with file and line on anything it does not understand.
std::vector<GoldenPost> read_posts(const std::string& path);

}  // namespace postgate_test

// Refuses TOML before toml++ sees it. Small to write and dear to parse: its cost grows with the
// square of the number of different tables and dotted keys, its recursion with the length of a
// dotted key; no pack comes near these limits. And characters outside of ASCII where TOML has none: a
// Chinese comma deserves a clear word. Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pack/text_place.h"

namespace postgate {

struct ShapeProblem {
  const char* code;
  TextPlace at;
  std::string message;
};

// Right for every file up to its first mistake of syntax, which is where toml++ stops.
std::optional<ShapeProblem> check_toml_shape(std::string_view utf8);

}  // namespace postgate

// Reading UTF-8 one character at a time, ill-formed bytes included, and the number of terminal
// cells a character takes. Used wherever the command prints what somebody else wrote. No state.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace postgate_cli {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Character {
  char32_t code = kReplacement;
  std::size_t bytes = 1;
  bool valid = false;  // otherwise `code` is the replacement character and `bytes` is 1
};

// The character that begins at `at` < text.size().
Character character_at(std::string_view text, std::size_t at);

// Where the character before `at` > 0 begins.
std::size_t previous(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t code);

// Cells in a terminal: 0 for combining and invisible characters, 2 for wide ones.
std::size_t cells_of(char32_t code);
std::size_t cells_of(std::string_view text);

// One character made harmless for a terminal: controls become visible pictures, invisible and
// direction-changing ones their number in angle brackets, line breaks a return sign.
void append_visible(std::string& out, const Character& character);

// A whole text, made harmless; at most about `most_cells` of it and then an ellipsis.
std::string visible(std::string_view text, std::size_t most_cells);

// Line and column in characters, both from 1, of the byte `at`.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};
Place place_of(std::string_view text, std::size_t at);

}  // namespace postgate_cli

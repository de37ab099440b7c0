// Places and wording of text in pack files: where a file stops being UTF-8, how a piece of a
// hostile pack is quoted in a message. Used by all readers of this folder. Stateless.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace postgate {

// From 1; the column counts code points.
struct TextPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The byte order mark that some editors write; it is no text.
std::string_view without_bom(std::string_view bytes);

// The first byte that is not well-formed UTF-8.
std::optional<TextPlace> first_ill_formed(std::string_view bytes);

// Code points of well-formed text.
std::size_t count_code_points(std::string_view utf8);

// True for characters that a reader of the pack cannot see: controls, zero-width and bidi
// characters, tags, fillers. Emoji joiners and selectors are hidden only if `after` is no symbol.
bool is_hidden_character(std::uint32_t code_point, std::uint32_t after);

// "U+200B" of the first hidden character.
std::optional<std::string> hidden_character(std::string_view utf8);

// The text on one line, shortened, with hidden characters written as <U+200B>; `text` may be ill-formed.
std::string printable(std::string_view text, std::size_t most_characters);

// The same in quotation marks, so that a message cannot be forged or broken by what it quotes.
std::string in_quotes(std::string_view text);

}  // namespace postgate

// Character references of HTML ("&amp;", "&#20449;", "&#x4FE1"), as the HTML standard decodes
// them; Markdown has the same. The table is generated from data/html_entities.txt. Stateless.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace postgate {

struct HtmlEntity {
  std::string_view name;                    // behind '&', with the semicolon where it has one
  std::array<std::uint32_t, 2> codepoints;  // the second may be 0
};

// Sorted by name; in the generated source.
extern const HtmlEntity kHtmlEntities[];
extern const std::size_t kHtmlEntityCount;

// A decoded reference; `source` is 0 when there is none and '&' stands for itself.
struct DecodedEntity {
  std::size_t source = 0;  // bytes of the reference
  std::array<char, 8> bytes{};
  std::size_t size = 0;  // of `bytes`: UTF-8
  [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }
};

// The reference that begins at text[at], an '&'. Inside an attribute a name without a semicolon
// is no reference where a letter, digit or '=' follows.
DecodedEntity decode_entity(std::string_view text, std::size_t at, bool in_attribute);

}  // namespace postgate

// What the elements and attributes of HTML mean to a reader of the page. Constant tables.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace postgate {

enum HtmlTrait : std::uint32_t {
  kBlock = 1U << 0U,     // begins and ends a line
  kCell = 1U << 1U,      // set apart by a space
  kSkip = 1U << 2U,      // holds no text for readers
  kUnseen = 1U << 3U,    // is not shown
  kVerbatim = 1U << 4U,  // white space counts
  kAside = 1U << 5U,     // a text of its own: captions, readings of characters
  kTitled = 1U << 6U,    // the title of the page
  kRcData = 1U << 7U,
  kRawText = 1U << 8U,
  kLine = 1U << 9U,  // a line break
};

// The traits of an element by its name in lower case; 0 for an inline element or an unknown one.
std::uint32_t html_traits(std::string_view name);

// An attribute that means something on `element`; "*" is any element.
struct HtmlMeaning {
  std::string_view element;
  const char* attribute;
  [[nodiscard]] bool is_about(std::string_view name) const { return element == "*" || element == name; }
};

// Attributes that lead the reader somewhere.
inline constexpr std::array<HtmlMeaning, 9> kHtmlTargets = {{{"a", "href"},
                                                             {"area", "href"},
                                                             {"base", "href"},
                                                             {"form", "action"},
                                                             {"button", "formaction"},
                                                             {"input", "formaction"},
                                                             {"iframe", "src"},
                                                             {"embed", "src"},
                                                             {"object", "data"}}};
// Attributes with words that readers see or hear.
inline constexpr std::array<HtmlMeaning, 10> kHtmlWords = {{{"*", "alt"},
                                                            {"*", "title"},
                                                            {"*", "aria-label"},
                                                            {"input", "value"},
                                                            {"input", "placeholder"},
                                                            {"textarea", "placeholder"},
                                                            {"button", "value"},
                                                            {"option", "label"},
                                                            {"optgroup", "label"},
                                                            {"iframe", "srcdoc"}}};

}  // namespace postgate

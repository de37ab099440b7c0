// What an element does to the look of its text: can a reader see it? Reads the inline style and the
// attributes that do the same; stylesheets are not read. Stateless.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace postgate {

enum class Box : std::uint8_t { kByName, kInline, kBlock };  // kByName: as the element's name says

// Inherited from the parent, changed by the element.
struct Look {
  bool gone = false;       // takes no part in the page, and no child can come back
  bool invisible = false;  // visibility
  bool tiny = false;       // font-size 0
  bool collapsed = false;  // a box of no size that shows nothing outside
  bool silent = false;     // aria-hidden
  bool clear = false;      // a colour without any
  bool background_known = true;
  std::uint32_t background = 0xFFFFFF;  // RGB
  std::optional<std::uint32_t> colour;
  Box box = Box::kByName;  // not inherited

  [[nodiscard]] bool same_colour() const;
  [[nodiscard]] bool unseen() const {
    return gone || invisible || tiny || collapsed || clear || same_colour();
  }
};

// Applies the declarations of a style attribute.
void apply_style(std::string_view style, Look& look);
// The colour that a value begins with; nothing if it is none this reader knows. `transparent` is set
// for colours that cannot be seen at all.
std::optional<std::uint32_t> read_colour(std::string_view value, bool& transparent);

}  // namespace postgate

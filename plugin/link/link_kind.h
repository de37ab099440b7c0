// What opens a link. Numbers as POSTGATE_LINK_*.
#pragma once

#include <cstdint>

namespace postgate {

enum class LinkKind : std::uint8_t {
  kWeb = 1,    // a browser
  kApp = 2,    // an app, or it has one installed
  kToken = 3,  // an app, once the text was copied into it
  kEmail = 4,
};

}  // namespace postgate

// See html_names.h.
#include "text/html_names.h"

#include <algorithm>

namespace postgate {
namespace {

struct Named {
  std::string_view name;
  std::uint32_t traits;
};

// Sorted by name.
constexpr std::array<Named, 71> kNamed = {{{"address", kBlock},
                                           {"article", kBlock},
                                           {"aside", kBlock},
                                           {"blockquote", kBlock},
                                           {"body", kBlock},
                                           {"br", kLine},
                                           {"button", kBlock},
                                           {"canvas", kBlock},
                                           {"caption", kBlock | kAside},
                                           {"center", kBlock},
                                           {"dd", kBlock},
                                           {"details", kBlock},
                                           {"dialog", kBlock},
                                           {"dir", kBlock},
                                           {"div", kBlock},
                                           {"dl", kBlock},
                                           {"dt", kBlock},
                                           {"fieldset", kBlock},
                                           {"figcaption", kBlock | kAside},
                                           {"figure", kBlock},
                                           {"footer", kBlock},
                                           {"form", kBlock},
                                           {"frameset", kBlock},
                                           {"h1", kBlock},
                                           {"h2", kBlock},
                                           {"h3", kBlock},
                                           {"h4", kBlock},
                                           {"h5", kBlock},
                                           {"h6", kBlock},
                                           {"header", kBlock},
                                           {"hgroup", kBlock},
                                           {"hr", kLine},
                                           {"html", kBlock},
                                           {"iframe", kBlock | kUnseen | kRawText},
                                           {"legend", kBlock},
                                           {"li", kBlock},
                                           {"listing", kBlock | kVerbatim},
                                           {"main", kBlock},
                                           {"marquee", kBlock},
                                           {"menu", kBlock},
                                           {"nav", kBlock},
                                           {"noembed", kUnseen | kRawText},
                                           {"noframes", kUnseen | kRawText},
                                           {"object", kBlock},
                                           {"ol", kBlock},
                                           {"optgroup", kBlock},
                                           {"option", kBlock},
                                           {"p", kBlock},
                                           {"plaintext", kBlock | kVerbatim | kRawText},
                                           {"pre", kBlock | kVerbatim},
                                           {"rp", kSkip},
                                           {"rt", kAside},
                                           {"script", kSkip | kRawText},
                                           {"search", kBlock},
                                           {"section", kBlock},
                                           {"select", kBlock},
                                           {"style", kSkip | kRawText},
                                           {"summary", kBlock},
                                           {"table", kBlock},
                                           {"tbody", kBlock},
                                           {"td", kCell},
                                           {"template", kUnseen},
                                           {"textarea", kBlock | kVerbatim | kRcData},
                                           {"tfoot", kBlock},
                                           {"th", kCell},
                                           {"thead", kBlock},
                                           {"title", kTitled | kRcData},
                                           {"tr", kBlock},
                                           {"ul", kBlock},
                                           {"video", kBlock},
                                           {"xmp", kBlock | kVerbatim | kRawText}}};

}  // namespace

std::uint32_t html_traits(std::string_view name) {
  const auto* const found =
      std::lower_bound(kNamed.begin(), kNamed.end(), name,
                       [](const Named& each, std::string_view key) { return each.name < key; });
  return found != kNamed.end() && found->name == name ? found->traits : 0;
}

}  // namespace postgate

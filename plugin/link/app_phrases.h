// Sentences that lead into an app without any link: "search the app market for X and install it",
// "copy this and open ...", the text of a QR code. Read for the list of a post's links; rules match
// them as words. Stateless.
#pragma once

#include <string_view>
#include <vector>

#include "link/link_kind.h"
#include "text/field_text.h"

namespace postgate::link {

struct AppPhrase {
  LinkKind kind = LinkKind::kApp;
  Range bytes;            // of the text view
  std::string_view name;  // of the app to be searched for; may be empty
};

// `is_alt`: the text describes a picture, so a QR code in it is a link.
void find_app_phrases(std::string_view text, bool is_alt, std::vector<AppPhrase>& out);

}  // namespace postgate::link

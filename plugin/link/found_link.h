// The links of one field as objects: repaired, resolved as a browser would, with what
// they wrap. Made only for fields that hold a link; stateless, one thread at a time per field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "link/link_kind.h"
#include "text/field_text.h"
#include "text/fold.h"

namespace postgate {

struct FoundLink {
  LinkKind kind = LinkKind::kWeb;
  Range raw;                  // bytes of raw()
  FoldSet folds = 0;          // what had to be undone; letter case is none for a link
  std::string url;            // as a browser would show it; of a token the token
  std::string host;           // lower-case ASCII; empty where nothing is resolved
  std::string registrable;    // of the host
  std::string target;         // the innermost host that the link redirects to; empty if it is no wrapper
  std::string resolved;       // what the host answered about a short link; its host is the target then
  std::string text;           // folded, what stands for it where a page or Markdown gives it words
  bool claims_other = false;  // its text names another site than it leads to
  std::string looks_like;     // what a reader takes the host for, if it is drawn like another name
};

// Appends the links of `field` in ascending order. Builds the map if there is any. `is_alt`: the text
// describes a picture, so a QR code in it is a link.
Result<void> read_links(FieldText& field, bool is_alt, std::vector<FoundLink>& out);

// Gives `links` the text that stands for them, `claim`, and marks those that lead to another site than the
// links in it name.
Result<void> note_claims(std::string_view claim, std::vector<FoundLink>& links);

}  // namespace postgate

// The links of a field, those behind escapes included: the walk over the text view and, where
// it holds escapes, a second one over what they stand for. Stateless; allocates only for escapes.
#pragma once

#include "base/result.h"
#include "link/link.h"
#include "text/field_text.h"

namespace postgate::link {

// Takes the links of a field in ascending order. `view` is the text the link was found in, folded; it
// is the field itself unless the link was escaped, and then it has its map. `bytes` are those of
// the field's own text view.
class FieldLinkSink {
 public:
  virtual ~FieldLinkSink() = default;
  virtual void take(const FieldText& view, const Link& link, Range bytes) = 0;
};

// Errors: kNoMemory, kTooLarge, and only if there are escapes.
Result<void> walk_field_links(const FieldText& field, FieldLinkSink& sink);

}  // namespace postgate::link

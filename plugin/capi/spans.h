// Places of the layers below as the structs of the header. No state, any thread.
#pragma once

#include "policy/finding.h"
#include "postgate.h"

namespace postgate::capi {

inline postgate_spans spans_of(const SourceSpan& where) {
  return {{where.begin.bytes, where.end.bytes},
          {where.begin.utf16, where.end.utf16},
          {where.begin.codepoints, where.end.codepoints}};
}

}  // namespace postgate::capi

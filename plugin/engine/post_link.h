// A link of a post, with its place in the caller's text. Plain data.
#pragma once

#include <cstdint>

#include "link/found_link.h"
#include "policy/finding.h"

namespace postgate {

struct PostLink {
  FoundLink link;
  std::uint32_t field = 0;
  std::uint32_t role = 0;
  SourceSpan where;
};

}  // namespace postgate

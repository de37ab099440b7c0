// A link of the engine as the struct of the header. No state, any thread.
#pragma once

#include "engine/post_link.h"
#include "postgate.h"

namespace postgate::capi {

// Its strings point into `from`.
postgate_link link_of(const PostLink& from);

}  // namespace postgate::capi

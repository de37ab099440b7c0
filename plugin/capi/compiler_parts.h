// What the two files of the compiler share: compiler_c.cc and archive_c.cc. One thread at a time.
#pragma once

#include "capi/boundary.h"
#include "capi/handles.h"

namespace postgate::capi {

Status check_open(const postgate_compiler* compiler, const Report& report);
// Builds once; the ruleset is the caller's.
Status build(postgate_compiler& compiler, postgate_ruleset** out, const Report& report);
Status add_source(postgate_compiler& compiler, PackSource source, const Report& report);

}  // namespace postgate::capi

// Where a build is, written down by the library's progress calls for the parent of a limited child. No state.
#pragma once

#include <postgate.h>

#include <string>

#include "limited.h"

namespace postgate_cli {

// A postgate_progress_function; `context` is a Whereabouts.
void note_progress(void* context, const postgate_progress* what);

// "the regex at rules/a.toml:12 of a.rule": where the child was when it was ended.
std::string whereabouts_text(const Whereabouts& where);

}  // namespace postgate_cli

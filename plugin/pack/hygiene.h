// What is not wrong in a pack but not right either: words that another word makes needless, words whose
// edge is never looked at, phrases that can cancel nothing. All are warnings. Stateless.
#pragma once

#include "pack/diagnostics.h"
#include "pack/model.h"

namespace postgate {

void check_hygiene(const Pack& pack, Diagnostics& diagnostics);

}  // namespace postgate

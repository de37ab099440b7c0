// Which signals are witnesses for what an extra view may find: a weakly folded hit counts only beside another
// signal of its rule, so a post without one need not be looked at in that view. Stateless.
#pragma once

#include "engine/compiled.h"

namespace postgate {

// Fills CompiledView::witnesses of every extra view; needs the rules.
void find_witnesses(Compiled& compiled);

}  // namespace postgate

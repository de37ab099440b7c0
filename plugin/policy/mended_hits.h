// Hits of a rule some word of which runs over a boundary. Stateless.
#pragma once

#include "policy/rulebook.h"
#include "policy/signal_hit.h"

namespace postgate {

// A line break or mark inside a word of the rule is a disguise and ends neither clause nor sentence for this
// rule: its hits of both sides get the scope of the first. Its guards do not: what stands in another sentence
// as it is written excuses nothing. Words of other rules change nothing. Fills `mended`, sorted, and answers
// true where there is such a word; else `mended` is of no use.
bool mend_hits(const BookRule& rule, const HitBook& hits, HitBook& mended);

}  // namespace postgate

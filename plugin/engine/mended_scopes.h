// Scopes of hits where a word runs over a boundary. Stateless.
#pragma once

#include <cstdint>
#include <span>

#include "policy/signal_hit.h"
#include "text/boundary.h"

namespace postgate {

// A line break or mark inside a word of the pack is a disguise and ends neither clause nor sentence: all hits
// of both sides get the scope of the first. `hits` are those of one field, `length` its text_length().
// Allocates nothing where no word runs over a boundary.
void mend_scopes(std::span<SignalHit> hits, const Boundaries& boundaries, std::uint32_t length);

}  // namespace postgate

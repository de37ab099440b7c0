// Meeting: the hits of one rule's signals that lie in one scope, and which of them make the finding.
// Borrows the hits of a HitBook; used while a post is judged, one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "policy/rulebook.h"
#include "policy/signal_hit.h"

namespace postgate {

using Hits = std::span<const SignalHit>;  // of one signal, sorted by place, not empty

struct Meeting {
  std::vector<Hits> parts;   // per signal of `all`, then of those signals of `any` that are there
  std::size_t required = 0;  // how many of the parts are of `all`
};

inline bool same_field(const SignalHit& a, const SignalHit& b) { return a.field == b.field; }

// Whether every signal of `all` and enough of `any` are there.
bool is_complete(const Meeting& meeting, const BookRule& rule);

// The complete meetings in which at most `distance` squeezed characters lie between one hit and the next.
// All hits must be of one field.
std::vector<Meeting> split_by_distance(const Meeting& meeting, const BookRule& rule, std::uint32_t distance);

// One hit of every signal of `all` and of as many of `any` as are needed, close together. Empty if
// the rule wants an order in which they do not stand.
std::vector<const SignalHit*> choose_hits(const Meeting& meeting, const Rule& rule);

}  // namespace postgate

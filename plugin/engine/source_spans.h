// Turns the raw() byte ranges of a verdict into offsets of the caller's text in all three
// units, walking each field with a finding once. Stateless.
#pragma once

#include <vector>

#include "engine/scanner.h"
#include "policy/finding.h"

namespace postgate {

void fill_source_spans(const Post& post, bool replace_ill_formed, std::vector<Finding>& findings,
                       std::vector<TraceStep>& trace);

}  // namespace postgate

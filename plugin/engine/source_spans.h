// Turns the raw() byte ranges of a verdict into offsets of the caller's text in all three
// units, walking each field with a finding once. Stateless.
#pragma once

#include <vector>

#include "engine/post_link.h"
#include "engine/scan_unit.h"
#include "engine/scanner.h"
#include "policy/finding.h"

namespace postgate {

void fill_source_spans(const Post& post, bool replace_ill_formed, std::vector<Finding>& findings,
                       std::vector<TraceStep>& trace);

// Units and offsets in them become fields of the post and places in these; at most as many links as the
// resolver was asked about.
void place_links(const Post& post, bool replace_ill_formed, const ScanUnits& units,
                 std::vector<PostLink>& links);

}  // namespace postgate

// BorderScan: looks for what is split over the fields of a post. Owned by a scanner whose ruleset has rules
// over the whole post; reused from post to post; one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "engine/compiled.h"
#include "engine/field_scan.h"
#include "engine/joined_fields.h"
#include "policy/finding.h"
#include "policy/signal_hit.h"
#include "policy/signal_set.h"

namespace postgate {

class BorderScan {
 public:
  BorderScan(const Compiled& compiled, std::uint32_t max_hits);

  void clear();
  // The next field of the post, in raw().
  void add(std::uint32_t field, std::uint32_t role, std::string_view raw);

  // After the last field: adds what was seen over the borders to `seen`.
  Result<void> match(const Deadline& deadline, Scratch& scratch, SignalSet& seen, std::uint32_t& incomplete);

  // Adds to `book` the hits of the `relevant` signals that no field has by itself.
  Result<void> resolve(const Deadline& deadline, Scratch& scratch, const SignalSet& seen,
                       const SignalSet& relevant, HitBook& book, std::vector<TraceStep>* trace,
                       std::uint32_t& incomplete);

 private:
  Result<void> match_piece(std::size_t piece, const Deadline& deadline, Scratch& scratch,
                           const SignalSet& seen, std::uint32_t& incomplete);
  void take(std::size_t piece, const SignalHit& hit, HitBook& book, std::vector<TraceStep>* trace);

  const Compiled& compiled_;
  FieldScan scan_;
  FieldText text_;
  JoinedFields fields_;
  SignalSet piece_seen_;
  std::vector<std::uint32_t> roles_;      // by field
  std::vector<std::uint32_t> with_hits_;  // pieces
  std::vector<JoinedPart> parts_;
  HitBook found_;
  std::unordered_set<std::uint64_t> in_fields_;  // signal and field of what fields have by themselves
};

}  // namespace postgate

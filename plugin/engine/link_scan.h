// LinkScan: the links of a post, offending or not, with their places in the caller's text. Needs no
// ruleset. Owned by one worker; buffers are reused. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "engine/engine.h"
#include "engine/post_link.h"
#include "engine/scan_unit.h"
#include "engine/scanner.h"
#include "text/field_text.h"

namespace postgate {

class LinkScan {
 public:
  // In the order of the post; lent until the next call. Errors: kEncoding, kTooLarge, kDeadline, kNoMemory.
  Result<const std::vector<PostLink>*> run(const Post& post, const ScanOptions& options,
                                           const EngineOptions& limits);
  void reset() { *this = LinkScan(); }

 private:
  Result<void> read_fields(const Post& post, const ScanOptions& options, const EngineOptions& limits);
  Result<void> read_unit(const ScanUnit& unit, const Deadline& deadline);
  void place_links(const Post& post, bool replace);
  static Error too_large(const EngineOptions& limits, std::size_t field);

  ScanUnits units_;
  FieldText text_;
  std::vector<FoundLink> found_;
  std::vector<PostLink> links_;
};

}  // namespace postgate

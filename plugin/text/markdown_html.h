// Markdown turned into HTML whose every character knows its place in the Markdown source. The only
// place that knows md4c. One thread.
#pragma once

#include <string_view>

#include "base/deadline.h"
#include "base/result.h"
#include "text/structure.h"

namespace postgate {

// CommonMark with tables, strikethrough and task lists; HTML inside passes through as it is.
// Errors: kStructureLimit, kDeadline, kNoMemory.
Result<void> markdown_to_html(std::string_view source, const StructureLimits& limits,
                              const Deadline& deadline, MappedText& html);

}  // namespace postgate

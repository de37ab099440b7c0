// Suggestions: the smallest changes that let a stopped post pass, all of them tried by scanning the changed
// post before they are offered. Made on request only, with a scanner of one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/scanner.h"

namespace postgate {

// A stretch of one field to be deleted or replaced.
struct Fix {
  std::uint32_t finding = 0;  // index in the verdict of the unchanged post
  std::uint32_t field = 0;
  Range bytes;              // of the field in UTF-8
  std::string replacement;  // empty: a deletion
  SourceSpan where;
};

// Judges `post` and, if it is held or blocked, looks for fixes, so that the post with all of them is
// published under the same options. Empty if it passes anyway, if none were found, or if the post is too
// long, has too many findings, or is not well-formed. Spends at most some 130 scans. Errors are those of
// Scanner::scan(); the scanner's verdict is no longer lent afterwards.
Result<std::vector<Fix>> suggest_fixes(Scanner& scanner, const Post& post, const ScanOptions& options);

}  // namespace postgate

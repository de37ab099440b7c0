#!/bin/sh
# Every function of the public header has a comment that says on which threads it may be called and
# since when it exists; what returns a status lists its statuses.   comments.sh ABI_FOLDER
set -eu
awk '
  /^\/\*/ { comment = ""; inside = 1 }
  inside { comment = comment $0 "\n" }
  /\*\/$/ { inside = 0 }
  /^#define|^typedef|^}/ { comment = "" }
  /^POSTGATE_API/ {
    declaration = $0
    match(declaration, /postgate_[a-z0-9_]+\(/)
    name = RSTART ? substr(declaration, RSTART, RLENGTH - 1) : "?"
    if (!RSTART) { getline rest; match(rest, /postgate_[a-z0-9_]+\(/); name = substr(rest, RSTART, RLENGTH - 1) }
    functions++
    if (comment !~ /thread: (any|one at a time|as its scanner)\./) { print name ": no thread: tag"; bad++ }
    if (comment !~ /since [0-9]+\.[0-9]+ \*\//) { print name ": no since tag"; bad++ }
    if (declaration ~ /^POSTGATE_API int32_t/ && name !~ /has_feature/ && comment !~ /returns/) {
      print name ": no returns tag"; bad++
    }
    comment = ""
  }
  END { print functions " functions"; exit !(functions > 0 && !bad) }
' "$1/postgate.h"

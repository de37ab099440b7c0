#!/usr/bin/env bash
# Long files hide more than one job. Above 200 lines a file is listed, above 400 it fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/lint/sources.sh

mapfile -t files < <(sources plugin examples)
[[ ${#files[@]} -gt 0 ]]
wc -l "${files[@]}" | awk '
  $2 == "total" { next }
  $1 > 400 { print "too long: " $0; bad++ }
  $1 > 200 && $1 <= 400 { print "long:     " $0 }
  { count++; lines += $1 }
  END { print count " files, " lines " lines, " bad + 0 " too long"; exit bad > 0 }'

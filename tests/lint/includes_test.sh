#!/usr/bin/env bash
# The include check can fail: each wrong include below must be reported, the right tree must not.
set -euo pipefail
check=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/includes.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

write() {
  mkdir -p "$tree/$(dirname "$1")"
  printf '%s\n' "${@:2}" >"$tree/$1"
}
expect_complaint() {
  local output
  if output=$("$check" "$tree") || ! grep -qF "$1" <<<"$output"; then
    printf 'expected a complaint "%s", got:\n%s\n' "$1" "$output"
    exit 1
  fi
}

write abi/postgate.h '#include <stdint.h>'
write plugin/base/a.h '#include <string>'
write plugin/text/b.cc '#include "base/a.h"'
write plugin/capi/c.cc '#include <postgate.h>' '#include "text/b.h"'
write examples/cli/main.cc '#include <postgate.h>' '#include "cli/args.h"'
"$check" "$tree"

write plugin/base/a.h '#include "text/b.h"'
expect_complaint 'plugin/base/a.h:1: base must not include text'
write plugin/base/a.h '  #  include <postgate.h>'
expect_complaint 'only plugin/capi includes postgate.h'
write plugin/base/a.h '#include <string>'

write examples/cli/main.cc '#include "engine/engine.h"'
expect_complaint 'examples use postgate.h alone'
write examples/cli/main.cc '#include <postgate.h>'

write abi/postgate.h '#include <stdbool.h>'
expect_complaint 'the public header includes stdbool.h'
write abi/postgate.h '#include <stdint.h>'

write plugin/match/x.cc '#include <hs/hs.h>'
write plugin/match/y.cc '#include <hs/hs.h>'
expect_complaint 'Hyperscan is included by more than one file'
rm "$tree/plugin/match/y.cc"
write plugin/match/x.cc '#include <libpsl.h>'
expect_complaint 'not from plugin/link'

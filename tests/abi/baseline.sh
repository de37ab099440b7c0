#!/bin/sh
# The library is compatible with the recorded one: nothing was removed and no type changed.
# Exit 77: abidiff is not installed, nothing is recorded for this platform, or there is no debug
# information to compare.
#   baseline.sh LIBRARY ABI_FOLDER TRIPLET [--update]
set -eu
library=$1
abi=$2
major=$(sed -nE 's/^#define POSTGATE_ABI_MAJOR ([0-9]+)$/\1/p' "$abi/postgate.h")
baseline=$abi/baseline/$3/libpostgate.so.$major.abi
if ! command -v abidw >/dev/null 2>&1 || ! command -v abidiff >/dev/null 2>&1; then
  echo "abigail-tools is not installed"
  exit 77
fi
# Without debug information only the symbols could be compared, which abi.exports does.
if ! readelf -SW "$library" | grep -q '\.debug_info'; then
  echo "the library has no debug information"
  exit 77
fi
# What is behind the handles is nobody's business: the dump keeps the types of the header alone.
dump() {
  abidw --headers-dir "$abi" --drop-private-types --exported-interfaces-only --no-corpus-path \
    --no-comp-dir-path --no-show-locs --no-elf-needed "$library" | sed "s|path='[^']*/plugin/|path='plugin/|"
}
if [ "${4:-}" = --update ]; then
  mkdir -p "$(dirname "$baseline")"
  dump >"$baseline"
  exit 0
fi
if [ ! -f "$baseline" ]; then
  echo "nothing recorded for $3"
  exit 77
fi
now=$(mktemp --suffix=.abi)
trap 'rm -f "$now"' EXIT
dump >"$now"
abidiff --no-added-syms "$baseline" "$now"

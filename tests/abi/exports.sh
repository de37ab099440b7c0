#!/bin/sh
# The library exports what symbols.txt lists and nothing else; its soname carries the ABI major.
#   exports.sh LIBRARY ABI_FOLDER
set -eu
library=$1
abi=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Type A are the names of the version nodes themselves.
nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' | sort >"$work/exported"
sort "$abi/symbols.txt" >"$work/listed"
diff -u "$work/listed" "$work/exported"

major=$(sed -nE 's/^#define POSTGATE_ABI_MAJOR ([0-9]+)$/\1/p' "$abi/postgate.h")
readelf -dW "$library" | grep -qF "[libpostgate.so.$major]" || {
  echo "the soname is not libpostgate.so.$major"
  exit 1
}
# Rule 8 of the header: never unloaded. Writable code or an executable stack is nobody's wish.
readelf -dW "$library" | grep -q NODELETE || {
  echo "the library can be unloaded"
  exit 1
}
if readelf -dW "$library" | grep -q TEXTREL; then exit 1; fi
echo "$(wc -l <"$work/exported") symbols"

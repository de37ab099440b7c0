#!/bin/sh
# Every constant of the public header has the type and the value that abi/constants.txt records.
#   constants.sh CC ABI_FOLDER [--update]
set -eu
compiler=$1
abi=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names=$(sed -nE 's/^#define (POSTGATE_[A-Z0-9_]+) .*/\1/p' "$abi/postgate.h" |
  grep -vxE 'POSTGATE_(H|CALL|API|INIT)')
{
  cat <<'CODE'
#include <inttypes.h>
#include <stdio.h>
#include "postgate.h"
#define SHOW(name)                                                                   \
  _Generic((name), char*: show_text, const char*: show_text, int: show_int,          \
           unsigned: show_unsigned, uint64_t: show_long)(#name, (name))
static void show_text(const char* name, const char* value) { printf("%s text %s\n", name, value); }
static void show_int(const char* name, int value) { printf("%s int %d\n", name, value); }
static void show_unsigned(const char* name, unsigned value) { printf("%s unsigned 0x%x\n", name, value); }
static void show_long(const char* name, uint64_t value) { printf("%s uint64 0x%" PRIx64 "\n", name, value); }
int main(void) {
CODE
  for name in $names; do echo "  SHOW($name);"; done
  echo "  return 0;"
  echo "}"
} >"$work/constants.c"
"$compiler" -std=c11 -Wall -Wextra -Werror -I "$abi" -o "$work/constants" "$work/constants.c"
"$work/constants" >"$work/constants.txt"
if [ "${3:-}" = --update ]; then
  cp "$work/constants.txt" "$abi/constants.txt"
  exit 0
fi
diff -u "$abi/constants.txt" "$work/constants.txt" || {
  echo "a constant changed: released ones never do; a new one is recorded with --update and in CHANGES.md"
  exit 1
}
echo "$(wc -l <"$work/constants.txt") constants"

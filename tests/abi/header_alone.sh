#!/bin/sh
# The public header compiles by itself, without a warning, in every language version that hosts use.
#   header_alone.sh ABI_FOLDER
set -eu
abi=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warnings="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef -Wmissing-field-initializers -Werror"

cat >"$work/host.c" <<'CODE'
#include "postgate.h"
#include "postgate.h" /* twice: the guard */
int host(void);
int host(void) {
  postgate_error error = POSTGATE_INIT(postgate_error);
  postgate_field field = POSTGATE_INIT(postgate_field);
  postgate_scan_options options = POSTGATE_INIT(postgate_scan_options);
  const postgate_api* api = postgate_get_api(POSTGATE_ABI_MAJOR, POSTGATE_ABI_MINOR, &error);
  options.flags = POSTGATE_SCAN_TRACE | POSTGATE_SCAN_ACCEPT_PARTIAL;
  field.role = POSTGATE_ROLE_TITLE;
  return !api && field.length == options.profile.size && error.status == POSTGATE_E_PLATFORM;
}
CODE
cp "$work/host.c" "$work/host.cc"

tried=0
check() { # COMPILER FILE OPTIONS...
  compiler=$1
  file=$2
  shift 2
  command -v "$compiler" >/dev/null 2>&1 || return 0
  tried=$((tried + 1))
  # shellcheck disable=SC2086
  "$compiler" "$@" $warnings -fsyntax-only -I "$abi" "$file"
}
for compiler in gcc clang clang-14; do
  for standard in c99 c11 c17; do
    check "$compiler" "$work/host.c" -std=$standard -Wc++-compat -Wstrict-prototypes
  done
  check "$compiler" "$abi/layout_check.c" -std=c11 -Wstrict-prototypes
done
for compiler in g++ clang++ clang++-14; do
  for standard in c++11 c++17 c++20; do
    check "$compiler" "$work/host.cc" -std=$standard -Wold-style-cast -Wzero-as-null-pointer-constant
  done
done
echo "$tried compilations"
[ "$tried" -gt 0 ]

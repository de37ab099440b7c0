#!/usr/bin/env bash
# Every source file is as clang-format 14 would write it. Exit 77: the tool is not there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/lint/sources.sh

if ! command -v clang-format-14 >/dev/null; then
  echo "clang-format-14 is not installed"
  exit 77
fi
mapfile -t files < <(sources abi plugin examples tests)
[[ ${#files[@]} -gt 0 ]]

mapfile -t bad < <(clang-format-14 --dry-run --Werror "${files[@]}" 2>&1 | sed -nE 's/^([^:]+):[0-9]+:[0-9]+: error.*/\1/p' | sort -u)
for file in "${bad[@]}"; do
  echo "not formatted: $file   (clang-format-14 -i $file)"
done
echo "${#files[@]} files, ${#bad[@]} not formatted"
[[ ${#bad[@]} -eq 0 ]]

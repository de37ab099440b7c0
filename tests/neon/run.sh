#!/usr/bin/env bash
# Builds the kernels for ARM64, where they use NEON, and runs kernels.cc under emulation. Needs Debian's
# g++-aarch64-linux-gnu and qemu-user; without them it is skipped (exit status 77).
#   run.sh SOURCE_FOLDER
set -euo pipefail
source=$1

command -v aarch64-linux-gnu-g++ >/dev/null || { echo "g++-aarch64-linux-gnu is not installed"; exit 77; }
emulator=$(command -v qemu-aarch64 || command -v qemu-aarch64-static) ||
  { echo "qemu-user is not installed"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Highway alone of this system's headers: the others are for its own CPU.
mkdir "$work/include"
ln -s /usr/include/hwy "$work/include/hwy"
aarch64-linux-gnu-g++ -std=c++20 -O2 -Wall -Wextra -static -DHWY_COMPILE_ONLY_STATIC -I"$work/include" \
  -I"$source/plugin" "$source/tests/neon/kernels.cc" "$source/plugin/text/decode_batch.cc" \
  "$source/plugin/match/pair_filter.cc" "$source/plugin/text/cpu_kernel.cc" -o "$work/kernels"
aarch64-linux-gnu-objdump -d "$work/kernels" >"$work/code"
grep -qw ld3 "$work/code" || { echo "no NEON in the kernels"; exit 1; }
"$emulator" "$work/kernels"

#!/usr/bin/env bash
# Instructions a post, counted by callgrind: no noise of the machine moves them. Fails when they leave the
# committed figure by more than a few per cent, either way: a gain is committed too, or it will be lost.
#   guard.sh PROGRAM FIGURE_FILE
set -euo pipefail
program=$1 figure_file=$2
tolerance=5 # per cent

command -v valgrind >/dev/null || { echo "valgrind is not installed"; exit 77; }
[[ $(uname -m) == x86_64 ]] || { echo "the figure is for x86-64"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
posts=$(valgrind --tool=callgrind --callgrind-out-file="$work/out" --toggle-collect=postgate_scan_utf8 \
  "$program" 2>"$work/log") || { cat "$work/log"; exit 1; }
collected=$(sed -nE 's/.*Collected : ([0-9]+).*/\1/p' "$work/log")
[[ $posts -gt 0 && $collected -gt 0 ]] || { cat "$work/log"; exit 1; }

now=$((collected / posts))
figure=$(grep -v '^#' "$figure_file")
echo "$now instructions a post, the figure is $figure"
low=$((figure * (100 - tolerance) / 100)) high=$((figure * (100 + tolerance) / 100))
if ((now > high)); then
  echo "slower: find out why, or, where it is worth it, put $now into ${figure_file##*/}"
  exit 1
elif ((now < low)); then
  echo "faster: put $now into ${figure_file##*/}, so that it stays so"
  exit 1
fi

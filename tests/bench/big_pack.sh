#!/usr/bin/env bash
# What a pack of 100,000 words and 2,000 regexes costs: checking, building, loading with and without the cache, memory.
# Usage: tests/bench/big_pack.sh [build/release/postgate]   (more arguments go to big_pack.py)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
postgate=$(realpath "${1:-$here/../../build/release/postgate}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$here/big_pack.py" pack "${@:2}"

# measure NAME COMMAND...: seconds of the processor and on the wall, memory at the peak.
measure() {
  local name=$1 status=0
  shift
  /usr/bin/time -f '%U %S %e %M' -o figures "$@" >output 2>&1 || status=$?
  [[ $status == 0 ]] || { cat output >&2; exit 1; }
  awk -v name="$name" '{ printf "| %s | %.2f s | %.2f s | %.0f MiB |\n", name, $1 + $2, $3, $4 / 1024 }' figures
}

echo "一条普通的通知" >post
echo '| step | processor | wall | peak memory |'
echo '|---|---|---|---|'
measure '`pack check`' "$postgate" pack check pack
cp output checked
measure '`pack check --cost`' "$postgate" pack check --cost pack
measure '`pack build`' "$postgate" pack build pack -o big.pgpack
cp output built
"$postgate" pack keygen -p k.pub -s k.key >/dev/null
"$postgate" pack sign -s k.key big.pgpack >/dev/null
measure 'cold load and one post' "$postgate" scan --trust k.pub --state state --pack big.pgpack post
measure 'cold load, cache written' "$postgate" scan --trust k.pub --state state --cache cache --pack big.pgpack post
measure 'cached load and one post' "$postgate" scan --trust k.pub --state state --cache cache --pack big.pgpack post
echo
sed -n '2,3p' checked
sed -n '3,5p' built
du -sh cache

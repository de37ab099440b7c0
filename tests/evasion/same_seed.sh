#!/usr/bin/env bash
# The same seed gives the same posts, another seed gives others. Usage: same_seed.sh PYTHON GENERATOR
set -euo pipefail
make() { PYTHONHASHSEED=$2 "$python" "$generator" --seed "$1" --per 2 | sha256sum; }
python=$1 generator=$2
[[ $(make 1 1) == "$(make 1 2)" ]] || { echo "the same seed gave other posts"; exit 1; }
[[ $(make 1 1) != "$(make 2 1)" ]] || { echo "another seed gave the same posts"; exit 1; }

#!/usr/bin/env bash
# Includes go one way: a layer of the library includes itself and the layers left of it; the
# C boundary alone knows the public header; programs and examples know nothing but that header.
# Third-party engines are each included by one wrapper.   includes.sh [project folder]
set -euo pipefail
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../..}"
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/sources.sh"

layers=(base text pack match link policy engine capi)
declare -A rank
for i in "${!layers[@]}"; do rank[${layers[$i]}]=$i; done

bad=0
complain() {
  echo "$1"
  bad=$((bad + 1))
}

# Lines "file:line:header" of all includes below the given folders.
includes_of() {
  sources "$@" | xargs -r grep -HnoE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"][^>"]+' |
    sed -E 's/^([^:]+:[0-9]+:).*[<"]/\1/'
}

seen=0
while IFS=: read -r file line header; do
  seen=$((seen + 1))
  layer=${file#plugin/}
  layer=${layer%%/*}
  [[ -n ${rank[$layer]:-} ]] || complain "$file: '$layer' is not a layer"
  target=${header%%/*}
  if [[ $header == postgate.h && $layer != capi ]]; then
    complain "$file:$line: only plugin/capi includes postgate.h"
  elif [[ $header == */* && -n ${rank[$target]:-} && ${rank[$target]} -gt ${rank[$layer]:-0} ]]; then
    complain "$file:$line: $layer must not include $target ($header)"
  fi
done < <(includes_of plugin)
[[ $seen -gt 0 ]] || complain "no include found below plugin/"

while IFS=: read -r file line header; do
  target=${header%%/*}
  if [[ $header == */* && -n ${rank[$target]:-} ]]; then
    complain "$file:$line: examples use postgate.h alone, not $header"
  fi
done < <(includes_of examples)

while IFS=: read -r file line header; do
  [[ $header == stddef.h || $header == stdint.h ]] || complain "$file:$line: the public header includes $header"
done < <(includes_of abi/postgate.h)

# one_wrapper NAME REGEX FOLDER: headers that match are included by one file, which is in FOLDER.
one_wrapper() {
  local users
  users=$(includes_of plugin | grep -v '/tools/' | grep -E ":($2)" | cut -d: -f1 | sort -u || true)
  [[ $(wc -w <<<"$users") -le 1 ]] || complain "$1 is included by more than one file:"$'\n'"$users"
  [[ -z $users || $users == "$3"/* ]] || complain "$1 is included by $users, not from $3"
}
one_wrapper Hyperscan 'hs\.h|hs/|hs_' plugin/match
one_wrapper RE2 're2/' plugin/match
one_wrapper libpsl 'libpsl\.h' plugin/link
one_wrapper gumbo 'gumbo\.h' plugin/text
one_wrapper md4c 'md4c\.h' plugin/text
one_wrapper ICU 'unicode/' plugin/link
one_wrapper toml++ 'toml\+\+/|toml\.hpp' plugin/pack
one_wrapper libsodium 'sodium' plugin/pack
one_wrapper zlib 'zlib\.h' plugin/pack

echo "$seen includes checked, $bad wrong"
[[ $bad -eq 0 ]]

#!/bin/sh
# The header, the version script and symbols.txt name the same functions; the newest node of the
# script is the header's ABI version; header and build agree on the release; the function table has a
# slot for every function.   names.sh ABI_FOLDER PROJECT_VERSION
set -eu
abi=$1
version=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
same() { # WHAT FILE FILE
  diff -u "$2" "$3" || {
    echo "^ $1"
    bad=1
  }
}
equal() { # WHAT VALUE VALUE
  [ "$2" = "$3" ] || {
    echo "$1: '$2' is not '$3'"
    bad=1
  }
}
macro() { sed -nE "s/^#define $1 \"?([0-9.]+)\"?\$/\\1/p" "$abi/postgate.h"; }

sed -nE 's/^.*POSTGATE_CALL (postgate_[a-z0-9_]+)\(.*$/\1/p' "$abi/postgate.h" | sort >"$work/header"
sed -nE 's/^ +(postgate_[a-z0-9_]+);$/\1/p' "$abi/postgate.map" | sort >"$work/map"
sed -E 's/@@.*//' "$abi/symbols.txt" | sort >"$work/symbols"
[ -s "$work/header" ]
same "the header and the version script differ" "$work/header" "$work/map"
same "the header and symbols.txt differ" "$work/header" "$work/symbols"

# A glob would export what nobody decided on.
if grep -n '\*' "$abi/postgate.map" | grep -vE '^[0-9]+: +\*;$'; then
  echo "^ the version script has a glob"
  bad=1
fi
equal "nodes with local: *" "$(grep -cE '^ +\*;$' "$abi/postgate.map")" 1

node=$(sed -nE 's/^POSTGATE_([0-9.]+) \{$/\1/p' "$abi/postgate.map" | tail -n 1)
equal "newest node and ABI version" "$node" "$(macro POSTGATE_ABI_MAJOR).$(macro POSTGATE_ABI_MINOR)"
equal "release of header and build" "$(macro POSTGATE_VERSION)" "$version"
equal "soname and ABI major" "${version%%.*}" "$(macro POSTGATE_ABI_MAJOR)"

sed -nE '/^typedef struct postgate_api/,/^} postgate_api/s/.*POSTGATE_CALL\* ?([a-z0-9_]+)\).*/postgate_\1/p' \
  "$abi/postgate.h" | sed 's/_abi_version_fn$/_abi_version/' | sort >"$work/table"
grep -vx postgate_get_api "$work/header" >"$work/header_but_one"
same "the function table and the header differ" "$work/header_but_one" "$work/table"
echo "$(wc -l <"$work/header") functions"
exit $bad

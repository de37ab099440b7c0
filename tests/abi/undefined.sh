#!/bin/sh
# The library asks others for nothing that rule 8 of the header rules out: no process end, stream,
# environment, locale, signal, thread or global hook.   undefined.sh LIBRARY ALLOWED_FILE
set -eu
library=$1
allowed=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nm -D --undefined-only "$library" | awk '{ print $2 }' | sed 's/@.*//' | sort -u >"$work/undefined"
[ -s "$work/undefined" ]

cat >"$work/banned" <<'NAMES'
abort
_?_?exit
_Exit
quick_exit
atexit
v?f?printf
__v?f?printf_chk
puts
f?putc(har)?
fputs
fwrite
perror
std(in|out|err)
_ZSt[34]c(in|out|err|log)
_ZNSt8ios_base4Init.*
(secure_)?getenv
(set|put|unset)env
setlocale
newlocale
uselocale
_ZNSt6locale6globalE.*
signal
sigaction
raise
kill
alarm
setitimer
pthread_create
_ZNSt6thread15_M_start_thread.*
pthread_atfork
fork
system
popen
dlopen
dlsym
hs_set_.*allocator
u_setMemoryFunctions.*
u_setDataDirectory.*
NAMES
grep -xEf "$work/banned" "$work/undefined" >"$work/found" || true
sed -E 's/[[:space:]]*#.*//; /^$/d' "$allowed" | sort >"$work/allowed"
if comm -23 "$work/found" "$work/allowed" | grep .; then
  echo "^ must not be used by the library (rule 8 of postgate.h)"
  exit 1
fi
if comm -13 "$work/found" "$work/allowed" | grep .; then
  echo "^ is allowed, but not used: take it off the list"
  exit 1
fi
echo "$(wc -l <"$work/undefined") symbols from other libraries"

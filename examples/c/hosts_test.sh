#!/bin/sh
# Runs the hosts on sample posts.   hosts_test.sh MINIMAL DLOPEN_HOST LIBRARY GUARDED_HOST
set -eu
minimal=$1
host=$2
library=$3
guarded=$4
clean='市图书馆周末举办亲子阅读活动，欢迎参加。'
forced='全体职工务必下载“掌上通”APP。'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect() { # STATUS TEXT COMMAND...
  wanted=$1
  text=$2
  shift 2
  status=0
  "$@" >"$work/out" 2>"$work/err" || status=$?
  if [ "$status" -ne "$wanted" ] || ! cat "$work/out" "$work/err" | grep -qF -- "$text"; then
    echo "expected status $wanted and '$text', got $status and:"
    cat "$work/out" "$work/err"
    exit 1
  fi
}

expect 0 allow "$minimal" "$clean"
expect 1 '务必下载' "$minimal" "$forced"
expect 1 E_ENCODING "$minimal" "$(printf 'a\377')"
expect 2 usage "$minimal"

printf %s "$clean" >"$work/clean"
printf %s "$forced" >"$work/forced"
expect 0 'allow, 0 finding(s)' sh -c '"$0" "$1" <"$2"' "$host" "$library" "$work/clean"
expect 1 'finding(s)' sh -c '"$0" "$1" <"$2"' "$host" "$library" "$work/forced"
expect 1 'no/such/library' sh -c '"$0" "$1" <"$2"' "$host" /no/such/library "$work/clean"
expect 2 usage "$host"

expect 0 'publish allow, by verdict' sh -c '"$0" <"$1"' "$guarded" "$work/clean"
expect 1 'keep block, by verdict' sh -c '"$0" <"$1"' "$guarded" "$work/forced"
printf 'a\377' >"$work/wrong"
expect 1 'keep block, by post error' sh -c '"$0" <"$1"' "$guarded" "$work/wrong"

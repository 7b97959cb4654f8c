#!/bin/sh
# bench.sh CHECKOUT BUILD GENERATOR: the programs of ci/bench, which nothing else builds, can still be made of BUILD.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { cmake -S "$1/ci/bench" -B "$work" -G "$3" -D MIGHAR_BUILD="$2" && cmake --build "$work"; } >"$work/log" 2>&1; then
  cat "$work/log"
  exit 1
fi
if [ ! -x "$work/digest" ]; then
  echo "the program that is made of mighar's rooms was not built"
  exit 1
fi

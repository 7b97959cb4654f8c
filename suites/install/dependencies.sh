#!/bin/sh
# dependencies.sh CHECKOUT GENERATOR: a system without the libraries is told all of them, and the packages to install.
set -eu

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

if PKG_CONFIG_LIBDIR=$room PKG_CONFIG_PATH='' cmake -S "$1" -B "$room/build" -G "$2" >"$room/log" 2>&1; then
  echo "it configured without its libraries"
  exit 1
fi
tr -s ' \n' ' ' <"$room/log" >"$room/words" # CMake breaks lines as it likes
while read -r _ kind module version package; do
  [ "$kind" = module ] || continue
  grep -qF " $module $version or newer" "$room/words" || { cat "$room/log"; echo "no word of $module"; exit 1; }
  grep -qE "apt-get install [^:]*$package " "$room/words" || { cat "$room/log"; echo "no word of $package"; exit 1; }
done <"$1/ci/dependencies"

#!/bin/sh
# destdir.sh CHECKOUT BUILD: what `cmake --install` puts where, and that the program runs from there.
set -eu

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

DESTDIR=$room cmake --install "$2" --prefix /usr >"$room/log" || { cat "$room/log"; exit 1; }
(cd "$room" && find usr -type f | sort) >"$room/found"
diff - "$room/found" <<END
usr/bin/mighar
usr/share/doc/mighar/LICENSE
usr/share/doc/mighar/README.md
END
"$room/usr/bin/mighar" --version

#!/bin/sh
# style.sh CHECKOUT: ci/check-style finds each thing that it is there to find, and nothing else.
set -eu

checkout=$1
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
mkdir -p "$room/harness" "$room/drivers" "$room/include" "$room/suites" "$room/ci"
cp "$checkout/.clang-format" "$room"

says() # TEXT: nothing when empty
{
  status=0
  "$checkout/ci/check-style" "$room" >"$room/out" 2>&1 || status=$?
  if [ -z "$1" ]; then
    [ $status -eq 0 ] && [ ! -s "$room/out" ] && return
  else
    [ $status -eq 1 ] && grep -qF "$1" "$room/out" && return
  fi
  echo "expected: '$1', exit code $status, it said:"
  cat "$room/out"
  exit 1
}

function_of() # LINES
{
  printf 'void fill(int *a)\n{\n'
  yes '  a[0]++;' | head -n $(($1 - 3))
  echo '}'
}

function_of 60 >"$room/harness/a.c"
printf '#!/bin/sh\necho "%s"\n' "\$1" >"$room/ci/script"
says ''
for folder in harness suites; do
  function_of 61 >"$room/$folder/a.c"
  says "$folder/a.c:1: function fill has 61 lines, more than 60"
  rm "$room/$folder/a.c"
done
yes 'extern int a;' | head -n 451 >"$room/harness/a.c"
says 'harness/a.c:1: has 451 lines, more than 450'
rm "$room/harness/a.c"
printf '#!/bin/sh\necho %s\n' "\$1" >"$room/ci/script"
says 'ci/script:2:6:'
rm "$room/ci/script"
if clang-format --version | grep -q 'version 14\.'; then
  echo 'int   a;' >"$room/drivers/b.c"
  says 'drivers/b.c:1:4: warning: code should be clang-formatted'
fi

#!/bin/sh
# includes.sh CHECKOUT: ci/check-includes finds what may not be, at its line, and nothing else.
set -eu

check=$1/ci/check-includes
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failures=0

fail()
{
  printf '%s\n' "$1" "it said: $(cat "$room/out")"
  failures=1
}

# A project with one source file, whose third line is the one given.
write() # FILE LINE
{
  rm -rf "$room/project"
  mkdir -p "$room/project/harness" "$room/project/drivers" "$room/project/include" "$room/project/${1%/*}"
  printf '/* A file. */\n\n%s\n' "$2" >"$room/project/$1"
}

is_wrong() # FILE LINE
{
  write "$1" "$2"
  if "$check" "$room/project" >"$room/out" 2>&1; then
    fail "$1 may have: $2"
  else
    grep -qF "$1:3: $2" "$room/out" || fail "not told as $1:3: $2"
  fi
}

is_right() # FILE LINE
{
  write "$1" "$2"
  "$check" "$room/project" >"$room/out" 2>&1 || fail "$1 may not have: $2"
}

while read -r judgement file line; do
  "is_$judgement" "$file" "$line"
done <<'END'
wrong harness/apply/apply.c    #include <sqlite3.h>
wrong harness/cli/main.c       #include <libpq-fe.h>
wrong include/mighar/driver.h  #include <libpq-fe.h>
right drivers/sqlite/open.c    #include <sqlite3.h>
wrong drivers/sqlite/open.c    #include "../../harness/apply/legs.h"
wrong harness/verify/walk.c    #include "../compare/differences.h"
right harness/verify/walk.c    #include "differences.h"
wrong harness/compare/rows.c   #include <stdio.h>
wrong harness/plan/steps.c     #include <sys/stat.h>
wrong harness/plan/steps.c       g_file_get_contents(path, &text, NULL, NULL);
wrong harness/plan/steps.c       gint64 now = g_get_monotonic_time();
right harness/load/read.c        g_file_get_contents(path, &text, NULL, NULL);
wrong harness/report/junit.c   #include <mighar/driver.h>
wrong harness/report/junit.c   #include <mighar/load.h>
wrong harness/report/junit.c   #include <mighar/verify.h>
right harness/report/junit.c   #include <mighar/report.h>
wrong harness/load/read.c      #include <mighar/plan.h>
wrong drivers/sqlite/open.c    #include <mighar/apply.h>
right harness/cli/run.c        #include <mighar/verify.h>
wrong include/mighar/plan.h    #include <mighar/driver.h>
right include/mighar/apply.h   #include <mighar/driver.h>
wrong harness/load/read.c        printf("%s", text);
wrong harness/load/read.c        if (wrong) g_printerr ("no");
wrong drivers/postgres/start.c   exit(1);
right drivers/postgres/start.c   _exit(1);
right harness/load/read.c        char *text = g_strdup_printf("%s", text);
right harness/cli/main.c         printf("%s", text);
right harness/load/read.c        /* printf("as this would") */
right harness/load/read.c        // printf("as this would")
right harness/load/read.c        const char *text = "\" /* exit(1)";
right harness/load/read.c        char c = '"'; /* and "printf( */
wrong harness/load/read.c        char c = '"'; /* and */ printf("x");
wrong harness/load/scanner.re    exit(1);
wrong harness/load/read.c        char *home = getenv("HOME");
wrong harness/compare/rows.c     const char *home = g_getenv("HOME");
right harness/cli/main.c         const char *home = g_getenv("HOME");
right drivers/postgres/start.c   const char *host = g_getenv("PGHOST");
END

write include/mighar/homeless.h '#include <glib.h>'
if "$check" "$room/project" >"$room/out" 2>&1; then fail "a contract needs no room"; fi
write harness/attic/box.c '#include <glib.h>'
if "$check" "$room/project" >"$room/out" 2>&1; then fail "a folder needs no entry"; fi

exit $failures

# shellcheck shell=bash
# A server, and a project with a database of either engine, for tests that are given the program: to be sourced with
# that as its argument. $engine says which engine begin is to take; targets of several set no $database.
# shellcheck disable=SC1091,SC2154
set -u
mighar=$(realpath "$1")
unset DATABASE_URL "${!PG@}"
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"
command -v sqlite3 >/dev/null || { echo "sqlite3 is not there"; exit 77; }
start_server

# run_mighar CODE ARGUMENT...: it ends with the code; what it says is in $work/out.
run_mighar()
{
  local code=$1 found
  shift
  "$mighar" "$@" --dir "$work/p" ${database:+--database "$database"} >"$work/out" 2>&1
  found=$?
  [ "$found" = "$code" ] || fail "${engine:-}: mighar $*: exit code $found, not $code: $(cat "$work/out")"
}

# m CODE WORDS ARGUMENT...: mighar ends with the code, and says the words.
m()
{
  local words=$2
  run_mighar "$1" "${@:3}"
  grep -qF -- "$words" "$work/out" || fail "${engine:-}: mighar ${*:3} does not say '$words': $(cat "$work/out")"
}

n=0
begin() # an empty project, and a database; whatever SQL is given is run there
{
  n=$((n + 1))
  rm -rf "$work/p"
  mkdir "$work/p"
  if [ "$engine" = sqlite ]; then
    database=sqlite:$work/$n.db
  else
    make_database "d$n"
    database=$(url "d$n")
  fi
  if [ -n "${1:-}" ]; then sql "$1"; fi
}

sql()
{
  if [ "$engine" = sqlite ]; then sqlite3 "$work/$n.db" "$1"; else ask "d$n" "$1"; fi
}

write() # NUMBER TEXT: a migration, with \n for the ends of lines
{
  printf -- '%b' "$2" >"$work/p/$1_x.sql"
}

is() # WHAT SQL EXPECTED
{
  expect "$engine: $1" "$3" "$(sql "$2")"
}

# shellcheck shell=bash
# Another tool and mighar on one database, by turns: to be sourced behind server.sh. $project and $database say which,
# $format what mighar is to take the project for (empty: as it looks), $engine which one it is, for people.
# shellcheck disable=SC2154
points=0

# agree WHAT EXPECTED: mighar's count of applied migrations.
agree()
{
  local found
  found=$("$mighar" status --json --dir "$project" ${format:+--format "$format"} --database "$database" 2>"$work/err" |
    jq '[.migrations[] | select(.applied)] | length')
  expect "$tool, $engine: $1" "$2" "$found"
  points=$((points + 1))
}

by_mighar()
{
  "$mighar" "$@" --dir "$project" ${format:+--format "$format"} --database "$database" >"$work/out" 2>&1 ||
    fail "$tool, $engine: mighar $*: $(cat "$work/out")"
}

# by_turns TOOL: the functions TOOL_up (all), TOOL_down (one), TOOL_count, and TOOL_show N: the project has so many
# migrations now, of four.
by_turns()
{
  local tool=$1
  "$1_show" 2
  "$1_up" || fail "$tool, $engine: $1 up"
  agree "after two with the tool" 2
  "$1_show" 4
  by_mighar up 1
  agree "after one more with mighar" 3
  expect "$tool, $engine: the tool's count" 3 "$("$1_count")"
  "$1_down" || fail "$tool, $engine: $1 down of what mighar did"
  agree "after a down with the tool" 2
  by_mighar down
  agree "after a down with mighar of what the tool did" 1
  expect "$tool, $engine: the tool's count" 1 "$("$1_count")"
  "$1_up" || fail "$tool, $engine: $1 up to the end"
  agree "at the end" 4
  by_mighar down --all
  expect "$tool, $engine: the tool's count" 0 "$("$1_count")"
  by_mighar up
  expect "$tool, $engine: the tool's count" 4 "$("$1_count")"
  agree "all with mighar" 4
}

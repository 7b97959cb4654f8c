# shellcheck shell=bash
# What tests of the runner say of what they see, to be sourced: server.sh and project.sh do. A test ends with finish.
failures=0

fail()
{
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# expect WHAT EXPECTED FOUND
expect()
{
  [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
}

# eventually COMMAND...: waits until it succeeds, which fails after a minute.
eventually()
{
  local _
  for _ in $(seq 1200); do
    "$@" && return
    sleep 0.05
  done
  fail "in vain waited for: $*"
  return 1
}

# when WORDS FILE COMMAND...: runs the command, for which nobody waits, as soon as the file has the words; after a
# minute without them, too.
when()
{
  { eventually grep -qsF -- "$1" "$2"; "${@:3}"; } &
}

finish()
{
  echo "$failures failures"
  [ "$failures" = 0 ]
}

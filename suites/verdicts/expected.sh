# shellcheck shell=bash
# Which verdicts a case is to have, to be sourced.

# major_in REPORT: the major version of PostgreSQL that a JSON report is of; 0 without one.
major_in() {
  local version
  version=$(jq --raw-output '[.engines[] | select(.engine == "postgres").version][0] // "0"' "$1")
  echo "${version%%.*}"
}

# is_for FOLDER MAJOR: what an older server does not know cannot be judged on it.
is_for() {
  [[ ! -f $1/from ]] || (($2 >= $(<"$1/from")))
}

# expected_in FOLDER MAJOR: newer servers may have more to tell: expected.18 is for PostgreSQL 18 and newer.
expected_in() {
  local file found=$1/expected
  for file in "$1"/expected.[0-9]*; do
    [[ -f $file ]] && (($2 >= ${file##*.})) && found=$file
  done
  echo "$found"
}

# alike FILE: verdicts in the words of every version. PostgreSQL 16 and newer write the columns of a view of one table
# without the table's name.
alike() {
  sed -E '/ \| view [^|]* \| definition \| /s/\b[a-z_]+\.([a-z_]+)/\1/g' "$1"
}

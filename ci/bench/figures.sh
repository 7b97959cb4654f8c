# shellcheck shell=sh disable=SC2154
# What is measured, and the table of it. Sourced by run. Figures of one command are "seconds processor-seconds KiB own-KiB",
# as measure prints them.

# timed COMMAND...: its figures; "- - - -" when it failed or was given up, which is told.
timed()
{
  if timeout --signal=INT "$limit" "$tools/measure" "$@" >"$work/figures" 2>"$work/said"; then
    cat "$work/figures"
    return
  fi
  printf '%s\n' "$me: failed, or not done after $limit s: $*" >&2
  head -n 5 "$work/said" >&2
  echo '- - - -'
}

median() # COLUMN FILE
{
  awk -v c="$1" '$c != "-" { print $c }' "$2" | sort -n | awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "-" }'
}

# ratio A B [DIGITS]
ratio()
{
  awk -v a="$1" -v b="$2" -v d="${3:-2}" 'BEGIN { if (a == "-" || b == "-" || b + 0 == 0) print "-"; else printf "%.*f\n", d, a / b }'
}

# row WHAT FIGURES RATIO [TARGET [least]]: a line of the table; the target is the most that the ratio may be, or the least.
row()
{
  verdict=$(awk -v r="$3" -v t="${4:-}" -v least="${5:-}" 'BEGIN {
    if (t == "") print ""
    else if (r == "-") print "not measured"
    else print (least != "" ? r + 0 >= t + 0 : r + 0 <= t + 0) ? "met" : "missed" }')
  bound=${4:+$([ -n "${5:-}" ] && echo "at least" || echo "at most") $4}
  echo "| $1 | $2 | $3 | $bound | $verdict |" | tee -a "$table" >&2
}

jobs_of_run() # the numbers of jobs that this mighar can be asked for
{
  if "$mighar" help run | grep -q -- --jobs; then echo 1 2; else echo none; fi
}

run_mighar() # ENGINE LENGTH JOBS
{
  set -- "$1" "$work/$2/dbmate" "$3"
  if [ "$3" = none ]; then
    timed "$mighar" run "$2" --engine "$1" --junit "$work/junit.xml" --quiet
  else
    timed "$mighar" run "$2" --engine "$1" --junit "$work/junit.xml" --quiet --jobs "$3"
  fi
}

run_bare() # ENGINE LENGTH
{
  case $1 in
  sqlite) timed "$tools/bare_sqlite" "$work/$2/plain/sqlite" ;;
  postgres) timed "$tools/bare_postgres" "$work/$2/plain/postgres" "host=$work/server user=postgres dbname=postgres" ;;
  esac
}

# measure_pairs ENGINE LENGTH JOBS: mighar and bare in turn, as many rounds as there is time for. The ratio is the median
# of the rounds' ratios.
measure_pairs()
{
  pairs=$work/pairs.$1.$2.$3
  : >"$pairs"
  for round in $(seq "$rounds"); do
    figures="$(run_mighar "$1" "$2" "$3") $(run_bare "$1" "$2")"
    echo "$figures" | awk '{ print $0, ($1 == "-" || $5 == "-") ? "-" : $1 / $5, ($2 == "-" || $6 == "-") ? "-" : $2 / $6 }' >>"$pairs"
    awk -v round="$round" '$1 == "-" || $1 > 60 { exit 1 }' "$pairs" || break
  done
}

targets() # ENGINE LENGTH JOBS: the most that mighar may take, in bare executions; nothing where there is no target
{
  case $1.$2.$3 in
  postgres.1000.1 | postgres.1000.none) echo 4 ;;
  postgres.1000.2) echo 2.2 ;;
  sqlite.1000.1 | sqlite.1000.none) echo 1.5 ;;
  sqlite.200.1 | sqlite.200.none) echo 3 ;;
  esac
}

measure_length() # ENGINE LENGTH
{
  for jobs in $(jobs_of_run); do
    measure_pairs "$1" "$2" "$jobs"
    with=$([ "$jobs" = none ] || echo ", --jobs $jobs")
    ratio=$(median 9 "$pairs")
    [ "$ratio" = - ] || ratio=$(ratio "$ratio" 1)
    row "$1, $2 migrations: mighar run$with / bare" "$(median 1 "$pairs") s / $(median 5 "$pairs") s" "$ratio" \
      "$(targets "$1" "$2" "$jobs")"
    if [ "$1" = sqlite ]; then
      row "$1, $2 migrations: the same in seconds of processor$with" "$(median 2 "$pairs") s / $(median 6 "$pairs") s" \
        "$(ratio "$(median 10 "$pairs")" 1)"
    fi
  done
}

first_jobs()
{
  jobs_of_run | cut -d ' ' -f 1
}

# growth ENGINE COLUMN WHAT SHORT LONG TARGET
growth()
{
  short=$work/pairs.$1.$4.$(first_jobs) long=$work/pairs.$1.$5.$(first_jobs)
  [ -s "$short" ] && [ -s "$long" ] || return 0
  a=$(median "$2" "$long") b=$(median "$2" "$short")
  row "$1: $3, $5 migrations / $4" "$a / $b" "$(ratio "$a" "$b")" "$6"
}

# text_size ENGINE LENGTH: KiB of the scripts of a project
text_size()
{
  cat "$work/$2/dbmate/$1"/*.sql | wc -c | awk '{ printf "%.0f\n", $1 / 1024 }'
}

# growth_beyond_text ENGINE JOBS COLUMN WHAT: as growth, of memory from 200 to 2000 migrations, each peak less the text of
# the scripts, which mighar holds once.
growth_beyond_text()
{
  short=$work/pairs.$1.200.$2 long=$work/pairs.$1.2000.$2
  [ -s "$short" ] && [ -s "$long" ] || return 0
  a=$(median "$3" "$long") b=$(median "$3" "$short") x=$(text_size "$1" 2000) y=$(text_size "$1" 200)
  with=$([ "$2" = none ] || echo ", --jobs $2")
  row "$1: KiB of $4 at its peak$with, less the text of the migrations ($x and $y KiB), 2000 migrations / 200" \
    "$(less "$a" "$x") / $(less "$b" "$y")" "$(ratio "$(less "$a" "$x")" "$(less "$b" "$y")")" 1.5
}

less() # A B
{
  [ "$1" = - ] && echo - || echo $(($1 - $2))
}

measure_growth_of_memory() # ENGINE
{
  own=3 # which mighar's own process is on SQLite; on PostgreSQL the largest is one of the server's, without scripts
  if [ "$1" = postgres ]; then
    growth "$1" 3 "KiB of the largest process of mighar run at its peak" 200 2000 1.5
    own=4
  fi
  for jobs in $(jobs_of_run); do
    growth_beyond_text "$1" "$jobs" "$own" "mighar's own process"
  done
}

measure_lengths() # ENGINE
{
  for length in $(echo "$lengths" | tr , ' '); do
    measure_length "$1" "$length"
  done
  growth "$1" 1 "seconds of mighar run" 1000 2000 "$([ "$1" = postgres ] && echo 2.2)"
  growth "$1" 5 "seconds of bare execution" 1000 2000 ''
  measure_growth_of_memory "$1"
}

# The whole process over one migration: with nothing kept from before, then with what the first one left.
measure_start() # ENGINE
{
  figures=$work/start
  : >"$figures"
  first=$(XDG_CACHE_HOME=$work/cache timed "$mighar" run "$work/1/dbmate" --engine "$1" --quiet | cut -d ' ' -f 1)
  for _ in 1 2 3 4 5 6 7; do
    XDG_CACHE_HOME=$work/cache timed "$mighar" run "$work/1/dbmate" --engine "$1" --quiet >>"$figures"
  done
  row "$1, 1 migration: whole process, the first time, in s" "$first s" "$first" "$([ "$1" = postgres ] && echo 0.6)"
  later=$(median 1 "$figures")
  row "$1, 1 migration: whole process, after that, in s" "$later s" "$later" "$([ "$1" = postgres ] && echo 0.08)"
  rm -rf "$work/cache"
}

# Reading rows to throw them away: the base of what digests cost.
six_columns='SELECT i AS id, i %% 100003 AS number, i / 3.0 AS amount, %s AS name, %s AS code, %s AS day FROM '
rows=1000000

measure_sqlite_reading()
{
  # shellcheck disable=SC2059
  {
    printf "CREATE TABLE t AS $six_columns" "'customer ' || i" "printf('%08x', i)" "date('2020-01-01', (i % 2000) || ' days')"
    echo "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows) SELECT i FROM n);"
  } | sqlite3 "$work/rows.db"
  row "sqlite: reading $rows rows of 6 columns, in s" "$("$tools/read_sqlite" "$work/rows.db" t) s" ""
}

measure_reading()
{
  case $engines in *sqlite*) if has_command sqlite3; then measure_sqlite_reading; fi ;; esac
  [ -n "$server" ] || return 0
  fresh_database bench_rows
  # shellcheck disable=SC2059
  {
    printf "CREATE TABLE t AS $six_columns" "'customer ' || i" "to_hex(i)" "date '2020-01-01' + i % 2000"
    echo "generate_series(1, $rows) AS i"
  } | "$postgres_bin/psql" -qX bench_rows
  row "postgres: reading $rows rows of 6 columns by COPY, in s" \
    "$("$tools/read_postgres" "host=$work/server user=postgres dbname=bench_rows" t) s" ""
}

# --- the table ------------------------------------------------------------------------------------------------

write_results()
{
  measured=$([ "$mighar" = "$builds/release/harness/cli/mighar" ] && echo "this checkout" || echo "\`$mighar\`, beside this checkout,")
  cat <<EOT
# Results

Made by \`$call\` on $(date -u +%Y-%m-%d) of $measured at commit $(git -C "$checkout" rev-parse --short HEAD)$(git -C "$checkout" diff --quiet HEAD -- harness drivers include || echo ", with changes that are not in it").

Machine: $(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)), $(awk '/MemTotal/ { printf "%d", $2 / 1048576 }' /proc/meminfo) GiB, Linux $(uname -r), SQLite $(pkg-config --modversion sqlite3), PostgreSQL $("$postgres_bin/postgres" --version 2>/dev/null | awk '{ print $3 }'); load before the end: $(cut -d ' ' -f 1-3 /proc/loadavg).

Seconds are of whole processes: mighar's hold reading the files, starting a server of its own, all checks that are on by
default (with all downs and ups of the whole chain again) and writing JUnit XML; bare execution finds its server running.
A ratio is the median over rounds of mighar and the other in turn. Other tools were stepped through the first $steps
migrations of a chain of $tool_length, and that was scaled; psql with pg_dump through as many in the middle.

| what | figures | ratio | target | |
| --- | --- | --- | --- | --- |
EOT
  cat "$table"
  echo
  if [ -s "$work/absent" ]; then
    echo "Not measured:"
    echo
    sed 's/^/- /' "$work/absent"
  fi
}

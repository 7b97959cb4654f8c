#!/bin/sh
# lifetime.sh SUBJECT: ends the subject (subject.c) in every way and at many moments, and sees that no process and no
# directory is left soon after.
#
# Soon is a number of looks, each of which takes some 20 ms of a machine that does nothing else: where others have the
# processors, a look takes longer just as the end of the subject does.
#
# Other servers of mighar's may run beside it: a process is the subject's when the marker is in its environment, and
# a directory is left over when nobody holds its lock.
set -u

room=$(mktemp -d)
chmod 755 "$room"
mkdir "$room/temporary" "$room/cache" "$room/no-cache"
chmod 1777 "$room/temporary"
cp "$1" "$room/subject" # where an unprivileged user can run it
chmod 755 "$room/subject"
subject=$room/subject
MIGHAR_FAULTS=faults-$$
TMPDIR=$room/temporary
XDG_CACHE_HOME=$room/cache
export MIGHAR_FAULTS TMPDIR XDG_CACHE_HOME
failures=0
patience=100 # looks
trap 'rm -rf "$room"' EXIT

"$subject" --once >"$room/out" || {
  status=$?
  cat "$room/out"
  exit $status # 77: there is no PostgreSQL here
}

# Processes of the subject, zombies not counted: those are for whoever is their parent to take.
processes()
{
  grep -slzx "MIGHAR_FAULTS=$MIGHAR_FAULTS" /proc/[0-9]*/environ | cut -d/ -f3 | while read -r process; do
    case $(tr '\0' ' ' 2>/dev/null <"/proc/$process/cmdline") in
    "$subject"* | *mighar-* | postgres:* | sleep\ 1000*) echo "$process" ;;
    esac
  done
}

directories()
{
  for directory in /dev/shm/mighar-???????? /tmp/mighar-???????? "$TMPDIR"/mighar-????????; do
    # by a descriptor: flock makes a file of a name that has gone meanwhile
    if [ -d "$directory" ] && { flock --nonblock 9; } 2>/dev/null 9<"$directory"; then echo "$directory"; fi
  done
}

now()
{
  date +%s%3N
}

# nothing_is_left WHEN
nothing_is_left()
{
  looks=0
  while left=$(processes; directories) && [ -n "$left" ]; do
    looks=$((looks + 1))
    if [ $looks -ge $patience ]; then
      fail "$1: left after $looks looks: $(echo "$left" | tr '\n' ' ')"
      # shellcheck disable=SC2046 # a list of numbers
      kill -9 $(processes) 2>/dev/null
      sleep 0.1
      "$subject" --once >"$room/out"
      return
    fi
    sleep 0.01
  done
}

fail()
{
  echo "FAIL $1"
  cat "$room/out"
  failures=$((failures + 1))
}

# begin [OPTION]...: starts the subject as the leader of a process group; its id is in $leader. Returns when it
# heeds signals.
begin()
{
  : >"$room/out"
  # What a shell starts in the background ignores SIGINT.
  # shellcheck disable=SC2086 # $prefix is a command
  setsid env --default-signal=INT $prefix "$subject" "$@" >"$room/out" 2>&1 &
  leader=$!
  wait_until begun
}

prefix=

wait_until() # PATTERN: at most a minute, which is for what never comes
{
  deadline=$(($(now) + 60000))
  until grep -q "$1" "$room/out"; do
    if [ "$(now)" -ge $deadline ]; then
      fail "no '$1'"
      return 1
    fi
    sleep 0.002
  done
}

# The process that is the server, by its place among the subject's.
server()
{
  for process in $(processes); do
    if tr '\0' '\n' <"/proc/$process/cmdline" 2>/dev/null | grep -qx -- -D; then echo "$process"; fi
  done
}

keeper()
{
  for process in $(processes); do
    if [ "$(cat "/proc/$process/comm" 2>/dev/null)" = mighar-keeper ]; then echo "$process"; fi
  done
}

# Waits for the subject, which is to end with an error that is like this.
ends_with_error() # WHAT PATTERN
{
  deadline=$(($(now) + 60000))
  while kill -0 "$leader" 2>/dev/null && [ "$(now)" -lt $deadline ]; do sleep 0.01; done
  kill -9 "$leader" 2>/dev/null && fail "$1: goes on"
  wait "$leader" && fail "$1: no error"
  grep -q "^error .*$2" "$room/out" || fail "$1: another error"
}

end() # SIGNAL TARGET
{
  kill -s "$1" -- "$2" 2>/dev/null
  wait "$leader" 2>/dev/null
}

# Every signal after every so many seconds.
moments() # WHAT SECONDS...
{
  what=$1
  shift
  for signal in INT TERM HUP KILL; do
    for moment in "$@"; do
      begin
      sleep "$moment"
      end $signal "$leader"
      nothing_is_left "$what, $signal after $moment s"
    done
  done
}

a_normal_end()
{
  begin --once
  wait "$leader" || fail "a normal end: status $?"
  nothing_is_left "a normal end"
}

with_a_cache()
{
  moments "with a cache" 0 0.005 0.01 0.02 0.03 0.04 0.05 0.06 0.08 0.2
}

# initdb runs, which is let come to its end, and its result is stored.
without_a_cache()
{
  patience=500
  for moment in 0 0.05 0.2 0.35 0.45 0.5 0.6; do
    for signal in INT KILL; do
      rm -rf "$room/no-cache/mighar"
      XDG_CACHE_HOME=$room/no-cache begin
      sleep $moment
      end $signal "$leader"
      nothing_is_left "without a cache, $signal after $moment s"
      if ! XDG_CACHE_HOME=$room/no-cache "$subject" --once >"$room/out"; then fail "the cache is damaged"; fi
    done
  done
  patience=100
  if [ -n "$(find "$room/no-cache" -name '*~*')" ]; then fail "a draft is left in the cache"; fi
}

damage_cache()
{
  for file in "$room"/cache/mighar/*/data/global/pg_control; do
    dd if=/dev/zero of="$file" bs=8192 count=1 conv=notrunc 2>/dev/null
  done
}

# Files of the right size with nothing in them: the server does not start from them, and the cache mends itself.
a_damaged_cache()
{
  damage_cache
  "$subject" --once >"$room/out" || fail "a damaged cache"
  nothing_is_left "a damaged cache"
  for file in "$room"/cache/mighar/*/data/global/pg_control; do
    if cmp -s -n 512 "$file" /dev/zero; then fail "the cache is still damaged"; fi
  done
}

# The server that comes in the place of one that did not start is connected to as soon as it answers.
a_damaged_cache_on_a_slow_disk()
{
  slowly="strace -f -qq -o /dev/null -e trace=copy_file_range -e inject=copy_file_range:delay_enter=2000"
  if ! $slowly true 2>/dev/null; then
    echo "not tried: a slow disk needs strace"
    return
  fi
  damage_cache
  $slowly "$subject" --once >"$room/out" || fail "a damaged cache on a slow disk"
  nothing_is_left "a damaged cache on a slow disk"
}

the_whole_group()
{
  for moment in 0 0.02 0.05 0.2; do
    for signal in TERM KILL; do
      begin
      sleep $moment
      end $signal "-$leader"
      nothing_is_left "the whole group, $signal after $moment s"
    done
  done
}

# A reader of the subject's output is told of its end, even when a keeper lives on, which would be for ever.
the_output_ends()
{
  "$subject" --once --keep | timeout 60 cat >"$room/out" || fail "a reader of the output waits for the keeper"
  eval "$(sed -n '/^kill /p' "$room/out")"
  nothing_is_left "the end of the output"
}

# What does not listen to a polite word.
stuck_processes()
{
  begin
  if wait_until copied; then
    # shellcheck disable=SC2046 # a list of numbers
    kill -s STOP $(processes | grep -vxF -e "$leader" -e "$(keeper)")
    end KILL "$leader"
    nothing_is_left "a stopped server"
  fi
}

programs_of_the_server()
{
  begin --script "COPY (SELECT 1) TO PROGRAM 'sleep 1000 >/dev/null 2>&1 &'"
  if wait_until copied; then
    sleep 0.1
    end KILL "$leader"
    nothing_is_left "a program that a migration started"
  fi
}

the_keeper_is_killed()
{
  begin
  if wait_until ran; then
    kill -9 "$(keeper)"
    ends_with_error "the keeper is killed" "is gone"
    nothing_is_left "the keeper is killed"
  fi
}

the_server_is_killed()
{
  begin
  if wait_until ran; then
    kill -9 "$(server)"
    ends_with_error "the server is killed" "ended by signal 9"
    nothing_is_left "the server is killed"
  fi
}

# As after a power cut: the next run sweeps.
everything_is_killed()
{
  begin
  if wait_until copied; then
    # shellcheck disable=SC2046 # a list of numbers
    kill -9 $(processes)
    wait "$leader" 2>/dev/null
    sleep 0.1
    "$subject" --once >"$room/out" || fail "everything is killed: the next run"
    nothing_is_left "everything is killed"
  fi
}

# A server that exists, on which databases are made.
on_another_server()
{
  begin
  wait_until copied || return
  host=$leader
  directory=$(tr '\0' '\n' <"/proc/$(server)/cmdline" | sed -n 's/^unix_socket_directories=//p')
  url="host=$directory user=postgres dbname=postgres"
  names="SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database"
  before=$(psql "$url" -XAtc "$names")
  for signal in INT TERM HUP KILL; do
    for moment in 0 0.01 0.02 0.03 0.05 0.1 0.3; do
      begin --url "$url"
      sleep $moment
      end $signal "$leader"
      looks=0
      while after=$(psql "$url" -XAtc "$names") && [ "$after" != "$before" ] && [ $((looks += 1)) -lt $patience ]; do
        sleep 0.01
      done
      if [ "$after" != "$before" ]; then fail "on another server, $signal after $moment s: left: $after"; fi
    done
  done
  leader=$host
  end TERM "$leader"
  nothing_is_left "on another server"
}

a_kept_server()
{
  begin --once --keep
  wait "$leader" || fail "a kept server: status $?"
  connect=$(sed -n 's/^psql //p' "$room/out")
  remove=$(sed -n '/^kill /p' "$room/out")
  eval "psql $connect -XAtc 'SELECT 1'" >/dev/null || fail "a kept server: cannot connect"
  "$subject" --once >/dev/null # sweeps, but not this one
  eval "psql $connect -XAtc 'SELECT 1'" >/dev/null || fail "a kept server: swept"
  eval "$remove"
  nothing_is_left "a kept server"
}

unprivileged()
{
  if [ "$(id -u)" != 0 ]; then return; fi
  prefix="setpriv --reuid=65534 --regid=65534 --clear-groups"
  for cache in "$room/nobody" /nonexistent; do
    mkdir -p "$room/nobody" && chown 65534 "$room/nobody"
    for moment in 0.02 0.05 0.3; do
      for signal in TERM KILL; do
        XDG_CACHE_HOME=$cache begin
        sleep $moment
        end $signal "$leader"
        nothing_is_left "unprivileged, $signal after $moment s"
      done
    done
  done
  begin --once
  wait "$leader" || fail "unprivileged: status $?"
  nothing_is_left "unprivileged"
  prefix=
}

in_namespaces() # COMMANDS: with $1 the subject, $2 where its output goes, and a /dev/shm of their own
{
  setsid unshare --mount --ipc sh -c "$1" sh "$subject" "$room/out" >/dev/null 2>&1
}

# A container's /dev/shm, as small as Docker makes it.
small_memory()
{
  if ! in_namespaces 'mount -t tmpfs none /dev/shm'; then
    echo "not tried: a small /dev/shm needs the right to make namespaces"
    return
  fi
  # shellcheck disable=SC2016 # for that shell to expand
  in_namespaces 'mount -t tmpfs -o size=64m none /dev/shm
    "$1" --once >"$2" && test -z "$(ls -A /dev/shm)"' || fail "a small /dev/shm"
  grep -qF "in $TMPDIR" "$room/out" || fail "a small /dev/shm is used"
}

# A server that is killed leaves System V shared memory.
shared_memory()
{
  if ! in_namespaces 'mount -t tmpfs none /dev/shm'; then return; fi
  # shellcheck disable=SC2016 # for that shell to expand
  in_namespaces 'mount -t tmpfs -o size=1g none /dev/shm
    "$1" >"$2" 2>&1 &
    for try in $(seq 500); do
      if grep -q copied "$2"; then break; fi
      sleep 0.01
    done
    test -n "$(ipcs -m | grep 0x)" || exit 1
    kill -9 "$(head -n 1 /dev/shm/mighar-*/data/postmaster.pid)"
    wait
    test -z "$(ipcs -m | grep 0x)"' || fail "shared memory of a killed server"
  nothing_is_left "in namespaces"
}

for test in ${TESTS:-a_normal_end with_a_cache without_a_cache a_damaged_cache a_damaged_cache_on_a_slow_disk \
  the_whole_group the_output_ends stuck_processes programs_of_the_server the_keeper_is_killed the_server_is_killed \
  everything_is_killed on_another_server a_kept_server unprivileged small_memory shared_memory}; do
  begun=$(now)
  $test
  echo "$test: $(($(now) - begun)) ms"
done
[ $failures = 0 ]

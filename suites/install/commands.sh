#!/bin/sh
# commands.sh CHECKOUT CASE: one test of ci/mighar or ci/test, on a small project that has its scripts and a mighar
# that tells how it was called. Every function here whose name starts with test_ is a case.
set -eu

real=$1 case=$2
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
project="$room/a project"
out=$room/out
err=$room/err
unset MIGHAR_BUILD_DIR MIGHAR_NO_INSTALL CC CFLAGS

fail()
{
  echo "$case: $*"
  for file in "$out" "$err" "$room/calls"; do
    if [ -e "$file" ]; then sed "s/^/  ${file##*/}: /" "$file"; fi
  done
  exit 1
}

# has FILE TEXT / has_not FILE TEXT: whether a line of the file has the text in it.
has() { grep -qF -- "$2" "$1" || fail "no '$2' in ${1##*/}"; }
has_not() { ! grep -qF -- "$2" "$1" || fail "'$2' is in ${1##*/}"; }

# call EXIT-CODE COMMAND...
call()
{
  expected=$1 code=0
  shift
  "$@" >"$out" 2>"$err" || code=$?
  [ "$code" -eq "$expected" ] || fail "exit code $code, not $expected"
}

make_project()
{
  mkdir -p "$project/harness/cli" "$project/drivers" "$project/include" "$project/ci/cmake"
  cp "$real/ci/mighar" "$real/ci/test" "$real/ci/prepare.sh" "$real/ci/dependencies" "$project/ci"
  cp "$real/CMakePresets.json" "$project"
  cat >"$project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.21)
project(small LANGUAGES C)
add_subdirectory(harness/cli)
enable_testing()
add_test(NAME exits-with-7 COMMAND sh -c "'$<TARGET_FILE:mighar>' told; test $? -eq 7")
add_test(NAME other COMMAND true)
END
  echo 'add_executable(mighar main.c)' >"$project/harness/cli/CMakeLists.txt"
  write_program 7
}

write_program() # EXIT-CODE
{
  cat >"$project/harness/cli/main.c" <<END
#include <stdio.h>
#include <unistd.h>
int main(int argc, char **argv)
{
  char folder[4096];
  printf("in %s\n", getcwd(folder, sizeof folder));
  for (int i = 1; i < argc; i++)
    printf("[%s]\n", argv[i]);
  return $1;
}
END
}

# A PATH of its own, which has everything but the commands named, for a system that lacks them.
system_without() # COMMAND...
{
  mkdir -p "$room/bin"
  ln -s /usr/bin/* /usr/sbin/* "$room/bin" 2>/dev/null || true
  for command in "$@"; do rm -f "$room/bin/$command"; done
  PATH=$room/bin
}

# A command that notes its call in the file calls, and then runs the given text.
fake() # COMMAND TEXT
{
  rm -f "$room/bin/$1"
  printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$room" "$2" >"$room/bin/$1"
  chmod +x "$room/bin/$1"
}

# A system that lacks re2c and whose apt-get has it.
system_with_apt()
{
  system_without re2c
  : >"$room/calls"
  fake dpkg-query 'exit 1'
  fake apt-get "case \$1 in install) ln -s /bin/true '$room/bin/re2c' ;; esac"
  fake id 'echo 0'
  # What would be written outside of this room: see install_script in ci/prepare.sh.
  sed -i "s|/etc/postgresql-common|$room/etc|" "$project/ci/prepare.sh"
}

# --- running --------------------------------------------------------------------------------------------------

test_passes_arguments_folder_and_exit_code()
{
  cd "$room"
  call 7 "$project/ci/mighar" run '' 'two words' '*' --junit=x
  printf 'in %s\n[run]\n[]\n[two words]\n[*]\n[--junit=x]\n' "$room" | cmp - "$out" || fail "other output"
}

test_is_found_through_a_symlink()
{
  ln -s "$project/ci/mighar" "$room/link"
  ln -s link "$room/link to link"
  call 7 "$room/link to link" a
  has "$out" '[a]'
}

test_says_one_line_when_it_builds_and_none_after()
{
  call 7 "$project/ci/mighar"
  [ "$(wc -l <"$err")" -eq 1 ] || fail "not one line"
  call 7 "$project/ci/mighar"
  [ ! -s "$err" ] || fail "it said something"
}

test_builds_nothing_when_nothing_changed()
{
  call 7 "$project/ci/mighar"
  system_without cmake ninja cc gcc pkg-config
  call 7 "$project/ci/mighar"
}

test_builds_what_changed()
{
  call 7 "$project/ci/mighar"
  write_program 8
  call 8 "$project/ci/mighar"
}

test_sees_a_change_that_kept_an_old_time()
{
  call 7 "$project/ci/mighar"
  write_program 8
  touch -d '2001-01-01' "$project/harness/cli/main.c"
  rm -rf "$project/build/release/harness/cli/CMakeFiles/mighar.dir"
  call 8 "$project/ci/mighar"
}

test_shows_why_a_build_failed()
{
  call 7 "$project/ci/mighar"
  echo 'this is no C' >>"$project/harness/cli/main.c"
  call 3 "$project/ci/mighar" run
  has "$err" 'main.c:'
  has "$err" 'mighar: the build in'
  [ ! -s "$out" ] || fail "output"
  call 3 "$project/ci/mighar" run
}

test_shows_why_it_cannot_be_configured()
{
  echo 'message(FATAL_ERROR "the reason")' >>"$project/CMakeLists.txt"
  call 3 "$project/ci/mighar" run
  has "$err" 'the reason'
}

test_serves_two_at_once()
{
  "$project/ci/mighar" first >"$room/first" 2>&1 & first=$!
  call 7 "$project/ci/mighar" second
  code=0
  wait $first || code=$?
  [ $code -eq 7 ] || fail "exit code of the other one: $code"
  has "$room/first" '[first]'
  [ "$(cat "$err" "$room/first" | grep -c 'building in')" -eq 1 ] || fail "not built once"
}

test_does_not_hold_the_lock_while_mighar_runs()
{
  sed -i 's/return 7/execlp("flock", "flock", "-n", "build\/release\/lock", "echo", "free", NULL);\n  return 9/' \
    "$project/harness/cli/main.c"
  cd "$project"
  call 0 ci/mighar
  has "$out" free
}

test_builds_where_it_is_told_to()
{
  cd "$room"
  MIGHAR_BUILD_DIR="over there" call 7 "$project/ci/mighar"
  [ -x "$room/over there/release/harness/cli/mighar" ] || fail "nothing is there"
  [ ! -e "$project/build" ] || fail "the checkout was written to"
}

test_says_where_it_cannot_build()
{
  MIGHAR_BUILD_DIR=/proc/nowhere call 3 "$project/ci/mighar"
  has "$err" "cannot write to '/proc/nowhere/release'"
  has "$err" 'hint: MIGHAR_BUILD_DIR'
}

test_survives_a_move_of_the_checkout()
{
  call 7 "$project/ci/mighar"
  mv "$project" "$room/moved"
  project=$room/moved
  write_program 8
  call 8 "$project/ci/mighar"
}

test_goes_on_after_a_configuration_that_failed()
{
  cp "$project/CMakeLists.txt" "$room/good"
  echo 'message(FATAL_ERROR "the reason")' >>"$project/CMakeLists.txt"
  call 3 "$project/ci/mighar"
  cp "$room/good" "$project/CMakeLists.txt"
  call 7 "$project/ci/mighar"
}

# --- installing -----------------------------------------------------------------------------------------------

test_installs_only_what_is_missing()
{
  system_with_apt
  call 7 "$project/ci/mighar"
  has "$err" 'mighar: installing re2c'
  grep '^apt-get' "$room/calls" >"$room/apt"
  [ "$(sed -n 1p "$room/apt")" = 'apt-get update' ] || fail "no update first"
  sed -n 2p "$room/apt" | grep -q '^apt-get install .*--no-install-recommends .* re2c$' || fail "not re2c alone"
  [ "$(wc -l <"$room/apt")" -eq 2 ] || fail "more calls"
}

test_leaves_packages_alone_that_are_there_but_out_of_sight()
{
  system_with_apt
  ln -s /bin/true "$room/bin/re2c"
  rm "$room/bin/pkg-config"
  fake dpkg-query "[ \"\$4\" = pkg-config ] || echo installed"
  fake apt-get "[ \$1 != install ] || ln -s /usr/bin/pkg-config '$room/bin'"
  sed -i '/^run/d' "$project/ci/dependencies"
  call 7 "$project/ci/mighar"
  grep -qx 'mighar: installing pkg-config' "$err" || fail "not pkg-config alone"
}

test_keeps_the_server_from_making_a_cluster()
{
  system_with_apt
  switch=$room/etc/createcluster.d/mighar.conf
  fake apt-get "[ \$1 != install ] || { cat '$switch' >'$room/seen'; ln -s /bin/true '$room/bin/re2c'; }"
  call 7 "$project/ci/mighar"
  has "$room/seen" 'create_main_cluster = off'
  [ ! -e "${switch%/*}" ] || fail "left behind: $switch"
}

test_updates_the_lists_twice_at_most()
{
  system_with_apt
  fake sleep :
  fake apt-get "case \$1 in update) exit 100 ;; install) ln -s /bin/true '$room/bin/re2c' ;; esac"
  call 7 "$project/ci/mighar"
  [ "$(grep -c '^apt-get update' "$room/calls")" -eq 2 ] || fail "not twice"
}

test_shows_why_an_installation_failed()
{
  system_with_apt
  fake apt-get "[ \$1 != install ] || { echo 'E: the reason'; exit 100; }"
  call 3 "$project/ci/mighar"
  has "$err" 'E: the reason'
  has "$err" 'not installed: apt-get failed'
}

test_says_when_what_was_installed_is_too_old()
{
  system_with_apt
  fake apt-get ':'
  call 3 "$project/ci/mighar"
  has "$err" 're2c 2.0 or newer (command; in Debian: re2c)'
  has "$err" 'is not found or too old'
}

test_installs_nothing_when_told_not_to()
{
  system_with_apt
  MIGHAR_NO_INSTALL=1 call 3 "$project/ci/mighar"
  has "$err" 're2c 2.0 or newer (command; in Debian: re2c)'
  has "$err" 'MIGHAR_NO_INSTALL is set'
  has "$err" 'apt-get install --no-install-recommends re2c'
  has_not "$room/calls" apt-get
}

test_says_what_is_missing_without_root()
{
  system_with_apt
  rm -f "$room/bin/sudo"
  fake id 'echo 1000'
  call 3 "$project/ci/mighar" </dev/null
  has "$err" 'that takes root or sudo'
  has_not "$room/calls" apt-get
}

test_uses_sudo()
{
  system_with_apt
  fake id 'echo 1000'
  fake sudo 'shift; exec "$@"'
  call 7 "$project/ci/mighar" </dev/null
  has "$room/calls" 'sudo -n sh -c'
}

test_says_what_is_missing_without_apt()
{
  system_with_apt
  rm -f "$room/bin/apt-get"
  call 3 "$project/ci/mighar"
  has "$err" 'there is no apt-get here'
}

test_goes_on_without_a_server()
{
  system_with_apt
  ln -s /bin/true "$room/bin/re2c"
  sed -i 's/postgres  /nonesuch  /' "$project/ci/dependencies"
  MIGHAR_NO_INSTALL=1 call 7 "$project/ci/mighar"
  has "$err" 'going on without:'
  has "$err" 'in Debian: postgresql'
}

# --- testing --------------------------------------------------------------------------------------------------

test_runs_all_tests()
{
  call 0 "$project/ci/test"
  has "$out" '100% tests passed, 0 tests failed out of 2'
  has_not "$out" '[told]'
}

test_shows_the_output_of_a_test_that_fails()
{
  write_program 8
  call 8 "$project/ci/test"
  has "$out" '[told]'
  has "$out" '1 tests failed out of 2'
}

test_hands_arguments_to_ctest()
{
  call 0 "$project/ci/test" -- -R '^other$'
  has "$out" '0 tests failed out of 1'
}

test_fails_without_any_test()
{
  call 8 "$project/ci/test" -- -R none
}

test_tells_an_error_of_the_build_from_one_of_a_test()
{
  echo 'this is no C' >>"$project/harness/cli/main.c"
  call 3 "$project/ci/test"
  has "$err" 'main.c:'
}

test_refuses_options_that_are_none()
{
  call 2 "$project/ci/test" --fast
  has "$err" "there is no option '--fast'"
  call 2 "$project/ci/test" --compiler tcc
  has "$err" "'tcc' is neither gcc nor clang"
  call 2 "$project/ci/test" --compiler
  has "$err" 'usage: ci/test'
}

test_builds_each_kind_in_a_folder_of_its_own()
{
  call 0 "$project/ci/test" --compiler gcc --sanitize
  grep -qx 'MIGHAR_SANITIZE:UNINITIALIZED=ON\|MIGHAR_SANITIZE:BOOL=ON' \
    "$project/build/test-gcc-sanitize/CMakeCache.txt" || fail "no sanitizers"
  call 0 "$project/ci/test" --compiler gcc
  grep -q 'MIGHAR_WERROR:.*=ON' "$project/build/test-gcc/CMakeCache.txt" || fail "warnings are no errors"
}

make_project
"test_$case"

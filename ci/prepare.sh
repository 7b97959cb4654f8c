# shellcheck shell=sh
# What ci/mighar, ci/test and their like share: messages, the packages of ci/dependencies, quiet builds under
# a lock. Sourced, with these set by the caller:
#
#   me        how its messages start: "ci/test"
#   checkout  absolute path of the project
#
# From the environment:
#
#   MIGHAR_BUILD_DIR   where builds go; <checkout>/build by default
#   MIGHAR_NO_INSTALL  when set, nothing is installed
#
# shellcheck disable=SC2154

builds=${MIGHAR_BUILD_DIR:-$checkout/build}
case $builds in
/*) ;;
*) builds=$PWD/$builds ;;
esac

# say MESSAGE...: a line on stderr each.
say()
{
  printf '%s\n' "$me: $1" >&2
  shift
  [ $# -eq 0 ] || printf '%s\n' "$@" >&2
}

# die MESSAGE...: the same, and exits with 3: the environment does not do its part.
die()
{
  say "$@"
  exit 3
}

cores()
{
  nproc 2>/dev/null || getconf _NPROCESSORS_ONLN
}

# --- what this system has -------------------------------------------------------------------------------------

has_command() # NAME[|NAME]...
{
  for name in $(echo "$1" | tr '|' ' '); do
    if command -v "$name" >/dev/null; then return 0; fi
  done
  return 1
}

has_module() # NAME VERSION
{
  pkg-config --exists "$1 >= $2" 2>/dev/null
}

has_server() # NAME: of the program that is the server
{
  has_command "$1" && return 0
  for program in "$(pg_config --bindir 2>/dev/null)/$1" /usr/lib/postgresql/*/bin/"$1" /usr/pgsql-*/bin/"$1"; do
    if [ -x "$program" ]; then return 0; fi
  done
  return 1
}

# Another python3 may come first in PATH; what packages bring is found by the system's own.
python=/usr/bin/python3

has_python() # MODULE
{
  "$python" -c "import $1" 2>/dev/null
}

has_perl() # MODULE
{
  perl -M"$1" -e 1 2>/dev/null
}

has_sanitizer() # COMPILER
{
  echo 'int main(void) { return 0; }' | "$1" -fsanitize=address -x c -o /dev/null - 2>/dev/null
}

# package_name PACKAGE: as the system has it.
package_name()
{
  case $1 in
  *MAJOR*) echo "${1%%MAJOR*}$(clang -dumpversion | cut -d. -f1)${1##*MAJOR}" ;;
  *) echo "$1" ;;
  esac
}

# missing PURPOSE...: the rows of ci/dependencies for these purposes that this system has not.
missing()
{
  while read -r purpose kind what version package; do
    case " $* " in
    *" $purpose "*)
      "has_$kind" "$what" "$version" || echo "$purpose $kind $what $version $(package_name "$package")"
      ;;
    esac
  done <"$checkout/ci/dependencies"
}

# packages_of ROWS: their packages on one line.
packages_of()
{
  echo "$1" | while read -r _ _ _ _ package; do printf ' %s' "$package"; done
}

# explain ROWS: what they stand for, for people, a line each.
explain()
{
  echo "$1" | while read -r _ kind what version package; do
    if [ "$version" != - ]; then what="$what $version or newer"; fi
    echo "  $what ($kind; in Debian: $package)"
  done
}

# --- installing -----------------------------------------------------------------------------------------------

# How to become root: nothing, or sudo; fails where neither will do.
root_command()
{
  if [ "$(id -u)" -eq 0 ]; then return 0; fi
  if ! has_command sudo; then return 1; fi
  if sudo -n true 2>/dev/null; then
    echo "sudo -n"
  elif [ -t 0 ] && [ -t 2 ]; then
    echo sudo
  else
    return 1
  fi
}

# Runs as root, with the packages as arguments. A new server package makes and starts a database cluster of its
# own, or a service, unless it is told not to; mighar wants the binaries only. A list of packages that cannot be
# updated is no reason to stop: the one that is there may do.
install_script='
  export DEBIAN_FRONTEND=noninteractive
  settings=/etc/postgresql-common/createcluster.d
  policy=/usr/sbin/policy-rc.d
  [ ! -e $policy ] || policy=/dev/null
  trap "rm -f $settings/mighar.conf; rmdir $settings 2>/dev/null; [ $policy = /dev/null ] || rm -f $policy" EXIT
  trap "exit 130" INT TERM
  printf "#!/bin/sh\nexit 101\n" >$policy && { [ $policy = /dev/null ] || chmod +x $policy; } || exit
  mkdir -p $settings && echo "create_main_cluster = off" >$settings/mighar.conf || exit
  apt-get update || { sleep 3; apt-get update; }
  apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
'

# why_not_install: the reason why packages cannot be installed here; nothing when they can.
why_not_install()
{
  if [ -n "${MIGHAR_NO_INSTALL:-}" ]; then
    echo "MIGHAR_NO_INSTALL is set"
  elif ! has_command apt-get; then
    echo "there is no apt-get here"
  elif ! root_command >/dev/null; then
    echo "that takes root or sudo"
  fi
}

# provide PURPOSE...: installs what is missing of these. What is missing still is in rows, why in why_not.
provide()
{
  rows=$(missing "$@")
  if [ -z "$rows" ]; then return; fi
  why_not=$(why_not_install)
  if [ -z "$why_not" ]; then
    why_not="apt-get failed"
    if install "$rows"; then why_not="it was installed, and is not found or too old"; fi
    rows=$(missing "$@")
  fi
}

# require PURPOSE...: the same. Dies when that cannot be done, save for what is only needed to run: mighar does
# without, and says so itself.
require()
{
  provide "$@"
  needed=$(echo "$rows" | grep -v '^run ' || true)
  if [ -n "$needed" ]; then
    die "this system lacks:" "$(explain "$rows")" "not installed: $why_not" \
      "hint: on Debian or Ubuntu, as root: apt-get install --no-install-recommends$(packages_of "$rows")"
  fi
  go_on_without
}

# offer PURPOSE...: the same, and goes on without what cannot be had.
offer()
{
  provide "$@"
  go_on_without
}

go_on_without()
{
  [ -z "$rows" ] || say "going on without:" "$(explain "$rows")" "not installed: $why_not"
}

# offer_dbmate: from npm, which has its program for each kind of machine; MIGHAR_DBMATE says where it is.
offer_dbmate()
{
  MIGHAR_DBMATE=$(command -v dbmate || find "$builds/npm" -type f -name dbmate -path '*@dbmate*' 2>/dev/null | head -n 1)
  if [ -z "$MIGHAR_DBMATE" ] && has_command npm && [ -z "${MIGHAR_NO_INSTALL:-}" ]; then
    say "installing dbmate"
    mkdir -p "$builds/npm"
    quietly "$builds/npm.log" npm install --no-audit --no-fund --prefix "$builds/npm" dbmate || true
    MIGHAR_DBMATE=$(find "$builds/npm" -type f -name dbmate -path '*@dbmate*' 2>/dev/null | head -n 1)
  fi
  [ -n "$MIGHAR_DBMATE" ] || say "going on without dbmate: npm install dbmate"
  export MIGHAR_DBMATE
}

# install ROWS
install()
{
  packages=
  for package in $(packages_of "$1"); do
    is_installed "$package" || packages="$packages $package"
  done
  if [ -z "$packages" ]; then return; fi
  say "installing$packages"
  # shellcheck disable=SC2046,SC2086
  quietly "$builds/install.log" $(root_command) sh -c "$install_script" sh $packages
}

is_installed() # PACKAGE
{
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# --- building -------------------------------------------------------------------------------------------------

# quietly LOG COMMAND...: its output goes to the log, and to stderr only when it fails, less the lines that tell how
# far a build is.
quietly()
{
  log=$1
  shift
  # The lock is not for what stays behind the command, such as a service that an installation starts.
  if "$@" >"$log" 2>&1 </dev/null 9>&-; then return; fi
  sed '/^\[[ 0-9/%]*\] /d' "$log" >&2
  return 1
}

# One build folder serves one script at a time; ends with unlock or the script. Without flock there is no lock.
lock() # FOLDER
{
  if ! mkdir -p "$1" 2>/dev/null || ! touch "$1/lock" 2>/dev/null; then
    die "cannot write to '$1'" "hint: MIGHAR_BUILD_DIR names another folder to build in"
  fi
  exec 9>"$1/lock"
  has_command flock || return 0
  flock -n 9 && return
  say "waiting for another one to finish with '$1'"
  flock 9
}

unlock()
{
  exec 9>&-
}

# configured FOLDER: as a build of this checkout, whose place may have changed.
configured()
{
  grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$checkout" "$1/CMakeCache.txt" 2>/dev/null || return
  [ -e "$1/build.ninja" ] || [ -e "$1/Makefile" ]
}

# generator: what CMake is to write for, of what is there; by itself it writes for make.
generator()
{
  if has_command ninja; then echo Ninja; else echo "Unix Makefiles"; fi
}

# build FOLDER TARGET CMAKE-ARGUMENT...: configures the folder if it is not, and builds the target in it.
build()
{
  folder=$1 target=$2
  shift 2
  if ! configured "$folder"; then
    say "building in '$folder'"
    rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"
    quietly "$folder/configure.log" cmake -S "$checkout" -B "$folder" -G "$(generator)" "$@" ||
      die "cmake cannot configure '$folder'"
  fi
  quietly "$folder/build.log" cmake --build "$folder" --target "$target" --parallel "$(cores)" ||
    die "the build in '$folder' failed"
}

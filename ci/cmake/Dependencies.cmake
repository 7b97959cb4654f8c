# Every library that mighar stands on, with the oldest version it is built against (Debian 12's, but for
# those whose older versions are known to do).

find_package(PkgConfig REQUIRED)

# mighar_dependency(<target suffix> <pkg-config module> <minimum version> <Debian package>)
# defines PkgConfig::<target suffix>, or stops with the package to install.
function(mighar_dependency target module version package)
  pkg_check_modules(${target} QUIET IMPORTED_TARGET GLOBAL ${module}>=${version})
  if(NOT ${target}_FOUND)
    message(FATAL_ERROR "mighar needs ${module} ${version} or newer and pkg-config does not find it\n"
                        "hint: on Debian or Ubuntu: apt-get install ${package}")
  endif()
endfunction()

mighar_dependency(GLIB glib-2.0 2.70 libglib2.0-dev)
mighar_dependency(SQLITE sqlite3 3.38 libsqlite3-dev)
mighar_dependency(PQ libpq 14 libpq-dev)
mighar_dependency(XML libxml-2.0 2.9.10 libxml2-dev)
mighar_dependency(JANSSON jansson 2.13 libjansson-dev)
mighar_dependency(XXHASH libxxhash 0.8.0 libxxhash-dev)
if(MIGHAR_TESTS)
  mighar_dependency(CMOCKA cmocka 1.1.5 libcmocka-dev)
endif()

find_program(RE2C re2c)
if(NOT RE2C)
  message(FATAL_ERROR "mighar needs re2c 2.0 or newer to build its SQL scanner and does not find it\n"
                      "hint: on Debian or Ubuntu: apt-get install re2c")
endif()
execute_process(COMMAND ${RE2C} --vernum OUTPUT_VARIABLE RE2C_VERSION OUTPUT_STRIP_TRAILING_WHITESPACE)
if(RE2C_VERSION LESS 020000)
  message(FATAL_ERROR "mighar needs re2c 2.0 or newer, and ${RE2C} is ${RE2C_VERSION}")
endif()

# Every library and tool that mighar stands on. Versions and Debian's package names are those of
# ci/dependencies; what is missing is told all at once, with the packages to install.

set(MIGHAR_DEPENDENCIES ${CMAKE_SOURCE_DIR}/ci/dependencies)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${MIGHAR_DEPENDENCIES})

find_package(PkgConfig)
if(NOT PKG_CONFIG_FOUND)
  message(FATAL_ERROR "mighar finds its libraries with pkg-config, and there is none\n"
                      "hint: on Debian or Ubuntu: apt-get install pkg-config")
endif()

# mighar_missing(<what> <package>): remembers what mighar_missing_stop() tells.
function(mighar_missing what package)
  set_property(GLOBAL APPEND_STRING PROPERTY MIGHAR_MISSING "\n  ${what}")
  set_property(GLOBAL APPEND_STRING PROPERTY MIGHAR_MISSING_PACKAGES " ${package}")
endfunction()

function(mighar_missing_stop)
  get_property(missing GLOBAL PROPERTY MIGHAR_MISSING)
  get_property(packages GLOBAL PROPERTY MIGHAR_MISSING_PACKAGES)
  if(missing)
    message(FATAL_ERROR "mighar needs, and does not find:${missing}\n"
                        "hint: on Debian or Ubuntu: apt-get install${packages}")
  endif()
endfunction()

# mighar_dependency_facts(<kind> <what> <variable for the version> <variable for the package>)
function(mighar_dependency_facts kind what version package)
  file(STRINGS ${MIGHAR_DEPENDENCIES} row REGEX "^[a-z]+ +${kind} +${what} ")
  if(NOT row MATCHES "([^ ]+) +([^ ]+)$")
    message(FATAL_ERROR "${kind} '${what}' has no row in ${MIGHAR_DEPENDENCIES}")
  endif()
  set(${version} ${CMAKE_MATCH_1} PARENT_SCOPE)
  set(${package} ${CMAKE_MATCH_2} PARENT_SCOPE)
endfunction()

# mighar_module(<target suffix> <pkg-config module>) defines PkgConfig::<target suffix>.
function(mighar_module target module)
  mighar_dependency_facts(module ${module} version package)
  pkg_check_modules(${target} QUIET IMPORTED_TARGET GLOBAL ${module}>=${version})
  if(NOT ${target}_FOUND)
    mighar_missing("${module} ${version} or newer, which pkg-config does not find" ${package})
  endif()
endfunction()

mighar_module(GLIB glib-2.0)
mighar_module(SQLITE sqlite3)
mighar_module(PQ libpq)
mighar_module(XML libxml-2.0)
mighar_module(JANSSON jansson)
mighar_module(XXHASH libxxhash)
if(MIGHAR_TESTS)
  mighar_module(CMOCKA cmocka)
endif()

# Defines RE2C, the program that makes the SQL scanner.
function(mighar_re2c)
  mighar_dependency_facts(command re2c version package)
  find_program(RE2C re2c)
  if(RE2C)
    execute_process(COMMAND ${RE2C} --version OUTPUT_VARIABLE found)
    string(REGEX MATCH "[0-9.]+" found "${found}")
  endif()
  if(NOT RE2C OR found VERSION_LESS version)
    mighar_missing("re2c ${version} or newer, which makes the SQL scanner" ${package})
  endif()
endfunction()

mighar_re2c()
mighar_missing_stop()

# A room is one static library of its own folder. It sees include/ and its own folder; what it links is
# private, so a room cannot lean on another one by accident.

add_library(mighar_options INTERFACE)
target_include_directories(mighar_options INTERFACE ${CMAKE_SOURCE_DIR}/include)
target_compile_definitions(mighar_options INTERFACE _GNU_SOURCE MIGHAR_VERSION="${PROJECT_VERSION}")
target_compile_options(mighar_options INTERFACE -Wall -Wextra -Wstrict-prototypes -Wmissing-prototypes
  -Wpointer-arith -Wno-missing-field-initializers $<$<BOOL:${MIGHAR_WERROR}>:-Werror>)
target_link_libraries(mighar_options INTERFACE PkgConfig::GLIB)
if(MIGHAR_SANITIZE)
  target_compile_options(mighar_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  target_link_options(mighar_options INTERFACE -fsanitize=address,undefined)
endif()

# mighar_room(<name> [LINKS <library>...] [GENERATED <file>...]): the library mighar_<name> from all .c files
# of the current folder.
function(mighar_room name)
  cmake_parse_arguments(ROOM "" "" "LINKS;GENERATED" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.c)
  if(NOT sources AND NOT ROOM_GENERATED)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/empty.c "int mighar_${name}_is_empty;\n")
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/empty.c)
  endif()
  add_library(mighar_${name} STATIC ${sources} ${ROOM_GENERATED})
  target_include_directories(mighar_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_BINARY_DIR})
  target_link_libraries(mighar_${name} PRIVATE mighar_options ${ROOM_LINKS})
endfunction()

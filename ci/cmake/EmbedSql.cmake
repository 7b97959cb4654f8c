# cmake -D OUTPUT=<file.c> -D FILES=<a.sql;b.sql> -P EmbedSql.cmake
#
# Writes a C file with the table that drivers/postgres/catalog.h declares: a row a file, with the file's text.
# The kind is the file's name up to its first dot, underscores being spaces ("materialized_view.sql",
# "type.enum.sql"). A line "-- needs: PostgreSQL 15" or "-- needs: superuser" says when a file is left out.
set(rows "")
list(SORT FILES)
foreach(file ${FILES})
  get_filename_component(kind ${file} NAME_WE)
  get_filename_component(name ${file} NAME_WLE)
  string(REPLACE "_" " " kind "${kind}")
  file(READ ${file} text)
  set(since 0)
  if(text MATCHES "-- needs: PostgreSQL ([0-9]+)")
    set(since "${CMAKE_MATCH_1}0000")
  endif()
  set(superuser FALSE)
  if(text MATCHES "-- needs: superuser")
    set(superuser TRUE)
  endif()
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(APPEND rows "    {\"${kind}\", \"${name}\", ${since}, ${superuser},\n     \"${text}\"},\n")
endforeach()
file(WRITE ${OUTPUT}
  "#include \"catalog.h\"\n\nconst CatalogQuery catalog_queries[] = {\n${rows}    {NULL, NULL, 0, FALSE, NULL},\n};\n")

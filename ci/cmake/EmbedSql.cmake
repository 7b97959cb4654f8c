# cmake -D OUTPUT=<file.c> -D FILES=<a.sql;b.sql> -P EmbedSql.cmake
#
# Writes a C file with the table that drivers/postgres/catalog.h declares: for every file its name without
# .sql, underscores being spaces ("materialized view"), and its text.
set(rows "")
list(SORT FILES)
foreach(file ${FILES})
  get_filename_component(kind ${file} NAME_WE)
  string(REPLACE "_" " " kind "${kind}")
  file(READ ${file} text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(APPEND rows "    {\"${kind}\",\n     \"${text}\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"catalog.h\"\n\nconst CatalogQuery catalog_queries[] = {\n${rows}    {NULL, NULL},\n};\n")

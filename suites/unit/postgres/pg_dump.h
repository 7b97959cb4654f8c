/* The oracle: what pg_dump writes of a schema. */
#pragma once

#include "programs.h"

#include <glib.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

/* The major version that a program says it is of, 0 when it cannot be run: "pg_dump (PostgreSQL) 15.4". */
static inline int program_major(const char *path)
{
  const char *argv[] = {path, "--version", NULL};
  g_autofree char *said = NULL;
  int status = 0;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, NULL) ||
      status != 0)
    return 0;
  const char *number = strstr(said, ") ");
  return number != NULL ? atoi(number + 2) : 0;
}

static inline gboolean can_dump(const char *folder, int server_version)
{
  g_autofree char *path = g_build_filename(folder, "pg_dump", NULL);
  return program_major(path) >= server_version / 10000;
}

/* The folder of the programs to dump this server with, which must not be older than it is: the one that
 * SUITES_PG_DUMP_BIN names, or else one of this machine's. NULL: there are none. Free with g_free(). */
static inline char *pg_dump_find(int server_version)
{
  const char *named = g_getenv("SUITES_PG_DUMP_BIN");
  if (named != NULL)
    return can_dump(named, server_version) ? g_strdup(named) : NULL;
  g_autoptr(GPtrArray) found = programs_search();
  for (guint i = 0; i < found->len; i++) {
    const Programs *programs = g_ptr_array_index(found, i);
    if (can_dump(programs->directory, server_version))
      return g_strdup(programs->directory);
  }
  return NULL;
}

/* Runs a program that takes pg_dump's options for the connection. NULL and an error when it fails. */
static inline char *run_dump(const char *folder, const char *program, PGconn *connection,
                             const char *const *arguments, GError **error)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(argv, g_build_filename(folder, program, NULL));
  g_ptr_array_add(argv, g_strdup_printf("--host=%s", PQhost(connection)));
  g_ptr_array_add(argv, g_strdup_printf("--port=%s", PQport(connection)));
  g_ptr_array_add(argv, g_strdup_printf("--username=%s", PQuser(connection)));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add(argv, g_strdup(arguments[i]));
  g_ptr_array_add(argv, NULL);
  g_autofree char *out = NULL;
  g_autofree char *messages = NULL;
  int status = 0;
  if (!g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &messages, &status,
                    error))
    return NULL;
  if (!g_spawn_check_wait_status(status, NULL)) {
    g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "%s: %s", program, messages);
    return NULL;
  }
  return g_steal_pointer(&out);
}

/* Without comments, which carry versions, and without the keys that are made by chance. */
static inline void append_statements(GString *text, const char *dump)
{
  g_auto(GStrv) lines = g_strsplit(dump, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix(lines[i], "--") && !g_str_has_prefix(lines[i], "\\restrict ") &&
        !g_str_has_prefix(lines[i], "\\unrestrict "))
      g_string_append_printf(text, "%s\n", lines[i]);
}

/* The schema of the database, with the database's own settings; with globals also the roles and tablespaces
 * of the server. NULL and an error. Free with g_free(). */
static inline char *pg_dump(const char *folder, PGconn *connection, const char *database, gboolean globals,
                            GError **error)
{
  const char *schema_of[] = {"--schema-only", "--create", database, NULL};
  const char *all_globals[] = {"--globals-only", NULL};
  g_autofree char *schema = run_dump(folder, "pg_dump", connection, schema_of, error);
  if (schema == NULL)
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  append_statements(text, schema);
  if (globals) {
    g_autofree char *server = run_dump(folder, "pg_dumpall", connection, all_globals, error);
    if (server == NULL)
      return NULL;
    append_statements(text, server);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

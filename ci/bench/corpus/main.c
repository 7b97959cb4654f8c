/* corpus [--seed N] LENGTH DIRECTORY: writes the made-up project of that many migrations, for both engines
 * and in every format, below DIRECTORY: dbmate/, sql-migrate/, alembic/ and plain/ (NNNNN.up.sql,
 * NNNNN.down.sql), each with sqlite/ and postgres/. Prints what the last schema holds. */
#include "corpus.h"

#include <errno.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
  gint64 seed = 1;
  GOptionEntry entries[] = {
      {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "another project for another N", "N"},
      {NULL},
  };
  g_autoptr(GOptionContext) context = g_option_context_new("LENGTH DIRECTORY");
  g_autoptr(GError) error = NULL;
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 3) {
    g_printerr("corpus: %s\n", error != NULL ? error->message : "give a length and a directory");
    return 2;
  }
  guint length = strtoul(argv[1], NULL, 10);
  g_autoptr(Schema) schema = schema_new(seed);
  for (guint number = 1; number <= length; number++) {
    g_autoptr(Migration) migration = next_migration(schema, number);
    if (!write_migration(argv[2], migration)) {
      g_printerr("corpus: cannot write below '%s': %s\n", argv[2], g_strerror(errno));
      return 3;
    }
  }
  if (!write_environment(argv[2])) {
    g_printerr("corpus: cannot write below '%s': %s\n", argv[2], g_strerror(errno));
    return 3;
  }
  g_print("%u migrations: %u tables, %u indexes, %u views, %u triggers, %u functions\n", length,
          schema->tables->len, schema->indexes->len, schema->views->len, schema->triggers->len,
          schema->routines->len);
  return 0;
}

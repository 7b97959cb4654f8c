/* Rows that give way: what was made up need not be what a migration can take, as it may know of the values
 * that its tables really hold. */
#include "fill.h"

#include "given.h"
#include "tables.h"

#include <string.h>

/* "users" of public."users" */
static char *bare_name(const char *table, MigharDialect dialect)
{
  MigharScanner scanner;
  MigharToken token;
  char *name = NULL;
  mighar_scanner_init(&scanner, dialect, table, strlen(table));
  while (mighar_scanner_next_solid(&scanner, &token)) {
    g_free(name);
    name = mighar_token_name(&token);
  }
  return name != NULL ? name : g_strdup(table);
}

static gboolean is_named(const char *table, const char *text, MigharDialect dialect)
{
  g_autofree char *bare = bare_name(table, dialect);
  g_autofree char *lower = g_ascii_strdown(bare, -1);
  return strstr(text, lower) != NULL;
}

/* Which tables the script is about: those whose names are anywhere in it. */
static GHashTable *find_named(const GPtrArray *tables, const MigharScript *up, MigharDialect dialect)
{
  g_autofree char *text = g_ascii_strdown(up->text, -1);
  GHashTable *names = tables_new();
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    if (is_named(table->name, text, dialect))
      g_hash_table_add(names, g_strdup(table->name));
  }
  return names;
}

static void add_referrers(const GPtrArray *tables, GHashTable *names)
{
  gboolean added = TRUE;
  while (added) {
    added = FALSE;
    for (guint i = 0; i < tables->len; i++) {
      const MigharTable *table = g_ptr_array_index(tables, i);
      if (!g_hash_table_contains(names, table->name) && table_refers_to(table, names))
        added = g_hash_table_add(names, g_strdup(table->name));
    }
  }
}

/* What is to go. */
static void choose(const Fill *fill, GHashTable *names, FillYield yield, const MigharSnapshot *schema,
                   GPtrArray *chosen)
{
  for (guint i = 0; fill->written != NULL && i < fill->written->len; i++) {
    GVariant *given = g_ptr_array_index(fill->written, i);
    const char *table = given_table(given);
    if ((yield >= FILL_NOTHING || g_hash_table_contains(names, table)) &&
        mighar_snapshot_find(schema, "table", table) != NULL)
      g_ptr_array_add(chosen, given_unpack(given, yield == FILL_TYPICAL));
  }
}

gboolean fill_yield(const Fill *fill, MigharDatabase *database, const MigharSnapshot *schema,
                    const MigharScript *up, FillYield yield, gboolean *any, GError **error)
{
  const MigharDriver *driver = database->server->driver;
  g_autoptr(GPtrArray) tables = mighar_describe_tables(driver->rows, schema, NULL);
  g_autoptr(GHashTable) names = find_named(tables, up, driver->engine->dialect);
  g_autoptr(MigharSeeding) going = mighar_seeding_new();
  gboolean all;
  if (yield >= FILL_OTHERS)
    add_referrers(tables, names);
  if (yield != FILL_STAYS)
    choose(fill, names, yield, schema, going->written);
  *any = going->written->len > 0;
  return !*any || mighar_seed_undo(database, going, NULL, &all, error);
}

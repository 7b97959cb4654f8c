/* One migration as it is put together. */
#include "corpus.h"

Migration *migration_new(guint number)
{
  Migration *migration = g_new0(Migration, 1);
  migration->number = number;
  migration->losses = g_ptr_array_new_with_free_func(g_free);
  for (Engine engine = 0; engine < N_ENGINES; engine++)
    for (Direction direction = 0; direction < N_DIRECTIONS; direction++)
      migration->statements[engine][direction] = g_ptr_array_new_with_free_func(g_free);
  return migration;
}

void migration_free(Migration *migration)
{
  g_free(migration->name);
  g_ptr_array_unref(migration->losses);
  for (Engine engine = 0; engine < N_ENGINES; engine++)
    for (Direction direction = 0; direction < N_DIRECTIONS; direction++)
      g_ptr_array_unref(migration->statements[engine][direction]);
  g_free(migration);
}

void migration_call(Migration *migration, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  migration->name = g_strdup_vprintf(format, arguments);
  va_end(arguments);
}

void run_taken(Migration *migration, Engine engine, Direction direction, char *statement)
{
  g_ptr_array_add(migration->statements[engine][direction], statement);
}

void run_on(Migration *migration, Engine engine, Direction direction, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  run_taken(migration, engine, direction, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

void run_both(Migration *migration, Direction direction, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *statement = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  run_taken(migration, SQLITE, direction, g_strdup(statement));
  run_taken(migration, POSTGRES, direction, statement);
}

void accept_loss(Migration *migration, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(migration->losses, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

/* The kinds of all files, with a chance of weight in their sum. */
static gboolean make_any(Schema *schema, Migration *migration)
{
  static const Step *const kinds[] = {table_steps, column_steps, rebuild_steps, object_steps};
  guint total = 0;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    for (const Step *step = kinds[i]; step->what != NULL; step++)
      total += step->weight;
  guint chosen = pick(schema, total);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    for (const Step *step = kinds[i]; step->what != NULL; step++) {
      if (chosen < step->weight)
        return step->make(schema, migration);
      chosen -= step->weight;
    }
  g_assert_not_reached();
}

Migration *next_migration(Schema *schema, guint number)
{
  Migration *migration = migration_new(number);
  if (number == 1) {
    make_first(schema, migration);
    return migration;
  }
  while (!make_any(schema, migration))
    ;
  return migration;
}

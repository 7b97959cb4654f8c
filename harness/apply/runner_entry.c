/* What there is to record of a step, as the templates have it. */
#include "runner_entry.h"

#include <string.h>

void entry_clear(Entry *entry)
{
  g_clear_pointer(&entry->values, g_array_unref);
  g_clear_pointer(&entry->owned, g_ptr_array_unref);
}

static void add(Entry *entry, const char *name, char *value, gboolean raw)
{
  const TemplateValue made = {name, value, raw};
  g_array_append_val(entry->values, made);
  g_ptr_array_add(entry->owned, value);
}

void entry_set(Entry *entry, const char *name, const char *value)
{
  for (guint i = 0; i < entry->values->len; i++) {
    TemplateValue *found = &g_array_index(entry->values, TemplateValue, i);
    if (g_str_equal(found->name, name)) {
      found->value = g_strdup(value);
      g_ptr_array_add(entry->owned, found->value);
      return;
    }
  }
}

/* Digits alone; what is none of a number's is no version of this ledger's. */
static char *number_of(const char *version)
{
  return version != NULL && *version != '\0' && strspn(version, "0123456789") == strlen(version)
             ? g_strdup(version)
             : g_strdup("NULL");
}

static char *bytes_literal(MigharDialect dialect, const char *hex)
{
  static const char *const ends[][2] = {
      [MIGHAR_DIALECT_SQLITE] = {"X'", "'"},
      [MIGHAR_DIALECT_POSTGRES] = {"pg_catalog.decode('", "', 'hex')"},
  };
  return hex != NULL ? g_strconcat(ends[dialect][0], hex, ends[dialect][1], NULL) : g_strdup("NULL");
}

static char *describe_title(const MigharMigration *migration)
{
  const char *version = migration->version;
  const char *title = g_str_has_prefix(version, "R__") ? version + strlen("R__") : migration->name;
  return g_strdelimit(g_strdup(title), "_", ' ');
}

static char *without_dashes(const char *version)
{
  g_auto(GStrv) parts = g_strsplit(version, "-", -1);
  return g_strjoinv("", parts);
}

static void add_versions(Entry *entry, const MigharRunnerStep *step)
{
  const char *version = step->migration->version;
  add(entry, "version", g_strdup(version), FALSE);
  add(entry, "flyway_version", g_str_has_prefix(version, "R__") ? NULL : g_strdup(version), FALSE);
  add(entry, "bare", without_dashes(version), FALSE);
  add(entry, "number", number_of(version), TRUE);
  add(entry, "before", number_of(step->before), TRUE);
}

static void add_file(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step)
{
  g_auto(ChecksumFile) file = {0};
  MigharDialect dialect = runner->chain->engine->dialect;
  const MigharMigration *migration = step->migration;
  checksum_read(&file, migration->up->target == NULL ? migration->file : NULL);
  g_autofree char *sqlx = runner->ledger == &ledger_sqlx ? checksum_sqlx(&file) : NULL;
  add(entry, "title", g_strdup(migration->name), FALSE);
  add(entry, "description", describe_title(migration), FALSE);
  add(entry, "checksum", checksum_own(&file), FALSE);
  add(entry, "sha384", bytes_literal(dialect, sqlx), TRUE);
}

/* What is run may be in a file of its own, which Flyway records. */
static void add_script(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step)
{
  g_auto(ChecksumFile) file = {0};
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  const char *path = script != NULL ? script->file : step->migration->file;
  checksum_read(&file, runner->ledger == &ledger_flyway ? path : NULL);
  g_autofree char *flyway = checksum_flyway(&file);
  add(entry, "file", g_path_get_basename(path), FALSE);
  add(entry, "crc32", g_strdup(flyway != NULL ? flyway : "NULL"), TRUE);
}

static char *fill_started(const char *expression, const char *moment)
{
  g_auto(GStrv) parts = g_strsplit(expression, "{started}", -1);
  return g_strjoinv(moment, parts);
}

static void add_circumstances(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step)
{
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  const char *user = runner->target->user != NULL ? runner->target->user : g_get_user_name();
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *started = g_date_time_format(now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *moment =
      g_strdup_printf("%s.%06d%s", started, g_date_time_get_microsecond(now), runner->driver->utc);
  add(entry, "table", g_strdup(runner->table), TRUE);
  add(entry, "name", template_name(runner->name), TRUE);
  add(entry, "history", g_strdup(runner->history), TRUE);
  add(entry, "attempt", g_uuid_string_random(), FALSE);
  add(entry, "direction", g_strdup(mighar_direction_name(step->direction)), FALSE);
  add(entry, "user", g_strdup(runner->target->user != NULL ? runner->target->user : ""), FALSE);
  add(entry, "by", g_strdup_printf("%s (%s)", user, g_get_user_name()), FALSE);
  add(entry, "host", g_strdup(g_get_host_name()), FALSE);
  add(entry, "started", g_strdup(moment), FALSE);
  add(entry, "utc", g_strdup_printf("%s%s", started, "+00:00"), FALSE);
  add(entry, "now", g_strdup(runner->driver->now), TRUE);
  add(entry, "seconds", fill_started(runner->driver->seconds, moment), TRUE);
  add(entry, "elapsed", fill_started(runner->driver->elapsed, moment), TRUE);
  add(entry, "statements", g_strdup_printf("%u", script != NULL ? script->statements->len : 0), TRUE);
  add(entry, "statement", g_strdup_printf("%u", script != NULL ? script->statements->len : 0), TRUE);
  add(entry, "outcome", g_strdup("applied"), FALSE);
  add(entry, "error", NULL, FALSE);
  add(entry, "progress", NULL, FALSE);
}

void entry_make(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step)
{
  entry->values = g_array_new(TRUE, FALSE, sizeof(TemplateValue));
  entry->owned = g_ptr_array_new_with_free_func(g_free);
  add_versions(entry, step);
  add_file(entry, runner, step);
  add_script(entry, runner, step);
  add_circumstances(entry, runner, step);
}

const TemplateValue *entry_values(const Entry *entry)
{
  return (const TemplateValue *)(gpointer)entry->values->data;
}

/* The same SQL in the files of each tool. */
#include "corpus.h"

#include <stdio.h>
#include <string.h>

static const char *const engine_words[] = {"sqlite", "postgres"};

static void append_statements(GString *text, const GPtrArray *statements)
{
  for (guint i = 0; i < statements->len; i++)
    g_string_append_printf(text, "%s;\n", (const char *)g_ptr_array_index(statements, i));
}

static GString *plain(const Migration *migration, Engine engine, Direction direction)
{
  GString *text = g_string_new(NULL);
  append_statements(text, migration->statements[engine][direction]);
  return text;
}

static GString *dbmate(const Migration *migration, Engine engine)
{
  GString *text = g_string_new("-- migrate:up\n");
  for (guint i = 0; i < migration->losses->len; i++)
    g_string_append_printf(text, "-- mighar: loses %s\n",
                           (const char *)g_ptr_array_index(migration->losses, i));
  append_statements(text, migration->statements[engine][UP]);
  g_string_append(text, "\n-- migrate:down\n");
  append_statements(text, migration->statements[engine][DOWN]);
  return text;
}

/* sql-migrate splits at semicolons but where told not to. */
static void append_guarded(GString *text, const GPtrArray *statements)
{
  for (guint i = 0; i < statements->len; i++) {
    const char *statement = g_ptr_array_index(statements, i);
    gboolean guard = strchr(statement, ';') != NULL;
    g_string_append_printf(text, "%s%s;\n%s", guard ? "-- +migrate StatementBegin\n" : "", statement,
                           guard ? "-- +migrate StatementEnd\n" : "");
  }
}

static GString *sql_migrate(const Migration *migration, Engine engine)
{
  GString *text = g_string_new("-- +migrate Up\n");
  append_guarded(text, migration->statements[engine][UP]);
  g_string_append(text, "\n-- +migrate Down\n");
  append_guarded(text, migration->statements[engine][DOWN]);
  return text;
}

static void append_function(GString *text, const char *name, const GPtrArray *statements)
{
  g_string_append_printf(text, "\n\ndef %s():\n    run = op.get_bind().exec_driver_sql\n", name);
  for (guint i = 0; i < statements->len; i++)
    g_string_append_printf(text, "    run(r\"\"\"%s\"\"\")\n",
                           (const char *)g_ptr_array_index(statements, i));
}

static GString *alembic(const Migration *migration, Engine engine)
{
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "\"\"\"%s\"\"\"\nfrom alembic import op\n\nrevision = \"%05u\"\n",
                         migration->name, migration->number);
  if (migration->number == 1)
    g_string_append(text, "down_revision = None\n");
  else
    g_string_append_printf(text, "down_revision = \"%05u\"\n", migration->number - 1);
  append_function(text, "upgrade", migration->statements[engine][UP]);
  append_function(text, "downgrade", migration->statements[engine][DOWN]);
  return text;
}

static gboolean write_text(GString *text, const char *directory, const char *format, Engine engine,
                           const char *name)
{
  g_autofree char *folder = g_build_filename(directory, format, engine_words[engine], NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GString) contents = text;
  g_autofree char *parent = g_path_get_dirname(path);
  if (g_mkdir_with_parents(parent, 0777) != 0)
    return FALSE;
  FILE *file = fopen(path, "w");
  if (file == NULL)
    return FALSE;
  gboolean written = fwrite(contents->str, 1, contents->len, file) == contents->len;
  return fclose(file) == 0 && written;
}

gboolean write_migration(const char *directory, const Migration *migration)
{
  g_autofree char *stem = g_strdup_printf("%05u_%.90s", migration->number, migration->name);
  g_autofree char *file = g_strdup_printf("%s.sql", stem);
  g_autofree char *up = g_strdup_printf("%05u.up.sql", migration->number);
  g_autofree char *down = g_strdup_printf("%05u.down.sql", migration->number);
  g_autofree char *version = g_strdup_printf("versions/%05u.py", migration->number);
  for (Engine engine = 0; engine < N_ENGINES; engine++)
    if (!write_text(dbmate(migration, engine), directory, "dbmate", engine, file) ||
        !write_text(sql_migrate(migration, engine), directory, "sql-migrate", engine, file) ||
        !write_text(alembic(migration, engine), directory, "alembic", engine, version) ||
        !write_text(plain(migration, engine, UP), directory, "plain", engine, up) ||
        !write_text(plain(migration, engine, DOWN), directory, "plain", engine, down))
      return FALSE;
  return TRUE;
}

gboolean write_environment(const char *directory)
{
  static const char environment[] =
      "import os\n"
      "from alembic import context\n"
      "from sqlalchemy import create_engine, pool\n\n"
      "connectable = create_engine(os.environ[\"BENCH_URL\"], poolclass=pool.NullPool)\n"
      "with connectable.connect() as connection:\n"
      "    context.configure(connection=connection, transaction_per_migration=True)\n"
      "    with context.begin_transaction():\n"
      "        context.run_migrations()\n";
  for (Engine engine = 0; engine < N_ENGINES; engine++)
    if (!write_text(g_string_new(environment), directory, "alembic", engine, "env.py") ||
        !write_text(g_string_new("[alembic]\nscript_location = .\n"), directory, "alembic", engine,
                    "alembic.ini"))
      return FALSE;
  return TRUE;
}

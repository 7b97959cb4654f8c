/* rewrite FORMAT PROJECT DIRECTORY: reads a project of goose migrations and writes the same migrations in
 * another file format, the way people would. Exits with 3 and a reason where the format has no way to say it.
 */
#include <mighar/driver.h>
#include <mighar/error.h>
#include <mighar/load.h>

#include <stdio.h>
#include <string.h>

#define CANNOT_SAY 3

/* One migration on its way into files. */
typedef struct {
  const char *directory; /* of the engine's files */
  const char *engine;
  const MigharMigration *migration;
  GString *directives;     /* mighar's own comments, a line each */
  gboolean no_transaction; /* goose's: for both directions */
  guint index;             /* in the chain, from 0 */
  const char *cannot;      /* why the format cannot say it */
} Work;

typedef struct {
  const char *name;
  void (*write)(Work *work);
} Writer;

G_GNUC_PRINTF(3, 4) static void save(Work *work, const GString *text, const char *format, ...)
{
  g_autoptr(GError) error = NULL;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *name = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *path = g_build_filename(work->directory, name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_mkdir_with_parents(folder, 0755);
  if (!g_file_set_contents(path, text->str, (gssize)text->len, &error))
    g_error("%s", error->message);
}

static const MigharStatement *statement_at(const MigharScript *script, guint index)
{
  return &g_array_index(script->statements, MigharStatement, index);
}

static void append_statement(GString *text, const MigharScript *script, guint index)
{
  const MigharStatement *statement = statement_at(script, index);
  g_string_append_len(text, script->text + statement->start, (gssize)statement->length);
  g_string_append(text, ";\n");
}

static void append_sql(GString *text, const MigharScript *script)
{
  for (guint i = 0; script != NULL && i < script->statements->len; i++)
    append_statement(text, script, i);
}

/* Whether the script has statements, and no transaction of goose's around them. */
static gboolean is_bare(const MigharScript *script)
{
  return script != NULL && script->statements->len > 0 && !script->transaction;
}

static gboolean has_own_transaction(const MigharScript *script, MigharDialect dialect)
{
  return mighar_sql_controls_transaction(dialect, script->text, script->statements);
}

/* Whether the file has to say that no transaction is wanted. A script with one of its own is left alone by
 * any tool; that is told only where it is true of both directions, so that the other one keeps its
 * transaction. */
static gboolean wants_no_transaction(const MigharMigration *migration, MigharDialect dialect)
{
  gboolean is_up_bare = is_bare(migration->up), is_down_bare = is_bare(migration->down);
  gboolean is_up_wrapped = !is_up_bare && migration->up->statements->len > 0;
  gboolean is_down_wrapped = !is_down_bare && migration->down != NULL && migration->down->statements->len > 0;
  if (is_up_wrapped || is_down_wrapped)
    return (is_up_bare && !has_own_transaction(migration->up, dialect)) ||
           (is_down_bare && !has_own_transaction(migration->down, dialect));
  return is_up_bare || is_down_bare;
}

static gboolean is_single(const MigharScript *script)
{
  return script == NULL || script->statements->len <= 1;
}

/* Where a tool that is told to make no transaction sends a file in one message, which PostgreSQL makes a
 * transaction of, that is no way to say it for several statements: mighar's own comment is. */
static gboolean needs_directive(const Work *work)
{
  return work->no_transaction && (!is_single(work->migration->up) || !is_single(work->migration->down));
}

static GString *begin(const Work *work)
{
  return g_string_new(work->directives->str);
}

static void save_pair(Work *work, const char *first_line, gboolean has_word, const char *up_name,
                      const char *down_name)
{
  const MigharScript *scripts[] = {work->migration->up, work->migration->down};
  const char *names[] = {up_name, down_name};
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    if (scripts[i] == NULL)
      continue;
    g_autoptr(GString) text = g_string_new(work->no_transaction && has_word ? first_line : "");
    g_string_append(text, i == 0 ? work->directives->str : "");
    if (work->no_transaction && !has_word)
      g_string_append(text, "-- mighar: no transaction\n");
    append_sql(text, scripts[i]);
    save(work, text, names[i], work->migration->version, work->migration->name);
  }
}

static void write_golang_migrate(Work *work)
{
  save_pair(work, "", FALSE, "%s_%s.up.sql", "%s_%s.down.sql");
}

static void write_sqlx(Work *work)
{
  save_pair(work, "-- no-transaction\n", !needs_directive(work), "%s_%s.up.sql", "%s_%s.down.sql");
}

/* All engines in one directory. */
static void write_pairs(Work *work)
{
  g_autofree char *middle =
      g_strdup_printf(".%s%s", g_str_equal(work->engine, "sqlite") ? "sqlite3" : work->engine,
                      work->no_transaction && !needs_directive(work) ? ".autocommit" : "");
  g_autofree char *up = g_strconcat("%s_%s", middle, ".up.sql", NULL);
  g_autofree char *down = g_strconcat("%s_%s", middle, ".down.sql", NULL);
  g_autofree char *above = g_path_get_dirname(work->directory);
  work->directory = above;
  save_pair(work, "", !needs_directive(work), up, down);
}

static void write_dbmate(Work *work)
{
  gboolean is_declared =
      mighar_migration_directive(work->migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL) != NULL;
  if (work->migration->down == NULL && !is_declared) {
    work->cannot = "dbmate wants a down in every file";
    return;
  }
  const char *option = work->no_transaction && !needs_directive(work) ? " transaction:false" : "";
  g_autoptr(GString) text = begin(work);
  if (needs_directive(work))
    g_string_append(text, "-- mighar: no transaction\n");
  g_string_append_printf(text, "-- migrate:up%s\n", option);
  append_sql(text, work->migration->up);
  g_string_append_printf(text, "\n-- migrate:down%s\n", option);
  append_sql(text, work->migration->down);
  save(work, text, "%s_%s.sql", work->migration->version, work->migration->name);
}

/* A block for each message of goose. */
static void append_blocks(GString *text, const MigharScript *script)
{
  for (guint i = 0; i < script->statements->len; i++) {
    if (i == 0 || statement_at(script, i)->batch != statement_at(script, i - 1)->batch)
      g_string_append(text, "-- +migrate StatementBegin\n");
    append_statement(text, script, i);
    if (i + 1 == script->statements->len ||
        statement_at(script, i)->batch != statement_at(script, i + 1)->batch)
      g_string_append(text, "-- +migrate StatementEnd\n");
  }
}

static void write_sql_migrate(Work *work)
{
  const char *option = work->no_transaction ? " notransaction" : "";
  g_autoptr(GString) text = begin(work);
  g_string_append_printf(text, "-- +migrate Up%s\n", option);
  append_blocks(text, work->migration->up);
  if (work->migration->down != NULL) {
    g_string_append_printf(text, "\n-- +migrate Down%s\n", option);
    append_blocks(text, work->migration->down);
  }
  save(work, text, "%s_%s.sql", work->migration->version, work->migration->name);
}

/* The setting is written in any case, since flyway looks at the statements where it is not told. */
static void write_flyway(Work *work)
{
  const MigharScript *scripts[] = {work->migration->up, work->migration->down};
  g_autoptr(GString) setting = g_string_new(NULL);
  g_string_printf(setting, "executeInTransaction=%s\n", work->no_transaction ? "false" : "true");
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    if (scripts[i] == NULL)
      continue;
    g_autoptr(GString) text = g_string_new(i == 0 ? work->directives->str : "");
    append_sql(text, scripts[i]);
    save(work, text, "%c%s__%s.sql", "VU"[i], work -> migration -> version, work -> migration -> name);
    save(work, setting, "%c%s__%s.sql.conf", "VU"[i], work -> migration -> version,
         work -> migration -> name);
  }
}

static void write_diesel(Work *work)
{
  g_autofree char *folder =
      g_strconcat(work->directory, "/", work->migration->version, "_", work->migration->name, NULL);
  g_autoptr(GString) metadata = g_string_new("run_in_transaction = false\n");
  work->directory = folder;
  if (work->no_transaction && !needs_directive(work))
    save(work, metadata, "metadata.toml");
  save_pair(work, "", !needs_directive(work), "up.sql", "down.sql");
}

/* node-pg-migrate's spelling has a transaction, the other one is as written. */
static void write_sections(Work *work)
{
  const char *word = work->no_transaction ? "" : " Migration";
  g_autoptr(GString) text = begin(work);
  g_string_append_printf(text, "-- Up%s\n", word);
  append_sql(text, work->migration->up);
  if (work->migration->down != NULL) {
    g_string_append_printf(text, "\n-- Down%s\n", word);
    append_sql(text, work->migration->down);
  }
  save(work, text, "%s_%s.sql", work->migration->version, work->migration->name);
}

static void write_tern(Work *work)
{
  const char *option = work->no_transaction ? "---- tern: disable-tx ----\n" : "";
  g_autofree char *version = g_strdup_printf("%u", work->index + 1);
  if (mighar_version_compare(work->migration->version, version) != 0)
    work->cannot = "tern numbers migrations without gaps from 1 on";
  else if (work->migration->up->statements->len == 0)
    work->cannot = "tern refuses a migration without an up";
  g_autoptr(GString) text = begin(work);
  g_string_append(text, option);
  append_sql(text, work->migration->up);
  if (work->migration->down != NULL) {
    g_string_append_printf(text, "\n---- create above / drop below ----\n%s-- down\n", option);
    append_sql(text, work->migration->down);
  }
  save(work, text, "%s_%s.sql", work->migration->version, work->migration->name);
}

static void append_rollback(GString *text, const MigharScript *script)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  append_sql(sql, script);
  g_auto(GStrv) lines = g_strsplit(sql->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    g_string_append_printf(text, "--rollback %s\n", lines[i]);
}

/* A changeset a file, so that the order of names is that of versions. */
static void write_liquibase(Work *work)
{
  const MigharMigration *migration = work->migration;
  if (migration->up->statements->len == 0)
    work->cannot = "liquibase refuses a changeset without SQL";
  else if (migration->down != NULL && migration->down->statements->len == 0)
    work->cannot = "liquibase has no rollback that does nothing and is none";
  g_autoptr(GString) text = g_string_new("--liquibase formatted sql\n");
  g_string_append_printf(text, "--changeset %s:%s%s\n%s", migration->name, migration->version,
                         work->no_transaction ? " runInTransaction:false" : "", work->directives->str);
  append_sql(text, migration->up);
  if (migration->down != NULL)
    append_rollback(text, migration->down);
  save(work, text, "%s.sql", migration->version);
}

static const Writer writers[] = {
    {"dbmate", write_dbmate},       {"diesel", write_diesel},
    {"flyway", write_flyway},       {"golang-migrate", write_golang_migrate},
    {"liquibase", write_liquibase}, {"pairs", write_pairs},
    {"sections", write_sections},   {"sql-migrate", write_sql_migrate},
    {"sqlx", write_sqlx},           {"tern", write_tern},
};

static GString *make_directives(const MigharMigration *migration)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < migration->directives->len; i++) {
    const MigharDirective *directive = g_ptr_array_index(migration->directives, i);
    g_string_append_printf(text, "-- mighar: %s %s%s%s\n", mighar_directive_name(directive->kind),
                           directive->subject != NULL ? directive->subject : "",
                           directive->subject != NULL ? " " : "", directive->reason);
  }
  return text;
}

static const char *write_chain(const Writer *writer, const MigharChain *chain, const char *directory)
{
  const char *cannot = NULL;
  g_autofree char *folder = g_build_filename(directory, chain->engine->name, NULL);
  for (guint i = 0; i < chain->migrations->len && cannot == NULL; i++) {
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, i);
    g_autoptr(GString) directives = make_directives(migration);
    MigharDialect dialect = chain->engine->dialect;
    Work work = {.directory = folder,
                 .engine = chain->engine->name,
                 .migration = migration,
                 .directives = directives,
                 .no_transaction = wants_no_transaction(migration, dialect),
                 .index = i};
    writer->write(&work);
    cannot = work.cannot;
  }
  return cannot;
}

static GPtrArray *load(const char *project)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    g_ptr_array_add(known, (gpointer)mighar_drivers[i]->engine);
  g_ptr_array_add(known, NULL);
  const MigharLoadOptions options = {
      .path = project, .format = "goose", .known = (const MigharEngine *const *)known->pdata};
  GPtrArray *chains = mighar_load_project(&options, &error);
  if (chains == NULL)
    fprintf(stderr, "%s\n", error->message);
  return chains;
}

int main(int argc, char **argv)
{
  const Writer *writer = NULL;
  for (guint i = 0; argc == 4 && i < G_N_ELEMENTS(writers); i++)
    if (g_str_equal(writers[i].name, argv[1]))
      writer = &writers[i];
  if (writer == NULL) {
    fprintf(stderr, "usage: rewrite FORMAT PROJECT DIRECTORY\n");
    return 2;
  }
  g_autoptr(GPtrArray) chains = load(argv[2]);
  if (chains == NULL)
    return 2;
  for (guint i = 0; i < chains->len; i++) {
    const char *cannot = write_chain(writer, g_ptr_array_index(chains, i), argv[3]);
    if (cannot != NULL) {
      fprintf(stderr, "%s\n", cannot);
      return CANNOT_SAY;
    }
  }
  return 0;
}

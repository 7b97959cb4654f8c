/* A project of its own for each test, in a temporary directory that is the current one, so that messages name
 * files as a person in it would. */
#pragma once

#include <mighar/error.h>
#include <mighar/load.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const sqlite_directories[] = {"sqlite", "sqlite3", NULL};
static const char *const sqlite_schemes[] = {"sqlite", "sqlite3", NULL};
static const char *const postgres_directories[] = {"postgres", "postgresql", "pg", NULL};
static const char *const postgres_schemes[] = {"postgres", "postgresql", NULL};
static const MigharEngine sqlite = {.name = "sqlite",
                                    .title = "SQLite",
                                    .dialect = MIGHAR_DIALECT_SQLITE,
                                    .directories = sqlite_directories,
                                    .url_schemes = sqlite_schemes,
                                    .schema = "main"};
static const MigharEngine postgres = {.name = "postgres",
                                      .title = "PostgreSQL",
                                      .dialect = MIGHAR_DIALECT_POSTGRES,
                                      .directories = postgres_directories,
                                      .url_schemes = postgres_schemes,
                                      .schema = "public"};
static const MigharEngine *const engines[] = {&sqlite, &postgres, NULL};

static inline int enter_project(void **state)
{
  char *directory = g_dir_make_tmp("mighar-load-XXXXXX", NULL);
  *state = directory;
  /* Others may enter, so that a test can try what an unprivileged user meets. */
  return directory != NULL && chmod(directory, 0755) == 0 ? chdir(directory) : -1;
}

static inline int remove_path(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
  (void)status;
  (void)kind;
  (void)walk;
  return g_remove(path);
}

static inline int leave_project(void **state)
{
  g_autofree char *directory = *state;
  return chdir("/") == 0 ? nftw(directory, remove_path, 16, FTW_DEPTH | FTW_PHYS) : -1;
}

/* Directories above the file are made. */
static inline void write_bytes(const char *path, const char *bytes, gssize length)
{
  g_autofree char *directory = g_path_get_dirname(path);
  assert_int_equal(g_mkdir_with_parents(directory, 0755), 0);
  assert_true(g_file_set_contents(path, bytes, length, NULL));
}

static inline void write_file(const char *path, const char *text)
{
  write_bytes(path, text, -1);
}

static inline GPtrArray *load_with(const char *path, const char *format, const char *engine, GError **error)
{
  const char *names[] = {engine, NULL};
  const MigharLoadOptions options = {.path = path, .format = format, .engines = names, .known = engines};
  return mighar_load_project(&options, error);
}

static inline void show_script(GString *text, const MigharScript *script, MigharDirection direction)
{
  if (script == NULL)
    return;
  g_string_append_printf(text, "  %s of %s:%u%s\n", mighar_direction_name(direction), script->file,
                         script->line, script->transaction ? ", transaction" : "");
  for (guint i = 0; i < script->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
    g_autofree char *sql = g_strndup(script->text + statement->start, statement->length);
    g_autofree char *line = g_strdelimit(g_steal_pointer(&sql), "\r\n", '~');
    g_string_append_printf(text, "    #%u %u:%u %s\n", statement->batch, statement->line, statement->column,
                           line);
  }
}

static inline void show_directives(GString *text, const GPtrArray *directives)
{
  for (guint i = 0; i < directives->len; i++) {
    const MigharDirective *directive = g_ptr_array_index(directives, i);
    g_string_append_printf(text, "  %s%s%s of %s:%u: %s\n", mighar_directive_name(directive->kind),
                           directive->subject != NULL ? " " : "",
                           directive->subject != NULL ? directive->subject : "", directive->file,
                           directive->line, directive->reason);
  }
}

/* Everything that was loaded, as text; line ends in statements are "~". */
static inline char *show(const GPtrArray *chains)
{
  GString *text = g_string_new(NULL);
  for (guint c = 0; c < chains->len; c++) {
    const MigharChain *chain = g_ptr_array_index(chains, c);
    g_string_append_printf(text, "%s %s %s\n", chain->engine->name, chain->format->name, chain->directory);
    for (guint m = 0; m < chain->migrations->len; m++) {
      const MigharMigration *migration = g_ptr_array_index(chain->migrations, m);
      g_string_append_printf(text, "%s %s %s\n", migration->version, migration->name, migration->file);
      if (migration->cannot_run != NULL)
        g_string_append_printf(text, "  %s\n", migration->cannot_run);
      show_directives(text, migration->directives);
      show_script(text, migration->up, MIGHAR_UP);
      show_script(text, migration->down, MIGHAR_DOWN);
    }
    for (guint w = 0; w < chain->warnings->len; w++)
      g_string_append_printf(text, "! %s\n", (const char *)g_ptr_array_index(chain->warnings, w));
  }
  return g_string_free(text, FALSE);
}

/* The project in path, read for the engine, looks like that. */
static inline void assert_loads(const char *path, const char *format, const char *engine,
                                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = load_with(path, format, engine, &error);
  if (chains == NULL)
    fail_msg("%s", error->message);
  g_autofree char *shown = show(chains);
  assert_string_equal(shown, expected);
}

/* The project is refused with the message, in which "{formats}" stands for the names of all formats. */
static inline void assert_refuses(const char *path, const char *format, const char *engine,
                                  MigharErrorCode code, const char *message)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *chains = load_with(path, format, engine, &error);
  if (chains != NULL) {
    g_autofree char *shown = show(chains);
    g_ptr_array_unref(chains);
    fail_msg("was read:\n%s", shown);
  }
  g_auto(GStrv) parts = g_strsplit(message, "{formats}", -1);
  g_autofree char *names = g_strjoinv(", ", (char **)mighar_format_names());
  g_autofree char *expected = g_strjoinv(names, parts);
  assert_string_equal(error->message, expected);
  assert_true(g_error_matches(error, MIGHAR_ERROR, (int)code));
}

/* A test in a project of its own. */
#define project_test(function) cmocka_unit_test_setup_teardown(function, enter_project, leave_project)

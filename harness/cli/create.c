#include "migrate.h"

#include "env_file.h"
#include "project.h"
#include "say.h"

#include <mighar/error.h>

#include <glib/gstdio.h>
#include <string.h>

/* Versions of at least so many digits are moments: 20240131120000. */
#define MOMENT_DIGITS 14

/* What stands in a file that holds both halves, by format. */
static const struct {
  const char *format;
  const char *text;
} both[] = {
    {"goose", "-- +goose Up\n\n-- +goose Down\n"},
    {"dbmate", "-- migrate:up\n\n-- migrate:down\n"},
    {"sql-migrate", "-- +migrate Up\n\n-- +migrate Down\n"},
    {"sections", "-- UP\n\n-- DOWN\n"},
    {"tern", "-- the up\n\n---- create above / drop below ----\n\n-- the down\n"},
};

static const MigharMigration *last_of(const MigharChain *chain)
{
  for (guint i = chain->migrations->len; i > 0; i--) {
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, i - 1);
    if (!g_str_has_prefix(migration->version, "R__"))
      return migration;
  }
  return NULL;
}

/* The next number of the same width in place of the last digits, or this moment. Free with g_free(). */
static char *next_version(const char *last)
{
  gsize end = strlen(last), start = end;
  while (start > 0 && g_ascii_isdigit(last[start - 1]))
    start--;
  if (end - start >= MOMENT_DIGITS) {
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *moment = g_date_time_format(now, "%Y%m%d%H%M%S");
    return strcmp(moment, last + start) > 0 ? g_steal_pointer(&moment) : NULL;
  }
  guint64 number = g_ascii_strtoull(last + start, NULL, 10) + 1;
  return g_strdup_printf("%.*s%0*" G_GUINT64_FORMAT, (int)start, last, (int)(end - start), number);
}

static char *replace_first(const char *text, const char *old, const char *new)
{
  const char *found = *old != '\0' ? strstr(text, old) : NULL;
  return found != NULL ? g_strdup_printf("%.*s%s%s", (int)(found - text), text, new, found + strlen(old))
                       : NULL;
}

/* The name of the last file with another version and title; a flyway version may be written with underscores.
 * NULL where they are not found in it. Free with g_free(). */
static char *rename_file(const MigharMigration *last, const char *name, const char *version,
                         const char *title)
{
  g_autofree char *titled = replace_first(name, last->name, title);
  char *renamed = titled != NULL ? replace_first(titled, last->version, version) : NULL;
  if (renamed != NULL || titled == NULL)
    return renamed;
  g_autofree char *old = g_strdelimit(g_strdup(last->version), ".", '_');
  g_autofree char *new = g_strdelimit(g_strdup(version), ".", '_');
  return replace_first(titled, old, new);
}

/* Where the versions are folders, it is these that are named. */
static char *new_path(const MigharMigration *last, const char *file, const char *version, const char *title)
{
  g_autofree char *base = g_path_get_basename(file);
  g_autofree char *folder = g_path_get_dirname(file);
  g_autofree char *renamed = rename_file(last, base, version, title);
  if (renamed != NULL)
    return g_build_filename(folder, renamed, NULL);
  g_autofree char *above = g_path_get_dirname(folder);
  g_autofree char *folder_name = g_path_get_basename(folder);
  g_autofree char *new_folder = rename_file(last, folder_name, version, title);
  return new_folder != NULL ? g_build_filename(above, new_folder, base, NULL) : NULL;
}

static gboolean write_new(const char *path, const char *text, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "'%s' is there already", path);
    return FALSE;
  }
  if (g_mkdir_with_parents(folder, 0777) == 0 && g_file_set_contents(path, text, -1, &problem)) {
    g_autofree char *line = g_strdup_printf("%s\n", path);
    say_text(stdout, line);
    return TRUE;
  }
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write '%s'%s%s", path,
                   problem != NULL ? ": " : "", problem != NULL ? problem->message : "");
  return FALSE;
}

static const char *text_of_both(const MigharChain *chain)
{
  for (guint i = 0; i < G_N_ELEMENTS(both); i++)
    if (g_str_equal(both[i].format, chain->format->name))
      return both[i].text;
  return NULL;
}

/* Where the last migration has no down of its own, the usual words for one. */
static char *down_path(const MigharMigration *last, const char *up, const char *version, const char *title)
{
  if (last->down != NULL && last->down->file != last->file)
    return new_path(last, last->down->file, version, title);
  return strstr(up, ".up.") != NULL ? replace_first(up, ".up.", ".down.") : NULL;
}

static gboolean create_in(const MigharChain *chain, const char *title, GError **error)
{
  const MigharMigration *last = last_of(chain);
  g_autofree char *version = last != NULL && chain->external == NULL ? next_version(last->version) : NULL;
  g_autofree char *up = version != NULL ? new_path(last, last->file, version, title) : NULL;
  if (up == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "the tool of the project makes its migrations itself",
                     "%s: no name for a new migration follows from the last one", chain->directory);
    return FALSE;
  }
  const char *text = text_of_both(chain);
  if (text != NULL)
    return write_new(up, text, error);
  g_autofree char *down = down_path(last, up, version, title);
  return write_new(up, "", error) && (down == NULL || write_new(down, "", error));
}

static ExitCode create(const MigrateOptions *options)
{
  g_autoptr(GError) error = NULL;
  const MigharLoadOptions load = {
      .path = options->directory, .format = options->format, .database_url = options->database};
  g_autofree char *title = g_strdelimit(g_ascii_strdown(options->operand, -1), " -/.", '_');
  if (!env_file_read(options->env_file, &error))
    return say_error(error);
  g_autoptr(GPtrArray) chains = project_load(load, options->config, &error);
  for (guint i = 0; chains != NULL && i < chains->len; i++)
    if (!create_in(g_ptr_array_index(chains, i), title, &error))
      return say_error(error);
  return chains != NULL ? EXIT_GOOD : say_error(error);
}

static const Argument table[] = {MIGRATE_COMMON};

static const Arguments arguments = {
    .command = "create",
    .summary = "Makes the next migration, in the project's own format and numbering, for all of its engines.",
    .operands = "NAME",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static char *help(void)
{
  return arguments_help(&arguments,
                        "The files are named like the last ones, and empty but for what the format "
                        "wants in them.\n");
}

static ExitCode run(int argc, char **argv)
{
  g_auto(MigrateOptions) options = {0};
  g_autoptr(GError) error = NULL;
  if (!arguments_parse(&arguments, &options, &argc, &argv, &error))
    return say_error(error);
  if (options.help) {
    g_autofree char *text = help();
    return say_text(stdout, text);
  }
  if (argc != 2 || *argv[1] == '\0') {
    mighar_set_error(&error, MIGHAR_ERROR_USAGE, "mighar create add_users", "a new migration needs a name");
    return say_error(error);
  }
  options.operand = g_strdup(argv[1]);
  return create(&options);
}

const Command command_create = {
    .name = "create",
    .summary = "make the next migration's files",
    .help = help,
    .run = run,
};

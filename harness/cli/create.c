#include "migrate.h"

#include "create_files.h"
#include "create_form.h"
#include "create_name.h"
#include "env_file.h"
#include "project.h"
#include "say.h"

#include <mighar/driver.h>
#include <mighar/error.h>

#include <string.h>

/* Of a plain folder, names are all that is looked at. */
#define ANY_ENGINE "sqlite:"

/* After the last migration */

static const MigharMigration *last_of(const MigharChain *chain)
{
  for (guint i = chain->migrations->len; i > 0; i--) {
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, i - 1);
    if (!g_str_has_prefix(migration->version, "R__"))
      return migration;
  }
  return NULL;
}

/* Engines may be at different versions; the new migration is the same for all of them. */
static const char *last_version(const GPtrArray *chains)
{
  const char *version = NULL;
  for (guint i = 0; i < chains->len; i++) {
    const MigharChain *chain = g_ptr_array_index(chains, i);
    const MigharMigration *last = last_of(chain);
    if (last != NULL && (version == NULL || mighar_format_compare(chain->format, last->version, version) > 0))
      version = last->version;
  }
  return version;
}

/* Where the versions are folders, it is these that are named. */
static char *new_path(const MigharMigration *last, const char *file, const char *version, const char *title)
{
  g_autofree char *base = g_path_get_basename(file);
  g_autofree char *folder = g_path_get_dirname(file);
  g_autofree char *renamed = create_rename(base, last, version, title);
  if (renamed != NULL)
    return g_build_filename(folder, renamed, NULL);
  g_autofree char *above = g_path_get_dirname(folder);
  g_autofree char *folder_name = g_path_get_basename(folder);
  g_autofree char *new_folder = create_rename(folder_name, last, version, title);
  return new_folder != NULL ? g_build_filename(above, new_folder, base, NULL) : NULL;
}

/* The down's name after the up's: the last migration may have none. */
static char *down_path(const CreateForm *form, const char *up)
{
  g_autofree char *folder = g_path_get_dirname(up);
  g_autofree char *base = g_path_get_basename(up);
  g_autoptr(GString) name = g_string_new(base);
  if (g_str_equal(form->format, "flyway") && *base == 'V')
    name->str[0] = 'U';
  else if (g_str_equal(form->format, "diesel"))
    g_string_assign(name, "down.sql");
  else if (g_string_replace(name, ".up.", ".down.", 1) == 0)
    return NULL;
  return g_build_filename(folder, name->str, NULL);
}

static gboolean refuse_tool(const char *where, const char *hint, GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "mighar makes no migrations for '%s'", where);
  return FALSE;
}

static gboolean plan_in(const MigharChain *chain, const char *version, const char *words, GArray *files,
                        GError **error)
{
  const MigharMigration *last = last_of(chain);
  const CreateForm *form = create_form(chain->format->name);
  if (chain->external != NULL || form == NULL || form->tool != NULL)
    return refuse_tool(chain->directory, form != NULL ? form->tool : "the program of its own makes them",
                       error);
  gboolean dashes = strchr(last->name, '-') != NULL && strchr(last->name, '_') == NULL;
  g_autofree char *title = create_title(words, dashes ? '-' : '_');
  g_autofree char *up = new_path(last, last->file, version, title);
  g_autofree char *content = NULL;
  if (up == NULL)
    return refuse_tool(chain->directory, "the last file's name does not have its version", error);
  g_file_get_contents(last->file, &content, NULL, NULL);
  const char *text = create_form_text(form, content);
  char *down = text == NULL ? down_path(form, up) : NULL;
  create_files_add(files, g_steal_pointer(&up), text != NULL ? text : "");
  if (down != NULL)
    create_files_add(files, down, "");
  return TRUE;
}

static gboolean check_new(const GPtrArray *chains, const char *version, GError **error)
{
  for (guint i = 0; i < chains->len; i++) {
    const MigharChain *chain = g_ptr_array_index(chains, i);
    for (guint j = 0; j < chain->migrations->len; j++) {
      const MigharMigration *migration = g_ptr_array_index(chain->migrations, j);
      if (mighar_version_compare(migration->version, version) == 0) {
        mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "has the version %s already",
                            version);
        return FALSE;
      }
    }
  }
  return TRUE;
}

static gboolean plan_after(const GPtrArray *chains, const MigrateOptions *options, GArray *files,
                           GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  const char *last = last_version(chains);
  if (last == NULL)
    return refuse_tool(((const MigharChain *)g_ptr_array_index(chains, 0))->directory,
                       "it has repeatable migrations only; --dir and --format begin a new project", error);
  g_autofree char *version =
      options->number != NULL ? g_strdup(options->number) : create_next_version(last, now);
  if (!check_new(chains, version, error))
    return FALSE;
  for (guint i = 0; i < chains->len; i++)
    if (last_of(g_ptr_array_index(chains, i)) != NULL &&
        !plan_in(g_ptr_array_index(chains, i), version, options->operand, files, error))
      return FALSE;
  return TRUE;
}

/* The first one */

static gboolean is_sql(const char *name)
{
  return g_str_has_suffix(name, ".sql") || g_str_has_suffix(name, ".plan") ||
         g_str_equal(name, MIGHAR_CONFIG_FILE);
}

/* Whether neither the folder nor those in it hold a migration. A folder that is not there has none. */
static gboolean is_empty(const char *folder, guint depth)
{
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  gboolean empty = TRUE;
  for (const char *name; empty && directory != NULL && (name = g_dir_read_name(directory)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      empty = depth == 0 || is_empty(path, depth - 1);
    else
      empty = !is_sql(name);
  }
  return empty;
}

static gboolean plan_first_in(const CreateForm *form, const char *folder, const MigrateOptions *options,
                              GArray *files)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *title = create_title(options->operand, strchr(form->up, '-') != NULL ? '-' : '_');
  g_autofree char *moment = g_date_time_format(now, "%Y%m%d%H%M%S");
  g_autofree char *version = options->number != NULL              ? g_strdup(options->number)
                             : form->version == NULL              ? g_steal_pointer(&moment)
                             : strchr(form->version, '-') != NULL ? create_next_version(form->version, now)
                                                                  : g_strdup(form->version);
  g_autofree char *up = create_form_fill(form->up, version, title);
  create_files_add(files, g_build_filename(folder, up, NULL), form->text != NULL ? form->text : "");
  if (form->down != NULL) {
    g_autofree char *down = create_form_fill(form->down, version, title);
    create_files_add(files, g_build_filename(folder, down, NULL), "");
  }
  return TRUE;
}

static gboolean plan_first(const MigrateOptions *options, GArray *files, GError **error)
{
  const CreateForm *form = options->format != NULL ? create_form(options->format) : NULL;
  g_autofree char *names = create_form_names();
  g_autofree char *hint = g_strdup_printf("--format says how they are to be written: %s", names);
  guint n = files->len;
  if (form == NULL || form->tool != NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, form != NULL ? form->tool : hint,
                     "'%s' has no migrations yet", options->directory);
    return FALSE;
  }
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    for (const char *const *name = mighar_drivers[i]->engine->directories; *name != NULL; name++) {
      g_autofree char *folder = g_build_filename(options->directory, *name, NULL);
      if (g_file_test(folder, G_FILE_TEST_IS_DIR))
        plan_first_in(form, folder, options, files);
    }
  return files->len > n || plan_first_in(form, options->directory, options, files);
}

static gboolean plan(const MigrateOptions *options, GArray *files, GError **error)
{
  const char *url = options->database != NULL ? options->database : g_getenv("DATABASE_URL");
  const MigharLoadOptions load = {
      .path = options->directory, .format = options->format, .database_url = url != NULL ? url : ANY_ENGINE};
  if (options->directory != NULL && is_empty(options->directory, 2))
    return plan_first(options, files, error);
  g_autoptr(GPtrArray) chains = project_load(load, options->config, error);
  return chains != NULL && plan_after(chains, options, files, error);
}

static ExitCode create(const MigrateOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) files = create_files_new();
  g_autofree char *title = create_title(options->operand, '_');
  if (title == NULL) {
    mighar_set_error(&error, MIGHAR_ERROR_USAGE, "mighar create add_users", "'%s' has no letter and no digit",
                     options->operand);
    return say_error(error);
  }
  if (!env_file_read(options->env_file, &error) || !plan(options, files, &error) ||
      !create_files_write(files, &error))
    return say_error(error);
  return create_files_print(files);
}

static const Argument table[] = {
    {{"number", 0, WORD, "the version of the new migration (default: the one after the last)", "VERSION"},
     MIGRATE_AT(number)},
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "create",
    .summary = "Makes the next migration, in the project's own format and numbering, for all of its engines.",
    .operands = "NAME",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static char *help(const Command *command G_GNUC_UNUSED)
{
  return arguments_help(&arguments,
                        "The files are named like the last ones, and empty but for what the format wants in "
                        "them. A first\nmigration is made with --dir DIR and --format FORMAT; folders sqlite "
                        "and postgres in DIR get one each.\n");
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(MigrateOptions) options = {0};
  g_autoptr(GError) error = NULL;
  if (!arguments_parse(&arguments, &options, &argc, &argv, &error))
    return say_error(error);
  if (options.help) {
    g_autofree char *text = help(command);
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

/* sqitch: sqitch.plan, and a deploy, a revert and a verify script for each change of it. */
#include "draft.h"
#include "engines.h"
#include "format.h"
#include "sqitch_conf.h"
#include "sqitch_plan.h"

#include <mighar/error.h>

#include <string.h>

enum { DEPLOY, REVERT, VERIFY, N_KINDS };

static const char *const kinds[N_KINDS] = {"deploy", "revert", "verify"};

/* A project on its way to a chain. */
typedef struct {
  MigharLoading *loading;
  SqitchPlan *plan;
  char *folders[N_KINDS];
  char *extension;
  GHashTable *read; /* paths of the scripts that belong to changes */
} Project;

static void project_clear(Project *project)
{
  g_clear_pointer(&project->plan, mighar_sqitch_plan_free);
  for (guint k = 0; k < N_KINDS; k++)
    g_free(project->folders[k]);
  g_free(project->extension);
  g_clear_pointer(&project->read, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Project, project_clear)

/* What the format's table entry asks */

static gboolean owns(const char *directory)
{
  static const char *const files[] = {"sqitch.plan", "sqitch.conf"};
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *file = g_build_filename(directory, files[i], NULL);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

static gboolean name_engine(const char *directory, char **word, GError **error)
{
  g_autoptr(SqitchConf) conf = mighar_sqitch_conf_read(directory, error);
  if (conf != NULL)
    *word = g_strdup(mighar_sqitch_conf_engine(conf));
  return conf != NULL;
}

/* Scripts have any name that a change can have; only the plan tells which are some. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)name;
  (void)known;
  (void)parsed;
  return FALSE;
}

/* Scripts */

/* Change.pm, _path_segments: the scripts of a change that comes again bear the first of its tags that a file
 * is there for. Free with g_free(). */
static char *name_files(const Project *project, const SqitchChange *change)
{
  for (guint i = 0; i < change->rework_tags->len; i++) {
    g_autofree char *name = g_strdup_printf("%s@%s", change->name, (char *)change->rework_tags->pdata[i]);
    g_autofree char *file = g_strdup_printf("%s/%s.%s", project->folders[DEPLOY], name, project->extension);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
      return g_steal_pointer(&name);
  }
  return change->rework_tags->len > 0
             ? g_strdup_printf("%s@%s", change->name, (char *)change->rework_tags->pdata[0])
             : g_strdup(change->name);
}

/* psql and sqlite3 run a script statement by statement; what transactions there are it has itself. */
static MigharScript *read_script(Project *project, MigharMigration *migration, const char *file,
                                 GError **error)
{
  gboolean no_transaction;
  g_autoptr(MigharSource) source = mighar_source_read(file, error);
  if (source == NULL ||
      !mighar_loading_directives(project->loading, source, migration, &no_transaction, error))
    return NULL;
  g_auto(MigharDraft) draft;
  mighar_draft_init(&draft, project->loading->chain->engine->dialect);
  mighar_draft_add(&draft, source->text, source->length, 1, MIGHAR_SEND_EACH);
  return mighar_draft_finish(&draft, source->file, 1, FALSE);
}

/* *script stays NULL where there is no such file. */
static gboolean read_kind(Project *project, MigharMigration *migration, const char *name, guint kind,
                          MigharScript **script, GError **error)
{
  g_autofree char *file = g_strdup_printf("%s/%s.%s", project->folders[kind], name, project->extension);
  if (!g_file_test(file, G_FILE_TEST_EXISTS))
    return TRUE;
  *script = read_script(project, migration, file, error);
  g_hash_table_add(project->read, g_steal_pointer(&file));
  return *script != NULL;
}

static void warn_about_foreign(const Project *project, const SqitchChange *change)
{
  for (char **dependency = change->dependencies; *dependency != NULL; dependency++)
    if (mighar_sqitch_is_foreign(project->plan, *dependency))
      mighar_loading_warn(project->loading, project->plan->file, change->line, NULL,
                          "'%s' depends on '%s' of another project, which mighar does not deploy",
                          change->name, *dependency);
}

/* The place in the plan stands for the version, which sqitch has none of. */
static gboolean add_change(Project *project, guint index, GError **error)
{
  const SqitchChange *change = g_ptr_array_index(project->plan->changes, index);
  g_autofree char *version = g_strdup_printf("%u", index + 1);
  g_autofree char *name = name_files(project, change);
  g_autofree char *file = g_strdup_printf("%s/%s.%s", project->folders[DEPLOY], name, project->extension);
  g_autoptr(MigharMigration) migration = mighar_migration_new(version, name, file);
  if (!read_kind(project, migration, name, DEPLOY, &migration->up, error) ||
      !read_kind(project, migration, name, REVERT, &migration->down, error) ||
      !read_kind(project, migration, name, VERIFY, &migration->verify, error))
    return FALSE;
  if (migration->up == NULL) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, project->plan->file, change->line, NULL,
                        "the change '%s' has no deploy script '%s'", change->name, file);
    return FALSE;
  }
  warn_about_foreign(project, change);
  g_ptr_array_add(project->loading->chain->migrations, g_steal_pointer(&migration));
  return TRUE;
}

/* Scripts that no change of the plan has */

static void find_unread(const Project *project, const char *folder, GPtrArray *unread)
{
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;) {
    char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      find_unread(project, path, unread);
    if (g_str_has_suffix(name, project->extension) && !mighar_name_is_litter(name) &&
        !g_hash_table_contains(project->read, path))
      g_ptr_array_add(unread, path);
    else
      g_free(path);
  }
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void warn_about_unread(const Project *project)
{
  g_autoptr(GPtrArray) unread = g_ptr_array_new_with_free_func(g_free);
  for (guint k = 0; k < N_KINDS; k++)
    find_unread(project, project->folders[k], unread);
  if (unread->len == 0)
    return;
  g_ptr_array_sort(unread, compare_paths);
  g_autofree char *names = mighar_name_list(unread);
  mighar_loading_warn(project->loading, project->plan->file, 0, NULL,
                      "not read, because the plan has no such change: %s", names);
}

/* The load */

/* As sqitch names it, where its configuration has something to say of it. */
static const char *sqitch_name(const MigharEngine *engine)
{
  return engine->dialect == MIGHAR_DIALECT_POSTGRES ? "pg" : engine->name;
}

static gboolean project_open(Project *project, GError **error)
{
  const char *engine = sqitch_name(project->loading->chain->engine);
  g_autoptr(SqitchConf) conf = mighar_sqitch_conf_read(project->loading->listing->directory, error);
  if (conf == NULL)
    return FALSE;
  project->read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  project->extension = mighar_sqitch_conf_extension(conf, engine);
  for (guint k = 0; k < N_KINDS; k++)
    project->folders[k] = mighar_sqitch_conf_scripts(conf, engine, kinds[k]);
  g_autofree char *file = mighar_sqitch_conf_plan(conf, engine);
  g_autoptr(MigharSource) source = mighar_source_read(file, error);
  project->plan = source != NULL ? mighar_sqitch_plan_read(source, error) : NULL;
  return project->plan != NULL;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  g_auto(Project) project = {.loading = loading};
  if (!project_open(&project, error))
    return FALSE;
  for (guint i = 0; i < project.plan->changes->len; i++)
    if (!add_change(&project, i, error))
      return FALSE;
  warn_about_unread(&project);
  return TRUE;
}

const MigharFormat mighar_sqitch_format = {
    .facts = {.name = "sqitch", .no_transaction_hint = "move it out from between BEGIN and COMMIT"},
    .example = "deploy/users.sql",
    .owns = owns,
    .name_engine = name_engine,
    .parse_name = parse_name,
    .load = load,
};

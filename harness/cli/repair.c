#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

static MigharRunnerStep step_of(const MigharState *state, MigharDirection direction)
{
  return (MigharRunnerStep){state->migration, direction, NULL};
}

static ExitCode say_line(const char *format, const char *version)
{
  g_autofree char *line = g_strdup_printf(format, version);
  return say_text(stdout, line);
}

static gboolean record(Migration *migration, const MigharState *state, MigharDirection direction,
                       const char *outcome, const char *words, GError **error)
{
  const MigharRunnerStep step = step_of(state, direction);
  if (!migration->options->dry_run && !mighar_runner_record(migration->runner, &step, outcome, error))
    return FALSE;
  say_line(words, state->version);
  return TRUE;
}

static gboolean accept(Migration *migration, GError **error)
{
  guint n = 0;
  for (guint i = 0; i < migration->states->len; i++) {
    const MigharState *state = g_ptr_array_index(migration->states, i);
    if (!state->changed)
      continue;
    if (!record(migration, state, MIGHAR_UP, "accepted", "took the file of %s as it is\n", error))
      return FALSE;
    n++;
  }
  if (n == 0)
    say_text(stdout, "no file has changed\n");
  return TRUE;
}

static const MigharState *find(const Migration *migration, const char *version, GError **error)
{
  for (guint i = 0; i < migration->states->len; i++) {
    const MigharState *state = g_ptr_array_index(migration->states, i);
    if (mighar_version_compare(state->version, version) == 0)
      return state;
  }
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "there is no version '%s'", version);
  return NULL;
}

/* NULL: there is nothing to forget. */
static const MigharState *find_recorded(const Migration *migration, const char *version, GError **error)
{
  const MigharState *state = find(migration, version, error);
  if (state == NULL || state->applied || state->unfinished)
    return state;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s is not recorded as applied", version);
  return NULL;
}

static const MigharState *find_pending(const Migration *migration, const char *version, GError **error)
{
  const MigharState *state = find(migration, version, error);
  if (state == NULL || (state->migration != NULL && !state->applied))
    return state;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                   state->applied ? "%s is recorded as applied already" : "%s has no file", version);
  return NULL;
}

/* A version whose file is missing is told by its number alone. */
static gboolean forget(Migration *migration, const MigharState *state, GError **error)
{
  if (state->migration != NULL)
    return record(migration, state, MIGHAR_DOWN, "recorded", "recorded %s as not applied\n", error);
  g_autoptr(MigharMigration) missing = mighar_migration_new(state->version, "", state->version);
  missing->up = mighar_script_new(state->version, 1, "", 0);
  const MigharState stand_in = {.migration = missing, .version = missing->version};
  return record(migration, &stand_in, MIGHAR_DOWN, "recorded", "dropped %s from the ledger\n", error);
}

static gboolean set_applied(Migration *migration, const MigharState *state, GError **error)
{
  return record(migration, state, MIGHAR_UP, "recorded", "recorded %s as applied\n", error);
}

/* What an interrupted statement has left unusable: the index, and what can be done about it. */
static gboolean tell_invalid(const Migration *migration, guint *n, GError **error)
{
  MigharTarget *target = mighar_runner_target(migration->runner);
  const MigharTargetDriver *driver = target->driver->target;
  g_autoptr(GPtrArray) names = driver->find_invalid != NULL ? driver->find_invalid(target, error) : NULL;
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *drop = driver->remove_invalid(target, name);
    g_autofree char *mend = driver->mend_invalid(target, name);
    g_autofree char *text = g_strdup_printf("index %s is not usable: what builds it was interrupted\n"
                                            "  'mighar repair --drop-invalid' drops it: %s\n"
                                            "  'mighar repair --reindex-invalid' mends it: %s\n",
                                            name, drop, mend);
    say_text(stdout, text);
  }
  *n = names != NULL ? names->len : 0;
  return names != NULL || driver->find_invalid == NULL;
}

/* All of them: one that is built by somebody else now is none. */
static gboolean mend_invalid(const Migration *migration, GError **error)
{
  MigharTarget *target = mighar_runner_target(migration->runner);
  const MigharTargetDriver *driver = target->driver->target;
  gboolean drops = migration->options->drop_invalid;
  g_autoptr(GPtrArray) names = driver->find_invalid != NULL ? driver->find_invalid(target, error) : NULL;
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *statement =
        drops ? driver->remove_invalid(target, name) : driver->mend_invalid(target, name);
    if (!migration->options->dry_run && !driver->run_alone(target, statement, error)) {
      g_prefix_error(error, "%s: ", statement);
      return FALSE;
    }
    say_line("%s\n", statement);
  }
  if (names != NULL ? names->len == 0 : driver->find_invalid == NULL)
    say_text(stdout, "no index is unusable\n");
  return names != NULL || driver->find_invalid == NULL;
}

/* What was begun and not ended, and what can be done about it. */
static void tell_unfinished(const MigharState *state)
{
  g_autofree char *line = g_strdup_printf(
      "%s: %u of %u statements of the %s are done%s%s%s%s\n"
      "  'mighar %s' goes on with the next one\n"
      "  'mighar repair --applied %s' records it as applied, when the rest was done by hand\n"
      "  'mighar repair --forget %s' records it as not applied, when it was undone by hand\n",
      state->version, state->reached, state->statements, mighar_direction_name(state->direction),
      state->batches != NULL ? ", and of one " : "", state->batches != NULL ? state->batches : "",
      state->problem != NULL ? "; the next one failed: " : "", state->problem != NULL ? state->problem : "",
      mighar_direction_name(state->direction), state->version, state->version);
  say_text(stdout, line);
}

/* FALSE: there is nothing wrong with it. */
static gboolean tell_state(const MigharState *state)
{
  if (state->unfinished)
    tell_unfinished(state);
  else if (state->changed)
    say_line("%s: its file has changed since it was applied\n"
             "  'mighar repair --accept-checksums' takes the files as they are\n",
             state->version);
  else if (state->migration == NULL && state->applied) {
    say_line("%s: it is in the ledger, and its file is missing\n", state->version);
    say_line("  'mighar repair --forget %s' drops it from the ledger, if the file does not come back\n",
             state->version);
  } else
    return FALSE;
  return TRUE;
}

static ExitCode tell(const Migration *migration)
{
  g_autoptr(GError) error = NULL;
  guint n;
  if (!tell_invalid(migration, &n, &error))
    return say_error(error);
  for (guint i = 0; i < migration->states->len; i++)
    n += tell_state(g_ptr_array_index(migration->states, i));
  return n > 0 ? EXIT_FAILED : say_text(stdout, "nothing to repair\n");
}

static gboolean say_one_thing(const MigrateOptions *options, GError **error)
{
  if (options->drop_invalid && options->reindex_invalid)
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                     "--drop-invalid and --reindex-invalid say two things; give one of them");
  else if (options->forget != NULL && options->applied != NULL &&
           mighar_version_compare(options->forget, options->applied) == 0)
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                     "--applied %s and --forget %s say two things; give one of them", options->applied,
                     options->forget);
  else
    return TRUE;
  return FALSE;
}

/* Whatever cannot be is found before anything is done. */
static gboolean mend(Migration *migration, GError **error)
{
  const MigrateOptions *options = migration->options;
  const MigharState *forgotten = NULL;
  const MigharState *applied = NULL;
  if (!say_one_thing(options, error) ||
      (options->forget != NULL && (forgotten = find_recorded(migration, options->forget, error)) == NULL) ||
      (options->applied != NULL && (applied = find_pending(migration, options->applied, error)) == NULL))
    return FALSE;
  return (!options->accept_checksums || accept(migration, error)) &&
         (forgotten == NULL || forget(migration, forgotten, error)) &&
         (applied == NULL || set_applied(migration, applied, error)) &&
         ((!options->drop_invalid && !options->reindex_invalid) || mend_invalid(migration, error));
}

static ExitCode work(Migration *migration)
{
  const MigrateOptions *options = migration->options;
  if (!options->accept_checksums && options->forget == NULL && options->applied == NULL &&
      !options->drop_invalid && !options->reindex_invalid)
    return tell(migration);
  g_autoptr(GError) error = NULL;
  if (!mend(migration, &error))
    return say_error(error);
  return options->dry_run ? say_text(stdout, "(not really: --dry-run)\n") : EXIT_GOOD;
}

static const Argument table[] = {
    {{"accept-checksums", 0, FLAG, "take files that have changed as they are", NULL},
     MIGRATE_AT(accept_checksums)},
    {{"applied", 0, WORD, "record this version as applied", "VERSION"}, MIGRATE_AT(applied)},
    {{"drop-invalid", 0, FLAG, "drop indexes that an interrupted statement left unusable", NULL},
     MIGRATE_AT(drop_invalid)},
    {{"reindex-invalid", 0, FLAG, "build such indexes anew", NULL}, MIGRATE_AT(reindex_invalid)},
    {{"forget", 0, WORD, "record this version as not applied", "VERSION"}, MIGRATE_AT(forget)},
    MIGRATE_TARGETS,
    MIGRATE_CHANGING,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "repair",
    .summary = "Tells what was begun and not ended, and what can be done; or mends what the ledger says.",
    .operands = "",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .changes = TRUE,
    .shows = TRUE,
    .work = work,
};

const Command command_repair = {
    .name = "repair",
    .summary = "tell what is unfinished, and mend the ledger",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};

/* The checks, and the walk along the chain that makes them. */
#pragma once

#include <mighar/driver.h>
#include <mighar/plan.h>
#include <mighar/report.h>

/* What a check's failure counts as. */
typedef enum {
  MIGHAR_LEVEL_OFF,
  MIGHAR_LEVEL_WARN,
  MIGHAR_LEVEL_FAIL,
} MigharLevel;

typedef struct {
  const char *name;
  const char *asserts; /* one sentence for people */
  MigharLevel level;   /* by default */
} MigharCheckFacts;

/* All checks in the order of reports: n of them. */
const MigharCheckFacts *const *mighar_checks(guint *n);

/* A level for each check; starts with the defaults. */
typedef struct MigharLevels MigharLevels;

MigharLevels *mighar_levels_new(void);
void mighar_levels_free(MigharLevels *levels);

/* text is "NAME=fail|warn|off". MIGHAR_ERROR_USAGE for anything else. */
gboolean mighar_levels_set(MigharLevels *levels, const char *text, GError **error);

/* Told as the walk goes on; every function may be NULL. */
typedef struct {
  void (*engine_begins)(void *data, const MigharEngineReport *report, guint n_migrations);
  void (*migration_begins)(void *data, const MigharMigration *migration, guint index);
  void (*engine_ends)(void *data, const MigharEngineReport *report);
  void *data;
} MigharProgress;

typedef struct {
  const MigharLevels *levels;
  const MigharSelection *selection; /* NULL: all migrations */
  gboolean strict;                  /* warnings are failures */
  gboolean keep;                    /* keep the first scratch database that a check failed on */
  MigharProgress progress;
} MigharVerifyOptions;

/* Verifies the chain on scratch databases of the server. NULL only when mighar itself cannot go on. */
MigharEngineReport *mighar_verify(const MigharChain *chain, MigharServer *server,
                                  const MigharVerifyOptions *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharLevels, mighar_levels_free)

/* sqitch.plan: changes in order, with tags between them: lib/App/Sqitch/Plan.pm of sqitch, and sqitchchanges.
 */
#pragma once

#include "source.h"

typedef struct {
  char *name;
  guint line;
  char **dependencies;    /* as written: "users", "!old", "project:users", "users@v1", "@v1" */
  GPtrArray *tags;        /* char *, without the @: those that follow this change directly */
  GPtrArray *rework_tags; /* char *: of a change that comes again, the tags until then; empty for others */
} SqitchChange;

typedef struct {
  const char *file;   /* interned */
  char *project;      /* %project, or NULL */
  GPtrArray *changes; /* SqitchChange, in order; owned */
} SqitchPlan;

/* NULL and MIGHAR_ERROR_USAGE, with file:line, for what sqitch refuses: lines that are neither, names that
 * come again without a tag between them, dependencies that are not met by then. Free with
 * mighar_sqitch_plan_free(). */
SqitchPlan *mighar_sqitch_plan_read(const MigharSource *source, GError **error);
void mighar_sqitch_plan_free(SqitchPlan *plan);

/* Whether the dependency is on another project's change, which nobody here can know. */
gboolean mighar_sqitch_is_foreign(const SqitchPlan *plan, const char *dependency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqitchPlan, mighar_sqitch_plan_free)

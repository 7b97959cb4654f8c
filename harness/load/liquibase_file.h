/* A file of Liquibase's "formatted SQL": its changesets, line by line as
 * AbstractFormattedChangeLogParser.java and FormattedSqlChangeLogParser.java read them. */
#pragma once

#include "source.h"

/* What the rollback of a changeset is. */
typedef enum {
  MIGHAR_ROLLBACK_NONE,  /* not given */
  MIGHAR_ROLLBACK_EMPTY, /* "not required" or "empty" */
  MIGHAR_ROLLBACK_SQL,
  MIGHAR_ROLLBACK_CHANGESET, /* the SQL of an earlier changeset */
} MigharRollback;

/* The texts have a line for each line of the file from theirs on, those that are not SQL being empty, and
 * what is taken out in front of a rollback's SQL is white space: so places in them are places in the file. */
typedef struct {
  guint line; /* of "--changeset" */
  char *author;
  char *id;
  char *attributes; /* the line behind the id */
  GString *sql;     /* starts in line */
  GString *rollback;
  guint rollback_line; /* where that starts */
  gboolean has_preconditions;
} MigharChangeset;

typedef struct {
  GPtrArray *changesets; /* MigharChangeset */
  GPtrArray *properties; /* char *: what stands behind "--property" */
  guint stray_line;      /* of SQL in front of the first changeset; 0: there is none */
} MigharLiquibaseFile;

/* Whether the file's first line with text says that it is one. */
gboolean mighar_liquibase_is_formatted(const MigharSource *source);

/* file is overwritten; clear it with mighar_liquibase_file_clear(), also after an error. MIGHAR_ERROR_USAGE
 * for what Liquibase refuses. */
gboolean mighar_liquibase_read(const MigharSource *source, MigharLiquibaseFile *file, GError **error);
void mighar_liquibase_file_clear(MigharLiquibaseFile *file);

MigharRollback mighar_changeset_rollback(const MigharChangeset *changeset);

/* The value of "name:value" or name:"value with spaces" in text, or NULL. Free with g_free(). */
char *mighar_liquibase_attribute(const char *text, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharLiquibaseFile, mighar_liquibase_file_clear)

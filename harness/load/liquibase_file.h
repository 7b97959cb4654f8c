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

/* Where a line of a text stands in the file. */
typedef struct {
  guint line;
  guint indent; /* characters in front of it that are taken out */
} MigharLinePlace;

/* A text of lines that need not follow each other in the file. */
typedef struct {
  GString *text;
  GArray *places; /* MigharLinePlace, for each line */
} MigharLines;

typedef struct {
  guint line;  /* of "--changeset" */
  gsize start; /* byte offsets in the file, from that line on up to the next such line */
  gsize end;
  char *author;
  char *id;
  char *attributes; /* the line behind the id */
  MigharLines sql;
  MigharLines rollback;
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

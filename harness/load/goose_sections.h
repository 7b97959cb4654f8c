/* A goose file's two sections and the messages that goose makes of them: the rules of ParseSQLMigration in
 * goose's internal/sqlparser/parser.go, line by line. */
#pragma once

#include "messages.h"

typedef struct {
  guint line;    /* of the file, of the annotation Up or Down; 0: there is no such section */
  GString *text; /* from the annotation on; what goose takes out of messages is taken out, and variables are
                    replaced */
  GArray *messages; /* MigharMessage, in order */
} MigharGooseSection;

typedef struct {
  MigharGooseSection sections[2]; /* by MigharDirection */
  gboolean no_transaction;
  GArray *dropped; /* guint: lines that goose drops, because the block in front of them is empty */
} MigharGooseFile;

/* environment is what ENVSUB takes variables from. file is overwritten; clear it with
 * mighar_goose_file_clear(), also after an error. MIGHAR_ERROR_USAGE for what goose refuses. */
gboolean mighar_goose_read(const MigharSource *source, char **environment, MigharGooseFile *file,
                           GError **error);
void mighar_goose_file_clear(MigharGooseFile *file);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharGooseFile, mighar_goose_file_clear)

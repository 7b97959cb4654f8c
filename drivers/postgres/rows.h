/* Rows: MigharRowsDriver's functions. They work in a session of their own, which starts as an application's
 * does. */
#pragma once

#include "database.h"

#include <mighar/rows.h>

extern const MigharRowsDriver postgres_rows;

/* The session, opened if it is not; one that was lost is opened again. The database keeps it, and closes it
 * where nobody may be connected. NULL and MIGHAR_ERROR_ENVIRONMENT. */
PGconn *rows_session(PostgresDatabase *database, GError **error);

GPtrArray *rows_tables(const MigharSnapshot *snapshot, GHashTable *names);
gboolean rows_begin(MigharDatabase *database, GError **error);
gboolean rows_undo(MigharDatabase *database, GError **error);
void rows_expect_end(MigharDatabase *database);
void rows_read_ahead(MigharDatabase *database, const MigharAhead *ahead);
gboolean rows_end(MigharDatabase *database, MigharRefusal *refusal, GError **error);
gboolean rows_insert(MigharDatabase *database, const MigharInsert *inserts, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error);
gboolean rows_update(MigharDatabase *database, const MigharInsert *values, const MigharInsert *keys,
                     gboolean *taken, MigharRefusal *refusal, GError **error);
gboolean rows_remove(MigharDatabase *database, const MigharInsert *keys, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error);
gboolean rows_generate(MigharDatabase *database, const MigharGeneration *generation, guint64 *written,
                       gboolean *taken, MigharRefusal *refusal, GError **error);
gboolean rows_count(MigharDatabase *database, const GPtrArray *tables, guint64 limit, guint64 *counts,
                    GError **error);
gboolean rows_read(MigharDatabase *database, const MigharRead *reads, guint n,
                   const MigharSequences *sequences, GError **error);

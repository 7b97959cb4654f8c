/* Rows: MigharRowsDriver's functions, on the connection of the database. */
#pragma once

#include "database.h"

#include <mighar/rows.h>

extern const MigharRowsDriver sqlite_rows;

GPtrArray *sqlite_rows_tables(const MigharSnapshot *snapshot, GHashTable *names);
gboolean sqlite_rows_begin(MigharDatabase *database, GError **error);
gboolean sqlite_rows_end(MigharDatabase *database, MigharRefusal *refusal, GError **error);
gboolean sqlite_rows_undo(MigharDatabase *database, GError **error);
gboolean sqlite_rows_insert(MigharDatabase *database, const MigharInsert *inserts, guint n, gboolean *taken,
                            MigharRefusal *refusal, GError **error);
gboolean sqlite_rows_update(MigharDatabase *database, const MigharInsert *values, const MigharInsert *keys,
                            gboolean *taken, MigharRefusal *refusal, GError **error);
gboolean sqlite_rows_remove(MigharDatabase *database, const MigharInsert *keys, guint n, gboolean *taken,
                            MigharRefusal *refusal, GError **error);
gboolean sqlite_rows_count(MigharDatabase *database, const GPtrArray *tables, guint64 limit, guint64 *counts,
                           GError **error);
gboolean sqlite_rows_read(MigharDatabase *database, const MigharRead *reads, guint n,
                          const MigharSequences *sequences, GError **error);
gboolean sqlite_rows_generate(MigharDatabase *database, const MigharGeneration *generation, guint64 *written,
                              gboolean *taken, MigharRefusal *refusal, GError **error);

/* What is wanted of sequences. */
gboolean sqlite_rows_sequences(sqlite3 *connection, const MigharSequences *sequences, GError **error);

/* The first marks a point; the second keeps what was written after it, or undoes it. */
gboolean sqlite_rows_save(sqlite3 *connection, GError **error);
gboolean sqlite_rows_settle(sqlite3 *connection, gboolean taken, GError **error);

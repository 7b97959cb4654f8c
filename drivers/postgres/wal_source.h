/* Where the log comes from: the server's files, read as files where it is mighar's own and through a
 * connection else, which takes the right to. */
#pragma once

#include "wal.h"

#include <libpq-fe.h>

typedef struct {
  WalReader reader;
  guint32 timeline;
  char *directory; /* the server's data directory; NULL: it is read through the connection */
  int file;        /* open, of the directory; -1: none */
  guint64 segment; /* the number of that file */
} WalSource;

/* directory is copied; it may be NULL. */
void wal_source_init(WalSource *source, const char *directory);
void wal_source_clear(WalSource *source);

/* Another one that goes on where this one is. source is overwritten. */
void wal_source_copy(WalSource *source, const WalSource *from);

/* Begins at the end of the log, whatever that is. What follows can be read when this was TRUE. forbidden is
 * set where it never can. The connection has to see its own commits written: synchronous_commit is on. */
gboolean wal_source_begin(WalSource *source, PGconn *connection, gboolean *forbidden);

/* To be prepared as "log", once a connection; NULL where nothing is. */
const char *wal_source_query(const WalSource *source);

/* A query for where the log ends that is yet to be written, among others in a pipeline. */
#define WAL_SOURCE_END_QUERY "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"

/* Reads on in the files, as far as they go, which is all that was committed but for what is committed with
 * synchronous_commit off; wal_source_has() tells. FALSE: it cannot be read. */
gboolean wal_source_read_files(WalSource *source, WalTold told, void *data);

/* Whether everything up to the answer of WAL_SOURCE_END_QUERY was read. */
gboolean wal_source_has(const WalSource *source, const char *end);

/* Has the server write all of the log there is. */
gboolean wal_source_write(PGconn *connection);

/* Reads on through a connection, all there is. FALSE: it cannot be read. */
gboolean wal_source_read(WalSource *source, PGconn *connection, WalTold told, void *data);

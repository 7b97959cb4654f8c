/* What the write-ahead log tells of a stretch of time: which blocks and rows were changed, by whatever means.
 *
 * The format is the server's own (access/xlogrecord.h, access/heapam_xlog.h); what is used here has been the
 * same from PostgreSQL 13 to 18. The log of a version that is not known is not read. */
#pragma once

#include <glib.h>

#define WAL_PAGE 8192

typedef enum {
  WAL_OTHER, /* the block was changed, and which rows is not known */
  WAL_MADE,  /* a row version has come */
  WAL_ENDED, /* a row version may have gone, or was changed in place */
} WalChange;

typedef struct {
  WalChange change;
  guint32 database; /* 0: shared by all */
  guint32 relation; /* its file's number */
  guint32 block;
  guint16 row; /* but for WAL_OTHER; from 1 */
} WalEntry;

/* Told of every change of a relation's rows, in order; maintenance that changes no row is left out but for
 * WAL_OTHER of blocks. */
typedef void (*WalTold)(void *data, const WalEntry *entry);

typedef struct {
  int version;     /* as in PQserverVersion() */
  guint64 segment; /* size of a file, in bytes */
} WalFormat;

/* Reads log that starts with a record at a position and ends with one, page headers included. FALSE: it is
 * not what it should be, or files of relations were exchanged, and nothing is known. */
gboolean wal_read(const WalFormat *format, const guint8 *log, gsize length, guint64 from, WalTold told,
                  void *data);

/* The position without a page header in front of it. */
guint64 wal_position(guint64 position, guint64 segment);

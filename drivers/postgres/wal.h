/* What the write-ahead log tells of a stretch of time: which blocks and rows were changed, by whatever means.
 *
 * The format is the server's own (access/xlogrecord.h, access/heapam_xlog.h); what is used here has been the
 * same from PostgreSQL 13 to 18. The log of a version that is not known is not read. */
#pragma once

#include <glib.h>

#define WAL_PAGE 8192

typedef enum {
  WAL_OTHER,     /* the block was changed, and which rows is not known */
  WAL_MADE,      /* a row version has come */
  WAL_ENDED,     /* a row version may have gone, or was changed in place */
  WAL_TRUNCATED, /* tables of a database, where the server logs that (wal_level = logical) */
  WAL_COMMITTED, /* a transaction, and nothing of a relation */
} WalChange;

/* What a row holds, as the server keeps it. */
typedef struct {
  const guint8 *bytes; /* from the first column on; NULL: the log has not got them */
  gsize length;
  guint32 nulls; /* a bit for each of the first 32 columns that is null, the lowest for the first */
} WalValues;

typedef struct {
  WalChange change;
  guint32 database; /* 0: shared by all */
  guint32 relation; /* its file's number */
  guint32 block;
  guint16 row;         /* but for WAL_OTHER; from 1 */
  gboolean followed;   /* WAL_ENDED: another version of the same row takes its place */
  guint32 transaction; /* that has committed, or ended a version, which is gone when that commits, or made
                          one; a part of one is not known to be; 0: a row was changed in place */
  WalValues values;    /* WAL_MADE: until told() returns */
  guint16 before; /* not 0: values are but what is another one than in the version in this row of the block
                     ... */
  guint16 head, tail; /* ... of which so many bytes stand in front of and behind them */
} WalEntry;

/* Told of every change of a relation's rows, in order, and of transactions that are committed; maintenance
 * that changes no row is left out but for WAL_OTHER of blocks. */
typedef void (*WalTold)(void *data, const WalEntry *entry);

typedef struct {
  int version;     /* as in PQserverVersion() */
  guint64 segment; /* size of a file, in bytes */
} WalFormat;

typedef enum {
  WAL_ALL,    /* the bytes end where a record does */
  WAL_MORE,   /* they end inside of a record */
  WAL_END,    /* the log ends before them: what follows is not of it, or not yet whole */
  WAL_STRANGE /* a record is not what it should be, or files of relations were exchanged, and nothing is known
               */
} WalState;

/* A reader of the log, from one record to the next. Set format and position, which is where a record starts,
 * or may start when the log has come so far; the rest is zero. */
typedef struct {
  WalFormat format;
  guint64 position; /* up to which everything was told */
  guint64 previous; /* where the record before that starts; 0: not known */
} WalReader;

/* Reads what is whole of bytes that start at the position, page headers included, and moves the position
 * behind it. */
WalState wal_read(WalReader *reader, const guint8 *bytes, gsize length, WalTold told, void *data);

/* The position without a page header in front of it. */
guint64 wal_position(guint64 position, guint64 segment);

/* Records of the log, as wal.c finds them; for everybody else there is wal.h. */
#pragma once

#include "wal.h"

/* In a record's header. */
enum {
  WAL_TRANSACTION = 4,
  WAL_PREVIOUS = 8,
  WAL_INFO = 16,
  WAL_MANAGER = 17,
  WAL_CHECKSUM = 20,
  WAL_HEADER = 24
};
enum { WAL_MAX_BLOCKS = 33 };

typedef struct {
  guint32 database, relation, block;
  guint8 id, fork;
  gsize image, length; /* how long its image is, and what else there is of it */
  const guint8 *data;  /* that */
} Block;

typedef struct {
  guint8 manager, info;
  guint32 transaction;
  guint n_blocks;
  Block blocks[WAL_MAX_BLOCKS];
  const guint8 *data; /* the main data */
  gsize length;
} Record;

/* What is left to read of a record's headers. */
typedef struct {
  const WalFormat *format;
  const guint8 *at, *end;
  gsize behind; /* bytes behind the headers, as far as they have told */
  gboolean broken;
} Cursor;

static inline guint64 wal_number(const guint8 *bytes, gsize size)
{
  guint64 value = 0;
  for (gsize i = 0; i < size; i++)
    value = value << 8 | bytes[G_BYTE_ORDER == G_LITTLE_ENDIAN ? size - 1 - i : i];
  return value;
}

/* Returns what is passed. */
const guint8 *wal_pass(Cursor *cursor, gsize size);

/* The number that is passed; 0 when there is none. */
guint64 wal_take(Cursor *cursor, gsize size);

/* total: how long it is. FALSE: it is not what it should be. */
gboolean wal_read_record(const WalFormat *format, const guint8 *bytes, gsize total, Record *record);

/* FALSE: nothing is known from here on. */
gboolean wal_tell_record(const Record *record, WalTold told, void *data);

/* The parts of a record. */
#include "wal_private.h"

enum { BLOCK_ID_MAX = 32 };
enum { ID_SHORT = 255, ID_LONG = 254, ID_ORIGIN = 253, ID_TOP_TRANSACTION = 252 };
enum { FORK = 0x0F, HAS_IMAGE = 0x10, SAME_RELATION = 0x80, HAS_HOLE = 0x01 };

const guint8 *wal_pass(Cursor *cursor, gsize size)
{
  const guint8 *passed = cursor->at;
  cursor->broken = cursor->broken || (gsize)(cursor->end - cursor->at) < size;
  if (!cursor->broken)
    cursor->at += size;
  return passed;
}

guint64 wal_take(Cursor *cursor, gsize size)
{
  const guint8 *bytes = wal_pass(cursor, size);
  return cursor->broken ? 0 : wal_number(bytes, size);
}

static void read_image(Cursor *cursor, Block *block)
{
  guint8 compressed = cursor->format->version >= 150000 ? 0x1C : 0x02;
  cursor->behind += block->image = wal_take(cursor, 2);
  wal_take(cursor, 2);
  guint8 how = (guint8)wal_take(cursor, 1);
  if ((how & HAS_HOLE) != 0 && (how & compressed) != 0)
    wal_take(cursor, 2);
}

static void read_block(Cursor *cursor, guint8 id, Record *record)
{
  guint8 flags = (guint8)wal_take(cursor, 1);
  Block block = {.id = id, .fork = flags & FORK};
  cursor->behind += block.length = wal_take(cursor, 2);
  if ((flags & HAS_IMAGE) != 0)
    read_image(cursor, &block);
  if ((flags & SAME_RELATION) == 0) {
    wal_take(cursor, 4); // the tablespace
    block.database = (guint32)wal_take(cursor, 4);
    block.relation = (guint32)wal_take(cursor, 4);
  } else if (record->n_blocks > 0) {
    block.database = record->blocks[record->n_blocks - 1].database;
    block.relation = record->blocks[record->n_blocks - 1].relation;
  } else {
    cursor->broken = TRUE;
  }
  block.block = (guint32)wal_take(cursor, 4);
  cursor->broken = cursor->broken || record->n_blocks == WAL_MAX_BLOCKS;
  if (!cursor->broken)
    record->blocks[record->n_blocks++] = block;
}

static void read_part(Cursor *cursor, Record *record)
{
  guint id = (guint)wal_take(cursor, 1);
  if (id == ID_SHORT || id == ID_LONG)
    cursor->behind += record->length = wal_take(cursor, id == ID_SHORT ? 1 : 4);
  else if (id == ID_ORIGIN || id == ID_TOP_TRANSACTION)
    wal_take(cursor, id == ID_ORIGIN ? 2 : 4);
  else if (id <= BLOCK_ID_MAX)
    read_block(cursor, (guint8)id, record);
  else
    cursor->broken = TRUE;
}

/* Of each block its image, then what else there is of it. */
static void find_data(const guint8 *at, Record *record)
{
  for (guint i = 0; i < record->n_blocks; i++) {
    Block *block = &record->blocks[i];
    block->data = at + block->image;
    at = block->data + block->length;
  }
}

/* Headers, then what the blocks hold, then the main data. */
gboolean wal_read_record(const WalFormat *format, const guint8 *bytes, gsize total, Record *record)
{
  *record = (Record){.info = bytes[WAL_INFO],
                     .manager = bytes[WAL_MANAGER],
                     .transaction = (guint32)wal_number(bytes + WAL_TRANSACTION, 4)};
  Cursor cursor = {.format = format, .at = bytes + WAL_HEADER, .end = bytes + total};
  while (!cursor.broken && (gsize)(cursor.end - cursor.at) > cursor.behind)
    read_part(&cursor, record);
  record->data = bytes + total - record->length;
  if (cursor.broken || (gsize)(cursor.end - cursor.at) != cursor.behind)
    return FALSE;
  find_data(cursor.at, record);
  return TRUE;
}

/* What a record tells of rows and transactions. */
#include "wal_private.h"

enum { RM_XLOG = 0, RM_XACT = 1, RM_RELMAP = 7, RM_HEAP2 = 9, RM_HEAP = 10 };
enum { XLOG_SWITCH = 0x40, XLOG_FPI_FOR_HINT = 0xA0, XACT_COMMIT = 0x00 };
enum {
  HEAP_INSERT = 0x00,
  HEAP_DELETE = 0x10,
  HEAP_UPDATE = 0x20,
  HEAP_TRUNCATE = 0x30,
  HEAP_HOT_UPDATE = 0x40,
  HEAP_CONFIRM = 0x50
};
enum { HEAP_LOCK = 0x60, HEAP_INPLACE = 0x70, HEAP2_MULTI_INSERT = 0x50, OPERATION = 0x70, NEW_PAGE = 0x80 };
enum { OLD_VERSION = 1, ROW_HEADER = 23 };
enum { COLUMNS = 0x07FF, HAS_NULLS = 0x0001 }; /* t_infomask2 and t_infomask of a row's header */
enum { HAS_HEAD = 0x20, HAS_TAIL = 0x40 };     /* xl_heap_update.flags */

static void tell(const Block *block, WalChange change, guint64 row, guint32 transaction, WalTold told,
                 void *data)
{
  const WalEntry entry = {.change = change,
                          .database = block->database,
                          .relation = block->relation,
                          .block = block->block,
                          .row = (guint16)row,
                          .transaction = transaction};
  if (block->fork == 0)
    told(data, &entry);
}

/* What stays of the version before in a row that is another one in between. */
typedef struct {
  guint16 row, head, tail;
} Kept;

/* is_there: a bit for each of n columns; NULL: all are. Columns behind them have come later. */
static guint32 find_nulls(const guint8 *is_there, guint n)
{
  guint32 nulls = 0;
  for (guint i = 0; i < 32; i++)
    if (i >= n || (is_there != NULL && (is_there[i / 8] & 1 << i % 8) == 0))
      nulls |= (guint32)1 << i;
  return nulls;
}

/* Of a row version the log has how many columns it has and of what kind it is, where values start, which is
 * told as from the start of a whole header, nulls and values. Where there is an image of the block, it may
 * have nothing. */
static void tell_made(const Record *record, guint64 row, Cursor *version, const Kept *kept, WalTold told,
                      void *data)
{
  const Block *block = &record->blocks[0];
  guint32 n = (guint32)wal_take(version, 2) & COLUMNS;
  gboolean has_nulls = (wal_take(version, 2) & HAS_NULLS) != 0;
  guint64 start = wal_take(version, 1);
  version->broken = version->broken || start < ROW_HEADER;
  const guint8 *is_there = wal_pass(version, start - ROW_HEADER);
  version->broken = version->broken || (has_nulls && is_there + (n + 7) / 8 > version->at);
  const WalEntry entry = {.change = WAL_MADE,
                          .database = block->database,
                          .relation = block->relation,
                          .block = block->block,
                          .row = (guint16)row,
                          .transaction = record->transaction,
                          .values = version->broken
                                        ? (WalValues){0}
                                        : (WalValues){version->at, (gsize)(version->end - version->at),
                                                      find_nulls(has_nulls ? is_there : NULL, n)},
                          .before = kept->row,
                          .head = kept->head,
                          .tail = kept->tail};
  if (block->fork == 0)
    told(data, &entry);
}

static Cursor data_of(const Block *block)
{
  return (Cursor){.at = block->data, .end = block->data + block->length};
}

static void tell_blocks(const Record *record, WalTold told, void *data)
{
  for (guint i = 0; i < record->n_blocks; i++)
    tell(&record->blocks[i], WAL_OTHER, 0, 0, told, data);
}

/* The new version is in the first block, the old one there, too, unless it has a block of its own. Blocks
 * with other numbers are of the map of visibility: PostgreSQL 17.12 writes them, earlier minor versions do
 * not. */
static const Block *find_old_version(const Record *record)
{
  for (guint i = 0; i < record->n_blocks; i++)
    if (record->blocks[i].id == OLD_VERSION)
      return &record->blocks[i];
  return &record->blocks[0];
}

static gboolean tell_update(const Record *record, WalTold told, void *data)
{
  if (record->length < 14 || record->n_blocks == 0)
    return FALSE;
  const Block *old = find_old_version(record);
  const WalEntry ended = {.change = WAL_ENDED,
                          .database = old->database,
                          .relation = old->relation,
                          .block = old->block,
                          .row = (guint16)wal_number(record->data + 4, 2),
                          .followed = TRUE,
                          .transaction = record->transaction};
  told(data, &ended);
  Cursor version = data_of(&record->blocks[0]);
  guint8 flags = record->data[7];
  Kept kept = {.head = (flags & HAS_HEAD) != 0 ? (guint16)wal_take(&version, 2) : 0,
               .tail = (flags & HAS_TAIL) != 0 ? (guint16)wal_take(&version, 2) : 0};
  kept.row = kept.head > 0 || kept.tail > 0 ? ended.row : 0;
  tell_made(record, wal_number(record->data + 12, 2), &version, &kept, told, data);
  return TRUE;
}

static gboolean tell_truncation(const Record *record, WalTold told, void *data)
{
  if ((record->info & OPERATION) != HEAP_TRUNCATE || record->length < 4)
    return FALSE;
  const WalEntry entry = {.change = WAL_TRUNCATED, .database = (guint32)wal_number(record->data, 4)};
  told(data, &entry);
  return TRUE;
}

static gboolean tell_insert(const Record *record, WalTold told, void *data)
{
  Cursor version = data_of(&record->blocks[0]);
  if (record->length >= 2)
    tell_made(record, wal_number(record->data, 2), &version, &(Kept){0}, told, data);
  return record->length >= 2;
}

static gboolean tell_heap(const Record *record, WalTold told, void *data)
{
  if (record->n_blocks == 0)
    return tell_truncation(record, told, data);
  switch (record->info & OPERATION) {
  case HEAP_INSERT:
    return tell_insert(record, told, data);
  case HEAP_DELETE:
    if (record->length >= 6)
      tell(&record->blocks[0], WAL_ENDED, wal_number(record->data + 4, 2), record->transaction, told, data);
    return record->length >= 6;
  case HEAP_INPLACE:
    if (record->length >= 2)
      tell(&record->blocks[0], WAL_ENDED, wal_number(record->data, 2), 0, told, data);
    return record->length >= 2;
  case HEAP_UPDATE:
  case HEAP_HOT_UPDATE:
    return tell_update(record, told, data);
  case HEAP_CONFIRM:
  case HEAP_LOCK:
    return TRUE;
  default:
    return FALSE;
  }
}

/* At even places: the length of nulls and values together, and the version as anywhere. */
static void tell_next_row(const Record *record, guint64 row, Cursor *rows, WalTold told, void *data)
{
  enum { HEADER = 5 };
  wal_pass(rows, (gsize)(rows->at - record->blocks[0].data) % 2);
  gsize length = HEADER + wal_take(rows, 2);
  Cursor version = {.at = wal_pass(rows, length), .broken = rows->broken};
  version.end = version.broken ? version.at : version.at + length;
  tell_made(record, row, &version, &(Kept){0}, told, data);
}

static gboolean tell_multi_insert(const Record *record, WalTold told, void *data)
{
  if (record->length < 4 || record->n_blocks == 0)
    return FALSE;
  guint n = (guint)wal_number(record->data + 2, 2);
  gboolean in_order = (record->info & NEW_PAGE) != 0;
  if (!in_order && record->length < 4 + 2 * (gsize)n)
    return FALSE;
  Cursor rows = data_of(&record->blocks[0]);
  for (guint i = 0; i < n; i++)
    tell_next_row(record, in_order ? i + 1 : wal_number(record->data + 4 + 2 * i, 2), &rows, told, data);
  return TRUE;
}

/* Those of transactions that were prepared, and of parts of others, are not told apart. */
static void tell_end(const Record *record, WalTold told, void *data)
{
  const WalEntry entry = {.change = WAL_COMMITTED, .transaction = record->transaction};
  if ((record->info & OPERATION) == XACT_COMMIT)
    told(data, &entry);
}

gboolean wal_tell_record(const Record *record, WalTold told, void *data)
{
  guint operation = record->info & (OPERATION | NEW_PAGE);
  if (record->manager == RM_RELMAP || (record->manager == RM_XLOG && operation == XLOG_SWITCH))
    return FALSE;
  if (record->manager == RM_HEAP)
    return tell_heap(record, told, data);
  if (record->manager == RM_HEAP2)
    return (record->info & OPERATION) != HEAP2_MULTI_INSERT || tell_multi_insert(record, told, data);
  if (record->manager == RM_XACT)
    tell_end(record, told, data);
  if (record->manager != RM_XLOG || operation != XLOG_FPI_FOR_HINT)
    tell_blocks(record, told, data);
  return TRUE;
}

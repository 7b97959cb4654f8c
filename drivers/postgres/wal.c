#include "wal.h"

#include "crc32c.h"

enum { RECORD_HEADER = 24, SHORT_PAGE_HEADER = 24, LONG_PAGE_HEADER = 40 };
enum { TRANSACTION = 4, PREVIOUS = 8, INFO = 16, MANAGER = 17, CHECKSUM = 20 }; /* in a record's header */
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
enum { MAX_BLOCKS = 33, BLOCK_ID_MAX = 32, OLD_VERSION = 1 };
enum { ID_SHORT = 255, ID_LONG = 254, ID_ORIGIN = 253, ID_TOP_TRANSACTION = 252 };
enum { FORK = 0x0F, HAS_IMAGE = 0x10, SAME_RELATION = 0x80, HAS_HOLE = 0x01 };

/* xlp_magic: the first two bytes of every page. */
static const struct {
  int version;
  guint16 magic;
} versions[] = {{13, 0xD106}, {14, 0xD10D}, {15, 0xD110}, {16, 0xD113}, {17, 0xD116}, {18, 0xD118}};

typedef struct {
  guint32 database, relation, block;
  guint8 id, fork;
} Block;

typedef struct {
  guint8 manager, info;
  guint32 transaction;
  guint n_blocks;
  Block blocks[MAX_BLOCKS];
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

static guint64 number_at(const guint8 *bytes, gsize size)
{
  guint64 value = 0;
  for (gsize i = 0; i < size; i++)
    value = value << 8 | bytes[G_BYTE_ORDER == G_LITTLE_ENDIAN ? size - 1 - i : i];
  return value;
}

static guint64 take(Cursor *cursor, gsize size)
{
  if (cursor->broken || (gsize)(cursor->end - cursor->at) < size) {
    cursor->broken = TRUE;
    return 0;
  }
  cursor->at += size;
  return number_at(cursor->at - size, size);
}

static gsize header_at(guint64 position, guint64 segment)
{
  if (position % WAL_PAGE != 0)
    return 0;
  return position % segment == 0 ? LONG_PAGE_HEADER : SHORT_PAGE_HEADER;
}

guint64 wal_position(guint64 position, guint64 segment)
{
  guint64 page = position - position % WAL_PAGE;
  return position - page == header_at(page, segment) ? page : position;
}

static gboolean is_page(const WalFormat *format, const guint8 *header, guint64 position)
{
  for (guint i = 0; i < G_N_ELEMENTS(versions); i++)
    if (versions[i].version == format->version / 10000)
      return number_at(header, 2) == versions[i].magic && number_at(header + 8, 8) == position;
  return FALSE;
}

/* Appends the log without its page headers, as far as it is one. FALSE: up to the end of the bytes. */
static gboolean strip(const WalReader *reader, const guint8 *bytes, gsize length, GByteArray *stripped)
{
  for (gsize done = 0; done < length;) {
    guint64 at = reader->position + done;
    gsize header = header_at(at, reader->format.segment);
    if (header > length - done)
      return FALSE;
    if (header > 0 && !is_page(&reader->format, bytes + done, at))
      return TRUE;
    gsize end = MIN(length, done + WAL_PAGE - at % WAL_PAGE);
    g_byte_array_append(stripped, bytes + done + header, (guint)(end - done - header));
    done = end;
  }
  return FALSE;
}

/* The position that many bytes on, page headers not counted. */
static guint64 advance(guint64 position, gsize bytes, guint64 segment)
{
  while (bytes > 0) {
    guint64 start = position + header_at(position, segment);
    guint64 left = WAL_PAGE - start % WAL_PAGE;
    position = start + MIN(bytes, left);
    bytes -= MIN(bytes, left);
  }
  return position;
}

static void read_image(Cursor *cursor)
{
  guint8 compressed = cursor->format->version >= 150000 ? 0x1C : 0x02;
  cursor->behind += take(cursor, 2);
  take(cursor, 2);
  guint8 how = (guint8)take(cursor, 1);
  if ((how & HAS_HOLE) != 0 && (how & compressed) != 0)
    take(cursor, 2);
}

static void read_block(Cursor *cursor, guint8 id, Record *record)
{
  guint8 flags = (guint8)take(cursor, 1);
  Block block = {.id = id, .fork = flags & FORK};
  cursor->behind += take(cursor, 2);
  if ((flags & HAS_IMAGE) != 0)
    read_image(cursor);
  if ((flags & SAME_RELATION) == 0) {
    take(cursor, 4); // the tablespace
    block.database = (guint32)take(cursor, 4);
    block.relation = (guint32)take(cursor, 4);
  } else if (record->n_blocks > 0) {
    block.database = record->blocks[record->n_blocks - 1].database;
    block.relation = record->blocks[record->n_blocks - 1].relation;
  } else {
    cursor->broken = TRUE;
  }
  block.block = (guint32)take(cursor, 4);
  cursor->broken = cursor->broken || record->n_blocks == MAX_BLOCKS;
  if (!cursor->broken)
    record->blocks[record->n_blocks++] = block;
}

static void read_part(Cursor *cursor, Record *record)
{
  guint id = (guint)take(cursor, 1);
  if (id == ID_SHORT || id == ID_LONG)
    cursor->behind += record->length = take(cursor, id == ID_SHORT ? 1 : 4);
  else if (id == ID_ORIGIN || id == ID_TOP_TRANSACTION)
    take(cursor, id == ID_ORIGIN ? 2 : 4);
  else if (id <= BLOCK_ID_MAX)
    read_block(cursor, (guint8)id, record);
  else
    cursor->broken = TRUE;
}

/* Headers, then what the blocks hold, then the main data. */
static gboolean read_record(const WalFormat *format, const guint8 *bytes, gsize total, Record *record)
{
  *record = (Record){.info = bytes[INFO],
                     .manager = bytes[MANAGER],
                     .transaction = (guint32)number_at(bytes + TRANSACTION, 4)};
  Cursor cursor = {.format = format, .at = bytes + RECORD_HEADER, .end = bytes + total};
  while (!cursor.broken && (gsize)(cursor.end - cursor.at) > cursor.behind)
    read_part(&cursor, record);
  record->data = bytes + total - record->length;
  return !cursor.broken && (gsize)(cursor.end - cursor.at) == cursor.behind;
}

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
                          .row = (guint16)number_at(record->data + 4, 2),
                          .followed = TRUE,
                          .transaction = record->transaction};
  told(data, &ended);
  tell(&record->blocks[0], WAL_MADE, number_at(record->data + 12, 2), record->transaction, told, data);
  return TRUE;
}

static gboolean tell_truncation(const Record *record, WalTold told, void *data)
{
  if ((record->info & OPERATION) != HEAP_TRUNCATE || record->length < 4)
    return FALSE;
  const WalEntry entry = {.change = WAL_TRUNCATED, .database = (guint32)number_at(record->data, 4)};
  told(data, &entry);
  return TRUE;
}

static gboolean tell_heap(const Record *record, WalTold told, void *data)
{
  if (record->n_blocks == 0)
    return tell_truncation(record, told, data);
  switch (record->info & OPERATION) {
  case HEAP_INSERT:
    if (record->length >= 2)
      tell(&record->blocks[0], WAL_MADE, number_at(record->data, 2), record->transaction, told, data);
    return record->length >= 2;
  case HEAP_DELETE:
    if (record->length >= 6)
      tell(&record->blocks[0], WAL_ENDED, number_at(record->data + 4, 2), record->transaction, told, data);
    return record->length >= 6;
  case HEAP_INPLACE:
    if (record->length >= 2)
      tell(&record->blocks[0], WAL_ENDED, number_at(record->data, 2), 0, told, data);
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

static gboolean tell_multi_insert(const Record *record, WalTold told, void *data)
{
  if (record->length < 4 || record->n_blocks == 0)
    return FALSE;
  guint n = (guint)number_at(record->data + 2, 2);
  gboolean in_order = (record->info & NEW_PAGE) != 0;
  if (!in_order && record->length < 4 + 2 * (gsize)n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    tell(&record->blocks[0], WAL_MADE, in_order ? i + 1 : number_at(record->data + 4 + 2 * i, 2),
         record->transaction, told, data);
  return TRUE;
}

/* Those of transactions that were prepared, and of parts of others, are not told apart. */
static void tell_end(const Record *record, WalTold told, void *data)
{
  const WalEntry entry = {.change = WAL_COMMITTED, .transaction = record->transaction};
  if ((record->info & OPERATION) == XACT_COMMIT)
    told(data, &entry);
}

static gboolean tell_record(const Record *record, WalTold told, void *data)
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

/* Where the record at a position starts itself. */
static guint64 start_of(guint64 position, guint64 segment)
{
  return position + header_at(position, segment);
}

/* A record whose bytes another process is about to write has not got its checksum yet. */
static gboolean is_intact(const WalReader *reader, const guint8 *bytes, gsize total)
{
  guint32 sum = crc32c(crc32c(CRC32C_START, bytes + RECORD_HEADER, total - RECORD_HEADER), bytes, CHECKSUM);
  return number_at(bytes + CHECKSUM, 4) == crc32c_finish(sum) &&
         (reader->previous == 0 || number_at(bytes + PREVIOUS, 8) == reader->previous);
}

/* The size of the whole record that the bytes start with, with what fills it up to the next one; 0: see
 * state. */
static gsize measure(const WalReader *reader, const guint8 *bytes, gsize length, WalState *state)
{
  *state = WAL_MORE;
  if (length < RECORD_HEADER) {
    if (length == 0)
      *state = WAL_ALL;
    else if (length >= 4 && number_at(bytes, 4) < RECORD_HEADER)
      *state = WAL_END;
    return 0;
  }
  gsize total = number_at(bytes, 4), padded = (total + 7) & ~(gsize)7;
  if (total >= RECORD_HEADER && padded > length)
    return 0;
  if (total >= RECORD_HEADER && is_intact(reader, bytes, total))
    return padded;
  *state = WAL_END;
  return 0;
}

WalState wal_read(WalReader *reader, const guint8 *bytes, gsize length, WalTold told, void *data)
{
  if (length == 0)
    return WAL_ALL;
  g_autoptr(GByteArray) log = g_byte_array_sized_new((guint)length);
  g_autofree Record *record = g_new(Record, 1);
  gboolean ends = strip(reader, bytes, length, log);
  WalState state;
  for (gsize at = 0, size; (size = measure(reader, log->data + at, log->len - at, &state)) > 0; at += size) {
    gsize total = number_at(log->data + at, 4);
    if (!read_record(&reader->format, log->data + at, total, record) || !tell_record(record, told, data))
      return WAL_STRANGE;
    reader->previous = start_of(reader->position, reader->format.segment);
    reader->position = advance(reader->position, size, reader->format.segment);
  }
  return ends ? WAL_END : state;
}

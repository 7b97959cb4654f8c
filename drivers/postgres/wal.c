#include "wal_private.h"

#include "crc32c.h"

enum { SHORT_PAGE_HEADER = 24, LONG_PAGE_HEADER = 40 };

/* xlp_magic: the first two bytes of every page. */
static const struct {
  int version;
  guint16 magic;
} versions[] = {{13, 0xD106}, {14, 0xD10D}, {15, 0xD110}, {16, 0xD113}, {17, 0xD116}, {18, 0xD118}};

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
      return wal_number(header, 2) == versions[i].magic && wal_number(header + 8, 8) == position;
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

/* Where the record at a position starts itself. */
static guint64 start_of(guint64 position, guint64 segment)
{
  return position + header_at(position, segment);
}

/* A record whose bytes another process is about to write has not got its checksum yet. */
static gboolean is_intact(const WalReader *reader, const guint8 *bytes, gsize total)
{
  guint32 sum = crc32c(crc32c(CRC32C_START, bytes + WAL_HEADER, total - WAL_HEADER), bytes, WAL_CHECKSUM);
  return wal_number(bytes + WAL_CHECKSUM, 4) == crc32c_finish(sum) &&
         (reader->previous == 0 || wal_number(bytes + WAL_PREVIOUS, 8) == reader->previous);
}

/* The size of the whole record that the bytes start with, with what fills it up to the next one; 0: see
 * state. */
static gsize measure(const WalReader *reader, const guint8 *bytes, gsize length, WalState *state)
{
  *state = WAL_MORE;
  if (length < WAL_HEADER) {
    if (length == 0)
      *state = WAL_ALL;
    else if (length >= 4 && wal_number(bytes, 4) < WAL_HEADER)
      *state = WAL_END;
    return 0;
  }
  gsize total = wal_number(bytes, 4), padded = (total + 7) & ~(gsize)7;
  if (total >= WAL_HEADER && padded > length)
    return 0;
  if (total >= WAL_HEADER && is_intact(reader, bytes, total))
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
    gsize total = wal_number(log->data + at, 4);
    if (!wal_read_record(&reader->format, log->data + at, total, record) ||
        !wal_tell_record(record, told, data))
      return WAL_STRANGE;
    reader->previous = start_of(reader->position, reader->format.segment);
    reader->position = advance(reader->position, size, reader->format.segment);
  }
  return ends ? WAL_END : state;
}

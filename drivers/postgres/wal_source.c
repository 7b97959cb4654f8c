#include "wal_source.h"

#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* More log than this since the last look is not worth reading. */
#define MOST_LOG (64 * 1024 * 1024)

/* What is new since the last look is mostly less. */
#define PART (16 * 1024)

void wal_source_init(WalSource *source, const char *directory)
{
  *source = (WalSource){.directory = g_strdup(directory), .file = -1};
}

static void close_file(WalSource *source)
{
  if (source->file >= 0)
    close(source->file);
  source->file = -1;
}

void wal_source_clear(WalSource *source)
{
  close_file(source);
  g_clear_pointer(&source->directory, g_free);
}

void wal_source_copy(WalSource *source, const WalSource *from)
{
  wal_source_init(source, from->directory);
  source->reader = from->reader;
  source->timeline = from->timeline;
}

/* A committed transaction of whoever has switched synchronous_commit off is not in a file yet. */
gboolean wal_source_write(PGconn *connection)
{
  return session_command(connection, "SELECT pg_logical_emit_message(true, 'mighar', '')", NULL);
}

static guint64 number_at(const PGresult *result, int column)
{
  return g_ascii_strtoull(PQgetvalue(result, 0, column), NULL, 10);
}

/* A message of our own stands where a record ends. */
gboolean wal_source_begin(WalSource *source, PGconn *connection, gboolean *forbidden)
{
  static const char query[] =
      "SELECT pg_wal_lsn_diff(pg_logical_emit_message(true, 'mighar', ''), '0/0'),"
      "       (SELECT timeline_id FROM pg_control_checkpoint()),"
      "       (SELECT bytes_per_wal_segment FROM pg_control_init()),"
      "       has_function_privilege('pg_read_binary_file(text,int8,int8)', 'EXECUTE'),"
      "       current_setting('wal_block_size')";
  close_file(source);
  g_autoptr(PGresult) found = session_query(connection, query, NULL);
  *forbidden = found == NULL || *PQgetvalue(found, 0, 3) != 't' || number_at(found, 4) != WAL_PAGE;
  if (*forbidden)
    return FALSE;
  WalFormat format = {PQserverVersion(connection), number_at(found, 2)};
  source->reader = (WalReader){format, wal_position(number_at(found, 0), format.segment), 0};
  source->timeline = (guint32)number_at(found, 1);
  return TRUE;
}

/* "0000000100000000000000A3": the timeline, and the number of the file in two parts. */
static void print_name(const WalSource *source, guint64 position, char *name, gsize size)
{
  guint64 segment = source->reader.format.segment, per_id = G_GUINT64_CONSTANT(0x100000000) / segment;
  guint64 file = position / segment;
  g_snprintf(name, (gulong)size, "pg_wal/%08X%08X%08X", source->timeline, (guint)(file / per_id),
             (guint)(file % per_id));
}

/* As files */

/* FALSE where there is none yet. */
static gboolean open_file(WalSource *source, guint64 position)
{
  guint64 number = position / source->reader.format.segment;
  if (source->file >= 0 && source->segment == number)
    return TRUE;
  close_file(source);
  char name[64];
  print_name(source, position, name, sizeof name);
  g_autofree char *path = g_build_filename(source->directory, name, NULL);
  source->file = open(path, O_RDONLY | O_CLOEXEC);
  source->segment = number;
  return source->file >= 0;
}

/* The bytes from a place on, no more than are left in the file. -1 on error. */
static gssize read_part(const WalSource *source, guint64 position, GByteArray *part, gsize wanted)
{
  guint64 offset = position % source->reader.format.segment;
  gsize size = MIN(wanted, source->reader.format.segment - offset), before = part->len;
  g_byte_array_set_size(part, (guint)(before + size));
  gssize length;
  do
    length = pread(source->file, part->data + before, size, (off_t)offset);
  while (length < 0 && errno == EINTR);
  g_byte_array_set_size(part, (guint)(before + MAX(length, 0)));
  return length;
}

/* From the position on, at least so many bytes if there are as many; several files may hold them. */
static gboolean fill(WalSource *source, GByteArray *bytes, gsize wanted)
{
  for (gssize length = 1; length > 0 && bytes->len < wanted;) {
    guint64 position = source->reader.position + bytes->len;
    length = open_file(source, position) ? read_part(source, position, bytes, wanted - bytes->len) : 0;
    if (length < 0)
      return FALSE;
  }
  return TRUE;
}

gboolean wal_source_read_files(WalSource *source, WalTold told, void *data)
{
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new(PART);
  guint64 start = source->reader.position;
  for (gsize wanted = PART;;) {
    g_byte_array_set_size(bytes, 0);
    guint64 position = source->reader.position;
    if (!fill(source, bytes, wanted) || position - start > MOST_LOG)
      return FALSE;
    WalState state = wal_read(&source->reader, bytes->data, bytes->len, told, data);
    if (state == WAL_STRANGE)
      return FALSE;
    if (state == WAL_END || bytes->len < wanted)
      return TRUE;
    wanted = source->reader.position > position ? PART : 2 * wanted;
    if (wanted > MOST_LOG)
      return FALSE;
  }
}

gboolean wal_source_has(const WalSource *source, const char *end)
{
  guint64 position = g_ascii_strtoull(end, NULL, 10);
  return source->reader.position >= wal_position(position, source->reader.format.segment);
}

/* Through a connection */

/* Where the log ends, and some of it from a place in a file on. */
const char *wal_source_query(const WalSource *source)
{
  static const char query[] =
      "SELECT pg_wal_lsn_diff(l.written, '0/0'), pg_wal_lsn_diff(l.inserted, '0/0'),"
      "       CASE WHEN pg_wal_lsn_diff(l.written, '0/0') > $2::numeric"
      "            THEN pg_read_binary_file($1, $3::int8,"
      "                   least($4::int8, (pg_wal_lsn_diff(l.written, '0/0') - $2::numeric)::int8)) END"
      "  FROM (SELECT pg_current_wal_insert_lsn() AS inserted, pg_current_wal_flush_lsn() AS written"
      "        OFFSET 0) AS l";
  return source->directory == NULL ? query : NULL;
}

/* Behind the bytes that have been fetched and not read yet. NULL when it cannot be had. */
static PGresult *ask(const WalSource *source, PGconn *connection, gsize fetched)
{
  guint64 position = source->reader.position + fetched, segment = source->reader.format.segment;
  char name[64];
  print_name(source, position, name, sizeof name);
  g_autofree char *from = g_strdup_printf("%" G_GUINT64_FORMAT, position);
  g_autofree char *start = g_strdup_printf("%" G_GUINT64_FORMAT, position % segment);
  g_autofree char *left = g_strdup_printf("%" G_GUINT64_FORMAT, segment - position % segment);
  const char *const values[] = {name, from, start, left};
  PGresult *answer = PQexecPrepared(connection, "log", 4, values, NULL, NULL, 0);
  if (PQresultStatus(answer) == PGRES_TUPLES_OK)
    return answer;
  PQclear(answer);
  return NULL;
}

static gsize append(GByteArray *bytes, const PGresult *answer)
{
  size_t length;
  unsigned char *part = PQunescapeBytea((const unsigned char *)PQgetvalue(answer, 0, 2), &length);
  g_byte_array_append(bytes, part, (guint)length);
  PQfreemem(part);
  return length;
}

/* All that is written. FALSE when it cannot be had. */
static gboolean fetch(const WalSource *source, PGconn *connection, GByteArray *bytes)
{
  guint64 segment = source->reader.format.segment;
  for (gboolean asked_to_write = FALSE;;) {
    g_autoptr(PGresult) answer = ask(source, connection, bytes->len);
    if (answer == NULL ||
        (!PQgetisnull(answer, 0, 2) && (append(bytes, answer) == 0 || bytes->len > MOST_LOG)))
      return FALSE;
    guint64 written = wal_position(number_at(answer, 0), segment);
    if (source->reader.position + bytes->len < written)
      continue;
    if (wal_position(number_at(answer, 1), segment) <= written || asked_to_write)
      return TRUE;
    if (!wal_source_write(connection))
      return FALSE;
    asked_to_write = TRUE;
  }
}

/* What is written may end inside of a record that somebody else has begun. */
gboolean wal_source_read(WalSource *source, PGconn *connection, WalTold told, void *data)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  if (!fetch(source, connection, bytes))
    return FALSE;
  WalState state = wal_read(&source->reader, bytes->data, bytes->len, told, data);
  return state == WAL_ALL || state == WAL_MORE;
}

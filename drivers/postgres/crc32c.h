/* The checksum of Castagnoli's polynomial, as the server's log has it (port/pg_crc32c.h). */
#pragma once

#include <glib.h>

#define CRC32C_START 0xFFFFFFFFu

/* The checksum so far, with these bytes added. */
guint32 crc32c(guint32 checksum, const guint8 *bytes, gsize length);

/* What is noted of it in the end. */
static inline guint32 crc32c_finish(guint32 checksum)
{
  return checksum ^ 0xFFFFFFFFu;
}

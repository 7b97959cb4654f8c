#include "crc32c.h"

#include <string.h>

/* Eight bytes at a time, with a table for each (Intel's "slicing by 8"): [0] is for single bytes. */
static guint32 tables[8][256];

static void fill_tables(void)
{
  const guint32 polynomial = 0x82F63B78; /* with the lowest bit first */
  for (guint32 i = 0; i < 256; i++) {
    guint32 sum = i;
    for (guint bit = 0; bit < 8; bit++)
      sum = sum >> 1 ^ ((sum & 1) != 0 ? polynomial : 0);
    tables[0][i] = sum;
  }
  for (guint i = 0; i < 256; i++)
    for (guint table = 1; table < 8; table++)
      tables[table][i] = tables[table - 1][i] >> 8 ^ tables[0][tables[table - 1][i] & 0xFF];
}

static guint32 number_at(const guint8 *bytes)
{
  return (guint32)bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16 | (guint32)bytes[3] << 24;
}

static guint32 add_eight(guint32 checksum, const guint8 *bytes)
{
  guint32 low = checksum ^ number_at(bytes), high = number_at(bytes + 4);
  return tables[7][low & 0xFF] ^ tables[6][low >> 8 & 0xFF] ^ tables[5][low >> 16 & 0xFF] ^
         tables[4][low >> 24] ^ tables[3][high & 0xFF] ^ tables[2][high >> 8 & 0xFF] ^
         tables[1][high >> 16 & 0xFF] ^ tables[0][high >> 24];
}

static guint32 add_by_tables(guint32 checksum, const guint8 *bytes, gsize length)
{
  static gsize filled;
  if (g_once_init_enter(&filled)) {
    fill_tables();
    g_once_init_leave(&filled, 1);
  }
  for (; length >= 8; bytes += 8, length -= 8)
    checksum = add_eight(checksum, bytes);
  for (; length > 0; bytes++, length--)
    checksum = checksum >> 8 ^ tables[0][(checksum ^ *bytes) & 0xFF];
  return checksum;
}

#if defined(__x86_64__) && defined(__GNUC__)

/* The processor's own instruction, where it has it. */
__attribute__((target("sse4.2"))) static guint32 add_by_instruction(guint32 checksum, const guint8 *bytes,
                                                                    gsize length)
{
  guint64 sum = checksum;
  for (; length >= 8; bytes += 8, length -= 8) {
    guint64 eight;
    memcpy(&eight, bytes, sizeof eight);
    sum = __builtin_ia32_crc32di(sum, eight);
  }
  for (; length > 0; bytes++, length--)
    sum = __builtin_ia32_crc32qi((guint32)sum, *bytes);
  return (guint32)sum;
}

guint32 crc32c(guint32 checksum, const guint8 *bytes, gsize length)
{
  return (__builtin_cpu_supports("sse4.2") ? add_by_instruction : add_by_tables)(checksum, bytes, length);
}

#else

guint32 crc32c(guint32 checksum, const guint8 *bytes, gsize length)
{
  return add_by_tables(checksum, bytes, length);
}

#endif

#include "checksum.h"

#include <string.h>

#define MARK "\xef\xbb\xbf"

void checksum_read(ChecksumFile *file, const char *path)
{
  *file = (ChecksumFile){0};
  if (path == NULL || !g_file_get_contents(path, &file->raw, &file->length, NULL))
    return;
  gsize start = file->length >= strlen(MARK) && memcmp(file->raw, MARK, strlen(MARK)) == 0 ? strlen(MARK) : 0;
  file->folded = g_string_new_len(file->raw + start, (gssize)(file->length - start));
  g_string_replace(file->folded, "\r\n", "\n", 0);
}

void checksum_clear(ChecksumFile *file)
{
  g_free(file->raw);
  if (file->folded != NULL)
    g_string_free(file->folded, TRUE);
  *file = (ChecksumFile){0};
}

static char *digest(GChecksumType type, const char *bytes, gsize length)
{
  return g_compute_checksum_for_data(type, (const guchar *)bytes, length);
}

char *checksum_own(const ChecksumFile *file)
{
  return file->raw != NULL ? digest(G_CHECKSUM_SHA256, file->folded->str, file->folded->len) : NULL;
}

char *checksum_sqlx(const ChecksumFile *file)
{
  return file->raw != NULL ? digest(G_CHECKSUM_SHA384, file->raw, file->length) : NULL;
}

static guint32 add_to_crc(guint32 sum, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    sum ^= (guchar)bytes[i];
    for (guint bit = 0; bit < 8; bit++)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320U : 0);
  }
  return sum;
}

/* ChecksumCalculator.java: what BufferedReader.readLine() gives, so a lone \r ends a line, too. */
char *checksum_flyway(const ChecksumFile *file)
{
  if (file->raw == NULL)
    return NULL;
  guint32 sum = ~0U;
  g_auto(GStrv) lines = g_strsplit_set(file->folded->str, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    sum = add_to_crc(sum, lines[i], strlen(lines[i]));
  return g_strdup_printf("%d", (gint32)~sum);
}

static gboolean is_sqlx(const ChecksumFile *file, const char *recorded)
{
  g_autofree char *raw = checksum_sqlx(file);
  g_autofree char *unix_lines = digest(G_CHECKSUM_SHA384, file->folded->str, file->folded->len);
  g_autoptr(GString) dos = g_string_new_len(file->folded->str, (gssize)file->folded->len);
  g_string_replace(dos, "\n", "\r\n", 0);
  g_autofree char *dos_lines = digest(G_CHECKSUM_SHA384, dos->str, dos->len);
  return g_ascii_strcasecmp(raw, recorded) == 0 || g_ascii_strcasecmp(unix_lines, recorded) == 0 ||
         g_ascii_strcasecmp(dos_lines, recorded) == 0;
}

gboolean checksum_matches(const ChecksumFile *file, const char *recorded)
{
  g_autofree char *own = checksum_own(file);
  g_autofree char *flyway = checksum_flyway(file);
  return own != NULL &&
         (g_str_equal(own, recorded) || g_str_equal(flyway, recorded) || is_sqlx(file, recorded));
}

/* Checksums of migration files: mighar's own, in which line ends and a byte order mark do not count, and
 * those that tools keep in their ledgers. */
#pragma once

#include <glib.h>

/* A file's content as checksums see it. */
typedef struct {
  char *raw;
  gsize length;
  GString *folded; /* without a byte order mark, lines ended by \n */
} ChecksumFile;

/* file->raw is NULL where it cannot be read. */
void checksum_read(ChecksumFile *file, const char *path);
void checksum_clear(ChecksumFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChecksumFile, checksum_clear)

/* SHA-256 in hexadecimal digits; NULL where the file could not be read. Free with g_free(). */
char *checksum_own(const ChecksumFile *file);

/* sqlx's: SHA-384 of the bytes, in hexadecimal digits. */
char *checksum_sqlx(const ChecksumFile *file);

/* flyway's: CRC-32 over the lines, a signed number of 32 bits as text. */
char *checksum_flyway(const ChecksumFile *file);

/* Whether what a ledger or the history has was taken from the file, whatever its line ends were then. */
gboolean checksum_matches(const ChecksumFile *file, const char *recorded);

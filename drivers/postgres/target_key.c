#include "target_key.h"

#include <string.h>

/* mighar's own: "mighar" in ASCII. */
#define OWN_KEY G_GINT64_CONSTANT(0x6d6967686172)

/* CRC-32 as in IEEE 802.3, which is what hash/crc32's ChecksumIEEE and crc's CRC_32_ISO_HDLC are. */
static guint32 crc32_of(const char *bytes, gsize length)
{
  guint32 sum = ~0U;
  for (gsize i = 0; i < length; i++) {
    sum ^= (guchar)bytes[i];
    for (guint bit = 0; bit < 8; bit++)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320U : 0);
  }
  return ~sum;
}

/* github.com/golang-migrate/migrate, database/util.go: GenerateAdvisoryLockId() of the database with the
 * ledger's schema and table; all of it in 32 bits. */
static gint64 golang_migrate_key(const TargetKeyParts *parts)
{
  g_autoptr(GString) text = g_string_new(parts->schema);
  g_string_append_c(text, '\0');
  g_string_append(text, parts->table);
  g_string_append_c(text, '\0');
  g_string_append(text, parts->database);
  return (guint32)(crc32_of(text->str, text->len) * G_GUINT64_CONSTANT(1486364155));
}

/* github.com/launchbadge/sqlx, sqlx-postgres/src/migrate.rs: generate_lock_id(). */
static gint64 sqlx_key(const TargetKeyParts *parts)
{
  return G_GINT64_CONSTANT(0x3d32ad9e) * crc32_of(parts->database, strlen(parts->database));
}

/* java.lang.String.hashCode(), over UTF-16. */
static gint32 java_hash(const char *text)
{
  g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, NULL, NULL);
  guint32 hash = 0;
  for (const gunichar2 *unit = units; unit != NULL && *unit != 0; unit++)
    hash = hash * 31 + *unit;
  return (gint32)hash;
}

/* github.com/flyway/flyway, PostgreSQLAdvisoryLockTemplate.java: the letters of "Flyway" in ASCII, and the
 * hash of the ledger's quoted name (Table.toString()). */
static gint64 flyway_key(const TargetKeyParts *parts)
{
  const gint64 magic = (G_GINT64_CONSTANT(0x46) << 40) + (G_GINT64_CONSTANT(0x6c) << 32) +
                       (G_GINT64_CONSTANT(0x79) << 24) + (0x77 << 16) + (0x61 << 8) + 0x79;
  g_autofree char *name = g_strdup_printf("\"%s\".\"%s\"", parts->schema, parts->table);
  return magic + java_hash(name);
}

/* A tool's key: a number, or made from the parts. */
typedef struct {
  const char *format;
  gint64 number;
  gint64 (*make)(const TargetKeyParts *parts);
} Key;

static const Key keys[] = {
    {"flyway", 0, flyway_key},   {"golang-migrate", 0, golang_migrate_key},
    {"goose", 4097083626, NULL}, {"sqitch", 75474063, NULL},
    {"sqlx", 0, sqlx_key},       {"tern", 9628173550095224, NULL},
};

/* Schemas of one database may be migrated at the same time. */
static gint64 own_key(const TargetKeyParts *parts)
{
  gboolean is_usual = *parts->schema == '\0' || g_str_equal(parts->schema, "public");
  return is_usual ? OWN_KEY : OWN_KEY ^ ((gint64)crc32_of(parts->schema, strlen(parts->schema)) << 24);
}

gint64 target_key(const char *format, const TargetKeyParts *parts)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (g_strcmp0(format, keys[i].format) == 0)
      return keys[i].make != NULL ? keys[i].make(parts) : keys[i].number;
  return own_key(parts);
}

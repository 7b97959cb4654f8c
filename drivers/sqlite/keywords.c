#include "keywords.h"

#include "memory.h"

#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)

gboolean is_keyword(const char *word, gsize length)
{
  return sqlite3_keyword_check(word, (int)length);
}

static gboolean can_be_name(sqlite3 *connection, const char *word, gsize length)
{
  g_autofree char *sql = g_strdup_printf("SELECT 1 AS %.*s", (int)length, word);
  sqlite3_stmt *statement = NULL;
  gboolean understood = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) == SQLITE_OK;
  sqlite3_finalize(statement);
  return understood;
}

/* The library has a list of its keywords but does not say which of them are reserved; its parser does. */
static GHashTable *find_reserved(void)
{
  GHashTable *reserved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3) connection = NULL;
  memory_configure();
  sqlite3_open_v2(":memory:", &connection, SQLITE_OPEN_READWRITE, NULL);
  for (int i = 0; i < sqlite3_keyword_count(); i++) {
    const char *word;
    int length;
    sqlite3_keyword_name(i, &word, &length);
    if (!can_be_name(connection, word, length))
      g_hash_table_add(reserved, g_ascii_strup(word, length));
  }
  return reserved;
}

gboolean is_reserved(const char *word, gsize length)
{
  static GHashTable *reserved; // made once, and read only from then on
  if (g_once_init_enter(&reserved))
    g_once_init_leave(&reserved, find_reserved());
  if (!is_keyword(word, length))
    return FALSE;
  g_autofree char *upper = g_ascii_strup(word, length);
  return g_hash_table_contains(reserved, upper);
}

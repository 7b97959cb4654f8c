#include "pattern.h"

static GMutex mutex;
static GHashTable *patterns; /* of GRegex by "flags:text" */

GRegex *mighar_pattern(const char *text, GRegexCompileFlags flags)
{
  g_autofree char *key = g_strdup_printf("%x:%s", (guint)flags, text);
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&mutex);
  if (patterns == NULL)
    patterns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GRegex *pattern = g_hash_table_lookup(patterns, key);
  if (pattern == NULL) {
    pattern = g_regex_new(text, flags | G_REGEX_OPTIMIZE, 0, NULL);
    g_hash_table_insert(patterns, g_steal_pointer(&key), pattern);
  }
  return pattern;
}

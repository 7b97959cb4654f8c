#include "noted.h"

#include "cache.h"
#include "pristine.h"

#include <unistd.h>

#define NAME   "pg_internal.init"
#define PREFIX "noted-"

/* Of what all databases share, and of one: by the size of what they hold some 30 and 160 kB. */
static const char *const parts[] = {"shared", "database"};

static const char *directory_of(guint part, const char *database)
{
  return part == 0 ? "global" : database;
}

/* NULL where nothing can be kept. */
static char *kept_path(const char *data, guint part)
{
  guint64 identity;
  g_autofree char *cache = cache_directory();
  return cache != NULL && pristine_identity(data, &identity)
             ? g_strdup_printf("%s/" PREFIX "%016" G_GINT64_MODIFIER "x-%s", cache, identity, parts[part])
             : NULL;
}

/* Where the server cannot read it, or there is none, it makes one. */
static gboolean give(const char *data, guint part, const char *directory, const Account *account)
{
  g_autofree char *from = kept_path(data, part), *to = g_build_filename(data, directory, NAME, NULL);
  g_autofree char *text = NULL;
  gsize length;
  return from != NULL && g_file_get_contents(from, &text, &length, NULL) &&
         g_file_set_contents_full(to, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL) &&
         (account == NULL || chown(to, account->uid, account->gid) == 0);
}

gboolean noted_give(const char *data, const char *database, const Account *account)
{
  gboolean given = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    given = give(data, i, directory_of(i, database), account) && given;
  return given;
}

void noted_keep(const char *data, const char *database)
{
  g_autofree char *cache = cache_directory();
  if (cache != NULL)
    cache_prune(cache, PREFIX);
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *from = g_build_filename(data, directory_of(i, database), NAME, NULL);
    g_autofree char *to = kept_path(data, i), *text = NULL;
    gsize length;
    if (to != NULL && g_file_get_contents(from, &text, &length, NULL))
      g_file_set_contents_full(to, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  }
}

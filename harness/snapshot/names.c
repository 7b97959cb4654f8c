/* GLib's g_ref_string_new_intern() gives out a text that another thread is about to free (GLib 2.74), so that
 * these are counted here. */
#include <mighar/snapshot.h>
#include <string.h>

typedef struct {
  guint references;
  char text[];
} Name;

static GMutex mutex;      /* of all that follows, and of all references */
static GHashTable *names; /* a set of texts, each that of a Name; NULL: there is none */

static Name *name_of(const char *text)
{
  return (Name *)(text - G_STRUCT_OFFSET(Name, text));
}

static char *add(const char *text)
{
  gsize size = strlen(text) + 1;
  Name *name = g_malloc(sizeof *name + size);
  name->references = 0;
  memcpy(name->text, text, size);
  g_hash_table_add(names, name->text);
  return name->text;
}

const char *mighar_name_take(const char *text)
{
  if (text == NULL)
    return NULL;
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&mutex);
  if (names == NULL)
    names = g_hash_table_new(g_str_hash, g_str_equal);
  char *found = g_hash_table_lookup(names, text);
  if (found == NULL)
    found = add(text);
  name_of(found)->references++;
  return found;
}

void mighar_name_release(const char *name)
{
  if (name == NULL)
    return;
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&mutex);
  if (--name_of(name)->references > 0)
    return;
  g_hash_table_remove(names, name);
  g_free(name_of(name));
}

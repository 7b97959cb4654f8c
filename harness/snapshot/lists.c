#include "lists.h"

#include <string.h>

/* The values follow behind the properties in the same block of memory. */
typedef struct {
  guint references;
  guint hash;
  guint n;
  MigharProperty properties[];
} List;

static GMutex mutex;      /* of all that follows, and of all references */
static GHashTable *lists; /* a set of List; NULL: there is none */

static List *list_of(const MigharProperty *properties)
{
  return (List *)((char *)properties - G_STRUCT_OFFSET(List, properties));
}

static guint hash_list(gconstpointer list)
{
  return ((const List *)list)->hash;
}

/* Names are interned. */
static gboolean equal_lists(gconstpointer a, gconstpointer b)
{
  const List *left = a, *right = b;
  if (left->hash != right->hash || left->n != right->n)
    return FALSE;
  for (guint i = 0; i < left->n; i++)
    if (left->properties[i].name != right->properties[i].name ||
        strcmp(left->properties[i].value, right->properties[i].value) != 0)
      return FALSE;
  return TRUE;
}

static int compare_properties(const void *a, const void *b)
{
  return strcmp(((const MigharProperty *)a)->name, ((const MigharProperty *)b)->name);
}

/* A list that has the caller's values. */
static void fill(List *list, const MigharProperty *properties, guint n)
{
  list->n = 0;
  for (guint i = 0; i < n; i++)
    if (properties[i].value != NULL)
      list->properties[list->n++] =
          (MigharProperty){g_intern_string(properties[i].name), properties[i].value};
  qsort(list->properties, list->n, sizeof *properties, compare_properties);
  list->hash = list->n;
  for (guint i = 0; i < list->n; i++)
    list->hash = (list->hash * 31 + g_direct_hash(list->properties[i].name)) * 31 +
                 g_str_hash(list->properties[i].value);
}

static List *copy(const List *list)
{
  gsize head = sizeof(List) + list->n * sizeof(MigharProperty), size = head;
  for (guint i = 0; i < list->n; i++)
    size += strlen(list->properties[i].value) + 1;
  List *own = memcpy(g_malloc(size), list, head);
  char *end = (char *)own + head;
  own->references = 0;
  for (guint i = 0; i < own->n; i++) {
    char *value = end;
    end = g_stpcpy(value, own->properties[i].value) + 1;
    own->properties[i].value = value;
  }
  return own;
}

static List *find_or_add(const List *list)
{
  if (lists == NULL)
    lists = g_hash_table_new(hash_list, equal_lists);
  List *found = g_hash_table_lookup(lists, list);
  if (found == NULL)
    g_hash_table_add(lists, found = copy(list));
  found->references++;
  return found;
}

const MigharProperty *lists_take(const MigharProperty *properties, guint n_properties, guint *n)
{
  List *wanted = g_alloca(sizeof(List) + n_properties * sizeof(MigharProperty));
  fill(wanted, properties, n_properties);
  *n = wanted->n;
  if (*n == 0)
    return NULL;
  g_mutex_lock(&mutex);
  const List *list = find_or_add(wanted);
  g_mutex_unlock(&mutex);
  return list->properties;
}

void lists_release(const MigharProperty *properties)
{
  if (properties == NULL)
    return;
  List *list = list_of(properties);
  g_mutex_lock(&mutex);
  gboolean last = --list->references == 0;
  if (last)
    g_hash_table_remove(lists, list);
  g_mutex_unlock(&mutex);
  if (last)
    g_free(list);
}

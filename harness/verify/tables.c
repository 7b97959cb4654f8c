#include "tables.h"

#include <string.h>

GHashTable *tables_new(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* What differs between two schemas. */
typedef struct {
  GHashTable *names;
  GPtrArray *types; /* const char *: of types and domains */
} Changed;

static void note(const Changed *changed, const MigharObject *object)
{
  const char *name = g_str_equal(object->kind, "table") || g_str_equal(object->kind, "sequence")
                         ? object->name
                         : object->parent;
  if (name != NULL)
    g_hash_table_add(changed->names, g_strdup(name));
  if (g_str_equal(object->kind, "type") || g_str_equal(object->kind, "domain"))
    g_ptr_array_add(changed->types, (gpointer)object->name);
}

/* An object that is made anew as it was is another one. */
static gboolean is_same(const MigharObject *a, const MigharObject *b)
{
  return mighar_object_equal(a, b) && g_strcmp0(a->identity, b->identity) == 0;
}

static const MigharObject *object_at(const MigharSnapshot *snapshot, guint index)
{
  return index < snapshot->objects->len ? g_ptr_array_index(snapshot->objects, index) : NULL;
}

static int compare(const MigharObject *a, const MigharObject *b)
{
  if (a == NULL || b == NULL)
    return a == NULL ? 1 : -1;
  int order = a->kind != b->kind ? strcmp(a->kind, b->kind) : 0;
  return order != 0 ? order : strcmp(a->name, b->name);
}

/* Two schemas share nearly all of their objects, so many of which are told to be the same at once. */
#define RUN 32

/* How many of the objects are the same ones: this one, and after it those in whole runs. */
static guint count_shared(const MigharSnapshot *before, guint i, const MigharSnapshot *after, guint j)
{
  guint n = 1, most = MIN(before->objects->len - i, after->objects->len - j);
  const gpointer *a = before->objects->pdata + i, *b = after->objects->pdata + j;
  while (n + RUN <= most && memcmp(a + n, b + n, RUN * sizeof *a) == 0)
    n += RUN;
  return n;
}

static void walk(const Changed *changed, const MigharSnapshot *before, const MigharSnapshot *after)
{
  const MigharObject *a, *b;
  for (guint i = 0, j = 0; (a = object_at(before, i)), (b = object_at(after, j)), a != NULL || b != NULL;) {
    int order = a != b ? compare(a, b) : 0;
    guint n = a == b ? count_shared(before, i, after, j) : 1;
    if (order != 0)
      note(changed, order < 0 ? a : b);
    else if (a != b && !is_same(a, b))
      note(changed, b);
    i += order <= 0 ? n : 0;
    j += order >= 0 ? n : 0;
  }
}

static gboolean has_type(const Changed *changed, const MigharObject *column)
{
  const char *type = mighar_object_get(column, "type");
  for (guint i = 0; type != NULL && i < changed->types->len; i++)
    if (strstr(type, g_ptr_array_index(changed->types, i)) != NULL)
      return TRUE;
  return FALSE;
}

static void add_users_of_types(const Changed *changed, const MigharSnapshot *snapshot)
{
  const char *column = g_intern_static_string("column"); // as all kinds are
  for (guint i = 0; changed->types->len > 0 && i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (object->kind == column && object->parent != NULL && has_type(changed, object))
      g_hash_table_add(changed->names, g_strdup(object->parent));
  }
}

void tables_add_changed(GHashTable *names, const MigharSnapshot *before, const MigharSnapshot *after)
{
  if (before == after)
    return;
  g_autoptr(GPtrArray) types = g_ptr_array_new();
  const Changed changed = {names, types};
  walk(&changed, before, after);
  add_users_of_types(&changed, after);
}

gboolean table_refers_to(const MigharTable *table, GHashTable *names)
{
  for (guint i = 0; i < table->references->len; i++)
    if (g_hash_table_contains(names,
                              ((const MigharReference *)g_ptr_array_index(table->references, i))->references))
      return TRUE;
  return FALSE;
}

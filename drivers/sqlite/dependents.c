#include "dependents.h"

#include "names.h"

struct Dependents {
  GHashTable *askers; /* names, as of names.h, with a GPtrArray of those who asked as values */
  GHashTable *spare;  /* the arrays, which it owns */
  gpointer who;
  GPtrArray *asked; /* arrays that who is in */
};

Dependents *dependents_new(void)
{
  Dependents *dependents = g_new0(Dependents, 1);
  dependents->askers = names_new();
  dependents->spare = g_hash_table_new_full(NULL, NULL, (GDestroyNotify)g_ptr_array_unref, NULL);
  return dependents;
}

void dependents_free(Dependents *dependents)
{
  if (dependents == NULL)
    return;
  g_hash_table_unref(dependents->askers);
  g_hash_table_unref(dependents->spare);
  g_free(dependents);
}

void dependents_begin(Dependents *dependents, gpointer who, GPtrArray *asked)
{
  dependents->who = who;
  dependents->asked = asked;
}

static GPtrArray *askers_of(Dependents *dependents, const char *name)
{
  GPtrArray *askers = g_hash_table_lookup(dependents->askers, name);
  if (askers == NULL) {
    askers = g_ptr_array_new();
    g_hash_table_insert(dependents->askers, g_strdup(name), askers);
    g_hash_table_add(dependents->spare, askers);
  }
  return askers;
}

/* Who asks more than once is the last of the list. */
void dependents_ask(Dependents *dependents, const char *name)
{
  GPtrArray *askers = askers_of(dependents, name);
  if (askers->len > 0 && g_ptr_array_index(askers, askers->len - 1) == dependents->who)
    return;
  g_ptr_array_add(askers, dependents->who);
  g_ptr_array_add(dependents->asked, askers);
}

void dependents_forget(gpointer who, GPtrArray *asked)
{
  for (guint i = 0; i < asked->len; i++)
    g_ptr_array_remove_fast(g_ptr_array_index(asked, i), who);
  g_ptr_array_set_size(asked, 0);
}

const GPtrArray *dependents_of(const Dependents *dependents, const char *name)
{
  return g_hash_table_lookup(dependents->askers, name);
}

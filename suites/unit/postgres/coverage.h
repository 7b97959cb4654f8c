/* What the catalog's queries can tell, and what of it no case of the corpus changes. */
#pragma once

#include "catalog.h"
#include "corpus.h"

#include <mighar/snapshot.h>

/* What every kind has that has any: told where a snapshot holds one. */
static const char *const common_properties[] = {"owner", "comment", "privileges", NULL};

/* The owner of these is part of the name, or nobody's to change. */
static const char *const fixed_owners[] = {"default privileges", "parameter", "system privileges", NULL};

/* Whether a case expects "~ column public.t.a: default" of this kind and property; with a property of NULL
 * whether it expects one to come or go, by the sign. lines: char *. */
static inline gboolean is_expected(const GPtrArray *lines, const char *sign, const char *kind,
                                   const char *property)
{
  g_autofree char *start = g_strdup_printf("%s %s ", sign, kind);
  g_autofree char *end = property != NULL ? g_strdup_printf(": %s", property) : g_strdup("");
  for (guint i = 0; i < lines->len; i++)
    if (g_str_has_prefix(g_ptr_array_index(lines, i), start) &&
        g_str_has_suffix(g_ptr_array_index(lines, i), end))
      return TRUE;
  return FALSE;
}

static inline void need(const GPtrArray *lines, const char *sign, const char *kind, const char *property,
                        GPtrArray *missing)
{
  if (!is_expected(lines, sign, kind, property))
    g_ptr_array_add(missing, g_strdup_printf("%s %s: %s", sign, kind, property != NULL ? property : "any"));
}

/* The properties that a query's own columns are. described: as PQdescribePrepared() gives it. */
static inline void need_columns(const GPtrArray *lines, const char *kind, const PGresult *described,
                                GPtrArray *missing)
{
  enum { FIRST_PROPERTY = 8 };
  for (int i = FIRST_PROPERTY; i < PQnfields(described); i++) {
    const char *name = PQfname(described, i);
    if (!g_str_equal(name, "kind") && !g_strv_contains(common_properties, name))
      need(lines, "~", kind, name, missing);
  }
  need(lines, "+", kind, NULL, missing);
  need(lines, "-", kind, NULL, missing);
}

/* A common property that was seen: "kind\tproperty" is added to seen. */
static inline void note_seen(const MigharSnapshot *snapshot, GHashTable *seen)
{
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    for (guint k = 0; common_properties[k] != NULL; k++)
      if (mighar_object_get(object, common_properties[k]) != NULL)
        g_hash_table_add(seen, g_strdup_printf("%s\t%s", object->kind, common_properties[k]));
  }
}

static inline void need_seen(const GPtrArray *lines, GHashTable *seen, GPtrArray *missing)
{
  GHashTableIter all;
  gpointer key;
  g_hash_table_iter_init(&all, seen);
  while (g_hash_table_iter_next(&all, &key, NULL)) {
    g_auto(GStrv) parts = g_strsplit(key, "\t", 2);
    if (!g_str_equal(parts[1], "owner") || !g_strv_contains(fixed_owners, parts[0]))
      need(lines, "~", parts[0], parts[1], missing);
  }
}

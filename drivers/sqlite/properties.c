#include "properties.h"

#include <string.h>

static void clear_property(gpointer data)
{
  g_free((char *)((MigharProperty *)data)->value);
}

GArray *properties_new(void)
{
  GArray *properties = g_array_new(FALSE, FALSE, sizeof(MigharProperty));
  g_array_set_clear_func(properties, clear_property);
  return properties;
}

void properties_add(GArray *properties, const char *name, char *value)
{
  MigharProperty property = {name, value};
  g_array_append_val(properties, property);
}

void properties_add_flag(GArray *properties, const char *name, gboolean value)
{
  properties_add(properties, name, value ? g_strdup("yes") : NULL);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(((const MigharProperty *)a)->name, ((const MigharProperty *)b)->name);
}

void properties_sort(GArray *properties)
{
  g_array_sort(properties, compare_names);
}

int properties_compare(const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++) {
    const MigharProperty *left = &g_array_index(a, MigharProperty, i);
    const MigharProperty *right = &g_array_index(b, MigharProperty, i);
    int order = g_strcmp0(left->name, right->name);
    if (order == 0)
      order = g_strcmp0(left->value, right->value);
    if (order != 0)
      return order;
  }
  return (int)a->len - (int)b->len;
}

void add_object(GPtrArray *objects, const char *kind, const char *name, const char *parent,
                const GArray *properties)
{
  g_ptr_array_add(objects,
                  mighar_object_new(kind, name, parent, NULL,
                                    (const MigharProperty *)(gpointer)properties->data, properties->len));
}

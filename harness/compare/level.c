#include <mighar/level.h>

#define OWNER "owner"

/* A copy without an identity and, as wanted, without its owner. */
static MigharObject *copy(const MigharObject *object, const char *identity, gboolean with_owner)
{
  g_autofree MigharProperty *properties = g_new(MigharProperty, object->n_properties);
  guint n = 0;
  for (guint i = 0; i < object->n_properties; i++)
    if (with_owner || !g_str_equal(object->properties[i].name, OWNER))
      properties[n++] = object->properties[i];
  return mighar_object_new(object->kind, object->name, object->parent, identity, properties, n);
}

static GPtrArray *new_objects(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
}

static const char *owner_of_database(const MigharSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->kind, "database"))
      return mighar_object_get(object, OWNER);
  }
  return NULL;
}

MigharSnapshot *mighar_level_owners(const MigharSnapshot *snapshot)
{
  const char *owner = owner_of_database(snapshot);
  GPtrArray *objects = new_objects();
  for (guint i = 0; i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    gboolean by_default = owner != NULL && g_strcmp0(mighar_object_get(object, OWNER), owner) == 0;
    g_ptr_array_add(objects, by_default ? copy(object, object->identity, FALSE) : mighar_object_ref(object));
  }
  return mighar_snapshot_new(objects);
}

MigharSnapshot *mighar_level(const MigharSnapshot *snapshot, const MigharSnapshot *other,
                             const char *const *kinds)
{
  GPtrArray *objects = new_objects();
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    const MigharObject *same = mighar_snapshot_find(other, object->kind, object->name);
    if (same == NULL && kinds != NULL && g_strv_contains(kinds, object->kind))
      continue;
    gboolean with_owner = same == NULL || mighar_object_get(same, OWNER) != NULL;
    g_ptr_array_add(objects, copy(object, NULL, with_owner));
  }
  return mighar_snapshot_new(objects);
}

/* A schema as read from a catalog: a sorted list of objects, each with sorted properties.
 *
 * Objects never change once made and are counted by reference, so that two snapshots can share them. */
#pragma once

#include <glib.h>

typedef struct {
  const char *name;  /* "default"; interned */
  const char *value; /* NULL: none */
} MigharProperty;

typedef struct {
  const char *kind;     /* "table", "index": as people say; interned */
  const char *name;     /* "public.users.status"; unique within its kind */
  const char *parent;   /* name of the object that it is a part of ("public.users"), or NULL */
  const char *identity; /* the engine's own id, which a rename does not change, or NULL */
  guint n_properties;
  const MigharProperty *properties; /* sorted by name */
} MigharObject;

/* Copies everything it is given. properties may come in any order. Free with mighar_object_unref(). */
MigharObject *mighar_object_new(const char *kind, const char *name, const char *parent, const char *identity,
                                const MigharProperty *properties, guint n_properties);
MigharObject *mighar_object_ref(MigharObject *object);
void mighar_object_unref(MigharObject *object);

/* The value of a property; NULL when it is none or the object has no such property. */
const char *mighar_object_get(const MigharObject *object, const char *property);

/* "index public.idx_users_email" */
char *mighar_object_title(const MigharObject *object);

/* Counted by reference, too. */
typedef struct {
  GPtrArray *objects; /* MigharObject, sorted by kind, then name, bytewise; owned */
} MigharSnapshot;

/* Takes the objects over (an array made with mighar_object_unref as its free function) and sorts them. Free
 * with mighar_snapshot_unref(). */
MigharSnapshot *mighar_snapshot_new(GPtrArray *objects);
MigharSnapshot *mighar_snapshot_ref(MigharSnapshot *snapshot);
void mighar_snapshot_unref(MigharSnapshot *snapshot);
#define mighar_snapshot_free mighar_snapshot_unref

/* NULL when there is none. The snapshot keeps it. */
const MigharObject *mighar_snapshot_find(const MigharSnapshot *snapshot, const char *kind, const char *name);

/* Same objects with the same properties; identities are not looked at. */
gboolean mighar_snapshot_equal(const MigharSnapshot *a, const MigharSnapshot *b);

/* The stable text form: an object a paragraph, "kind name" and then "  property: value" lines, the lines of
 * a value that has several being indented by four. Free with g_free(). */
char *mighar_snapshot_to_text(const MigharSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharObject, mighar_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharSnapshot, mighar_snapshot_unref)

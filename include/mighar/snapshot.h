/* A schema as read from a catalog: a sorted list of objects, each with sorted properties.
 *
 * Objects never change once made and are counted by reference, so that two snapshots can share them. */
#pragma once

#include <glib.h>

typedef struct {
  const char *name;  /* "default"; interned */
  const char *value; /* never NULL in an object */
} MigharProperty;

/* A text of which there is one, however often it is taken, in whatever thread: names that many objects have.
 * NULL is NULL. Free with mighar_name_release(). */
const char *mighar_name_take(const char *text);
void mighar_name_release(const char *name);

typedef struct {
  const char *kind;     /* "table", "index": as people say; interned */
  const char *name;     /* "public.users.status"; unique within its kind */
  const char *parent;   /* name of the object that it is a part of ("public.users"), or NULL */
  const char *identity; /* the engine's own id, which a rename does not change, or NULL */
  guint n_properties;
  gatomicrefcount references;       /* for mighar_object_ref() and mighar_object_unref() alone */
  const MigharProperty *properties; /* sorted by name */
} MigharObject;

/* Copies everything it is given. properties may come in any order; those without a value are left out. Free
 * with mighar_object_unref(). */
MigharObject *mighar_object_new(const char *kind, const char *name, const char *parent, const char *identity,
                                const MigharProperty *properties, guint n_properties);
MigharObject *mighar_object_ref(MigharObject *object);
void mighar_object_unref(MigharObject *object);

/* Same kind, name, parent and properties; identities are not looked at. */
gboolean mighar_object_equal(const MigharObject *a, const MigharObject *b);

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

/* The parts of an object that are of this kind, sorted by name; kind NULL: of all kinds, sorted by that, too.
 * *n: how many there are. The snapshot keeps them. */
const MigharObject *const *mighar_snapshot_parts(const MigharSnapshot *snapshot, const char *parent,
                                                 const char *kind, guint *n);

/* The same by a property that is a number, then by name; those without it first. Free with
 * g_ptr_array_unref(). */
GPtrArray *mighar_snapshot_parts_in_order(const MigharSnapshot *snapshot, const char *parent,
                                          const char *kind, const char *property);

/* The objects of a kind, sorted by name: those whose names are in the set, or NULL: all. The snapshot keeps
 * them. Free the array with g_ptr_array_unref(). */
GPtrArray *mighar_snapshot_select(const MigharSnapshot *snapshot, const char *kind, GHashTable *names);

/* The object of old that is this one, with the same identity, in whose place it is given back and this one
 * freed; else this one. Who reads again what he has read before holds it once so. old: may be NULL. */
MigharObject *mighar_snapshot_share(const MigharSnapshot *old, MigharObject *object);

/* The snapshot that old has become: without the objects of removed, and with those of added, each in the
 * place of the one of its kind and name if there is one. All else is shared by pointer, and so is an object
 * that has been added again as it was; where nothing is another one, the result is old itself. Costs a walk
 * over pointers and a search for each object that is given.
 *
 * removed: const MigharObject *, of the kinds and names to leave out; or NULL. added: MigharObject *; or
 * NULL. Both in any order, and not changed; the snapshot takes references of its own. Free with
 * mighar_snapshot_unref(). */
MigharSnapshot *mighar_snapshot_merge(MigharSnapshot *old, const GPtrArray *removed, const GPtrArray *added);

/* Same objects with the same properties; identities are not looked at. */
gboolean mighar_snapshot_equal(const MigharSnapshot *a, const MigharSnapshot *b);

/* What a snapshot in a file is of. */
typedef struct {
  char *engine;      /* "postgres" */
  char *version;     /* of the engine: "15.18" */
  gboolean existing; /* read from a database that exists; false: made by migrations on a scratch database */
} MigharOrigin;

void mighar_origin_clear(MigharOrigin *origin);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharOrigin, mighar_origin_clear)

/* The stable text form, as in a file: a first line that tells format, engine and version, then an object a
 * paragraph, "kind: name" and then lines that are indented by two: "part of: parent" where it has one, and
 * "property: value". The lines of a value that has several stand below it, indented by four, empty ones not
 * at all. In names, and only there, a line end is \n and a backslash is \\. Identities are no part of it.
 * Free with g_string_free(). */
GString *mighar_snapshot_to_file(const MigharSnapshot *snapshot, const MigharOrigin *origin);

/* Whether the text starts as such a file does, whatever its format's version. */
gboolean mighar_snapshot_is_file(const char *text, gsize length);

/* What is wrong with a text, and in which of its lines. */
typedef struct {
  guint line;       /* from 1 */
  const char *what; /* "a property without a colon"; static */
} MigharTextProblem;

/* Reads such a file back: a snapshot equal to the one that was written, without identities, and its origin,
 * to be cleared by the caller. A file whose lines end in CR LF throughout reads the same. NULL, with *problem
 * set and origin untouched, for any other text. */
MigharSnapshot *mighar_snapshot_parse(const char *text, gsize length, MigharOrigin *origin,
                                      MigharTextProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharObject, mighar_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharSnapshot, mighar_snapshot_unref)

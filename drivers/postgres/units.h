/* The objects of a snapshot that can be read again by id, by what they are of: a table's columns are of that.
 */
#pragma once

#include "changes.h"

#include <mighar/snapshot.h>

typedef struct Units Units;

Units *units_new(void);
void units_free(Units *units);
void units_clear(Units *units);

/* FALSE: objects of this kind are not read by id. */
gboolean units_add(Units *units, MigharObject *object);

/* Appends what CatalogIds.parts is to hold for an object that may have changed in these parts only: those
 * that are there, and those behind one that is gone. FALSE: there are none. */
gboolean units_list_parts(const Units *units, const ChangedObject *changed, GString *list);

/* Moves what is of a changed object, or of its changed parts, to the end of an array that owns its objects.
 */
void units_take(Units *units, const ChangedObject *changed, GPtrArray *taken);

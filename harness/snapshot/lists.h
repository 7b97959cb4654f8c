/* Lists of properties, each of which is held once, whoever has it: many columns are of one type at one place,
 * and a schema that is made anew is what it was. Any thread may use them. */
#pragma once

#include <mighar/snapshot.h>

/* Those that have a value, in any order, as a list that is sorted by name, with copies of the values; *n: how
 * many. The same properties are the same list. NULL where there is none. Release with lists_release(). */
const MigharProperty *lists_take(const MigharProperty *properties, guint n_properties, guint *n);

/* NULL is allowed. */
void lists_release(const MigharProperty *list);

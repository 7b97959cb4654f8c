/* Values that are others each time they are made: the time, chance. */
#pragma once

#include "check.h"

/* A set of names (char *, owned) of the table's columns, as objects, whose defaults are such values. */
GHashTable *volatile_columns(const MigharSnapshot *schema, const char *table);

/* The same of all columns that the up has written where its script asks for the time, or for chance, and that
 * can hold what comes of it; NULL where the script does not. A number may as well be counted from other rows,
 * so columns of numbers are not among them. */
GHashTable *volatile_written(const Trial *trial);

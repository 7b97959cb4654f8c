/* The properties of an object that is being made. */
#pragma once

#include <mighar/snapshot.h>

/* An array of MigharProperty that owns the values. Free with g_array_unref(). */
GArray *properties_new(void);

/* Takes value over; NULL is none. name is static. */
void properties_add(GArray *properties, const char *name, char *value);

/* "yes", or none. */
void properties_add_flag(GArray *properties, const char *name, gboolean value);

/* Sorts by name. */
void properties_sort(GArray *properties);

/* An order of sorted properties. As strcmp(). */
int properties_compare(const GArray *a, const GArray *b);

/* Adds a new object to objects. */
void add_object(GPtrArray *objects, const char *kind, const char *name, const char *parent,
                const GArray *properties);

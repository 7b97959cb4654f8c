/* Who looked up which names, so that it is known whom a change of a name concerns. */
#pragma once

#include <glib.h>

typedef struct Dependents Dependents;

/* Free with dependents_free(). */
Dependents *dependents_new(void);
void dependents_free(Dependents *dependents);

/* From now on it is who that asks. asked, which is empty, is for dependents_forget(). */
void dependents_begin(Dependents *dependents, gpointer who, GPtrArray *asked);

/* A name in any case. */
void dependents_ask(Dependents *dependents, const char *name);

/* As if who had not asked; empties asked. */
void dependents_forget(gpointer who, GPtrArray *asked);

/* All who asked for the name, each once; NULL: nobody. The array is valid until one of these is called. */
const GPtrArray *dependents_of(const Dependents *dependents, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dependents, dependents_free)

/* The names of a schema, each with how often and in which spellings it is declared. */
#pragma once

#include <glib.h>

typedef struct {
  GHashTable *names;  /* as of names.h: of several spellings of a name the smallest */
  GHashTable *counts; /* spelling -> in how many declarations */
  GHashTable *others; /* name, in any case -> how many spellings it has */
} Spellings;

void spellings_init(Spellings *spellings);
void spellings_clear(Spellings *spellings);

/* One more or one less declaration of a name in this spelling. Whether names has another answer to it now. */
gboolean spellings_add(Spellings *spellings, const char *spelling);
gboolean spellings_remove(Spellings *spellings, const char *spelling);

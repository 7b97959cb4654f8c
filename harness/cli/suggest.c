#include "suggest.h"

#include <glib.h>
#include <string.h>

/* How many letters are to be inserted, left out, replaced or swapped with their neighbour to make b of a
 * (optimal string alignment). */
static guint distance(const char *a, const char *b)
{
  gsize rows = strlen(a) + 1, columns = strlen(b) + 1;
  g_autofree guint *cells = g_new(guint, rows * columns);
#define CELL(i, j) cells[(i)*columns + (j)]
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++) {
      if (i == 0 || j == 0) {
        CELL(i, j) = i + j;
        continue;
      }
      guint replaced = CELL(i - 1, j - 1) + (a[i - 1] != b[j - 1]);
      CELL(i, j) = MIN(replaced, MIN(CELL(i - 1, j), CELL(i, j - 1)) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        CELL(i, j) = MIN(CELL(i, j), CELL(i - 2, j - 2) + 1);
    }
  return CELL(rows - 1, columns - 1);
#undef CELL
}

const char *suggest(const char *word, const char *const *candidates)
{
  const char *best = NULL;
  guint best_distance = MIN(strlen(word) / 3 + 2, 3);
  for (guint i = 0; candidates[i] != NULL; i++) {
    guint d = *word != '\0' && g_str_has_prefix(candidates[i], word) ? 1 : distance(word, candidates[i]);
    if (d < best_distance && d < strlen(candidates[i])) {
      best = candidates[i];
      best_distance = d;
    }
  }
  return best;
}

char *suggest_hint(const char *word, const char *const *candidates, const char *otherwise)
{
  const char *meant = suggest(word, candidates);
  return meant != NULL ? g_strdup_printf("did you mean '%s'?", meant) : g_strdup(otherwise);
}

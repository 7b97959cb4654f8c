#include "culprit.h"

#include "rows.h"

#include <string.h>

/* More rows than this are not taken away one by one. */
#define MOST_ROWS 60

/* A late row, by its place among what was written. */
typedef struct {
  const MigharSeeded *seeded;
  guint row;
} Suspect;

static const char *note_of(const Suspect *suspect)
{
  return suspect->row < suspect->seeded->values->len
             ? g_ptr_array_index(suspect->seeded->values, suspect->row)
             : NULL;
}

/* Those that nothing is notable about go first, and rows before those that they refer to. */
static GArray *list_suspects(const MigharSeeding *seeding)
{
  GArray *suspects = g_array_new(FALSE, FALSE, sizeof(Suspect));
  for (guint notable = 0; notable <= 1; notable++)
    for (guint i = seeding->written->len; i > 0; i--) {
      const MigharSeeded *seeded = g_ptr_array_index(seeding->written, i - 1);
      for (guint r = seeded->rows->len; r > 0; r--) {
        const Suspect suspect = {seeded, r - 1};
        if ((note_of(&suspect) != NULL) == notable)
          g_array_append_val(suspects, suspect);
      }
    }
  return suspects;
}

static gboolean take_away(MigharDatabase *database, const Suspect *suspect, gboolean *gone, GError **error)
{
  const MigharRowsDriver *driver = database->server->driver->rows;
  g_autoptr(GPtrArray) row = g_ptr_array_new();
  g_auto(MigharRefusal) refusal = {0};
  g_ptr_array_add(row, g_ptr_array_index(suspect->seeded->rows, suspect->row));
  MigharInsert keys = {.table = suspect->seeded->table,
                       .columns = suspect->seeded->columns,
                       .rows = row,
                       .is_key = suspect->seeded->is_key};
  return driver->begin(database, error) && driver->remove(database, &keys, 1, gone, &refusal, error) &&
         rows_commit(database, gone, error);
}

/* Of all that is notable about the row, what the failure speaks of; NULL where that is not to be told. */
static char *choose_note(const char *note, const char *message)
{
  g_auto(GStrv) parts = g_strsplit(note, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    const char *column = g_strrstr(parts[i], " in ");
    g_autofree char *quoted = column != NULL ? g_strdup_printf("\"%s\"", column + 4) : NULL;
    g_autofree char *dotted = column != NULL ? g_strdup_printf(".%s", column + 4) : NULL;
    if (column != NULL && (strstr(message, quoted) != NULL || strstr(message, dotted) != NULL))
      return g_strdup(parts[i]);
  }
  return g_strv_length(parts) <= 2 ? g_strdup(note) : NULL;
}

static char *describe(const Suspect *suspect, const MigharFinding *failure)
{
  g_autoptr(GString) words = g_string_new("the row of ");
  char **row = g_ptr_array_index(suspect->seeded->rows, suspect->row);
  g_string_append_printf(words, "%s with ", suspect->seeded->table);
  for (guint i = 0; i < suspect->seeded->columns->len; i++)
    g_string_append_printf(words, "%s%s %s", i > 0 ? ", " : "",
                           (const char *)g_ptr_array_index(suspect->seeded->columns, i),
                           row[i] != NULL ? row[i] : "NULL");
  g_string_append(words, ", written after the up");
  if (note_of(suspect) != NULL) {
    g_autofree char *note = choose_note(note_of(suspect), failure->message);
    if (note != NULL)
      g_string_append_printf(words, " with %s", note);
  }
  return g_string_free(g_steal_pointer(&words), FALSE);
}

/* The search, in the copy. */
typedef struct {
  const Trial *trial;
  MigharDatabase *copy;
  MigharFinding *last; /* the last failure */
  gboolean kept;       /* a row could not be taken away */
} Search;

/* *applied: the down does without this row. */
static gboolean try_without(Search *search, const Suspect *suspect, gboolean *applied, GError **error)
{
  const Trial *trial = search->trial;
  g_auto(MigharLeg) leg = {0};
  gboolean gone = FALSE;
  *applied = FALSE;
  if (!take_away(search->copy, suspect, &gone, error))
    return FALSE;
  search->kept = search->kept || !gone;
  if (!gone)
    return TRUE;
  if (!mighar_apply(search->copy, trial->chain, trial->migration->down, &leg, error))
    return FALSE;
  *applied = leg.applied;
  if (!leg.applied) {
    mighar_finding_free(search->last);
    search->last = g_steal_pointer(&leg.failure);
  }
  return TRUE;
}

static gboolean search_all(Search *search, char **culprit, gboolean *found, GError **error)
{
  g_autoptr(GArray) suspects = list_suspects(search->trial->late.seeding);
  search->kept = suspects->len > MOST_ROWS;
  for (guint i = 0; i < MIN(suspects->len, MOST_ROWS) && !*found; i++) {
    const Suspect *suspect = &g_array_index(suspects, Suspect, i);
    if (!try_without(search, suspect, found, error))
      return FALSE;
    if (*found)
      *culprit = describe(suspect, search->last != NULL ? search->last : search->trial->down.failure);
  }
  return TRUE;
}

gboolean culprit_find(const Trial *trial, Scratch *scratch, char **culprit, MigharFinding **over,
                      MigharFinding **anyway, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  gboolean found = FALSE;
  if (trial->down.leaves_traces)
    return TRUE;
  Search search = {.trial = trial, .copy = driver->copy(scratch->work, error)};
  if (search.copy == NULL)
    return FALSE;
  gboolean done = search_all(&search, culprit, &found, error);
  driver->drop(search.copy);
  if (done && (found || !search.kept))
    *(found ? over : anyway) = g_steal_pointer(&search.last);
  g_clear_pointer(&search.last, mighar_finding_free);
  return done;
}

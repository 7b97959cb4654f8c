#include "diff.h"

#define CONTEXT 2

/* Cells of the table that finds what two texts share between their first and their last difference (16 MiB).
 * Where it would need more, all lines in between count as changed. */
#define LARGEST_TABLE (4 * 1024 * 1024)

typedef struct {
  DiffKind kind;
  const char *line;
} Edit;

/* A text's lines from start to end. */
typedef struct {
  char **lines;
  guint start;
  guint end;
} Range;

static void add(GArray *edits, DiffKind kind, char **lines, guint start, guint end)
{
  for (guint i = start; i < end; i++) {
    Edit edit = {kind, lines[i]};
    g_array_append_val(edits, edit);
  }
}

static void trim_shared_ends(Range *a, Range *b)
{
  while (a->start < a->end && b->start < b->end && g_str_equal(a->lines[a->start], b->lines[b->start])) {
    a->start++;
    b->start++;
  }
  while (a->start < a->end && b->start < b->end && g_str_equal(a->lines[a->end - 1], b->lines[b->end - 1])) {
    a->end--;
    b->end--;
  }
}

/* Cell (i, j) holds how many lines the rests of a from i and of b from j have in common, in order. */
static guint *measure_common(const Range *a, const Range *b)
{
  guint rows = a->end - a->start, columns = b->end - b->start, width = columns + 1;
  guint *common = g_new0(guint, (gsize)(rows + 1) * width);
  for (guint i = rows; i-- > 0;)
    for (guint j = columns; j-- > 0;)
      common[i * width + j] = g_str_equal(a->lines[a->start + i], b->lines[b->start + j])
                                  ? common[(i + 1) * width + j + 1] + 1
                                  : MAX(common[(i + 1) * width + j], common[i * width + j + 1]);
  return common;
}

static void add_middle(GArray *edits, const Range *a, const Range *b)
{
  guint rows = a->end - a->start, columns = b->end - b->start, width = columns + 1;
  guint i = 0, j = 0;
  if ((guint64)rows * columns <= LARGEST_TABLE) {
    g_autofree guint *common = measure_common(a, b);
    while (i < rows && j < columns)
      if (g_str_equal(a->lines[a->start + i], b->lines[b->start + j])) {
        add(edits, DIFF_SAME, a->lines, a->start + i, a->start + i + 1);
        i++, j++;
      } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
        add(edits, DIFF_REMOVED, a->lines, a->start + i, a->start + i + 1);
        i++;
      } else {
        add(edits, DIFF_ADDED, b->lines, b->start + j, b->start + j + 1);
        j++;
      }
  }
  add(edits, DIFF_REMOVED, a->lines, a->start + i, a->end);
  add(edits, DIFF_ADDED, b->lines, b->start + j, b->end);
}

static gboolean is_near_change(const GArray *edits, guint index)
{
  guint from = index > CONTEXT ? index - CONTEXT : 0;
  guint to = MIN(index + CONTEXT, edits->len - 1);
  for (guint i = from; i <= to; i++)
    if (g_array_index(edits, Edit, i).kind != DIFF_SAME)
      return TRUE;
  return FALSE;
}

/* A gap is told between changes only: that a text goes on before and after them goes without saying. */
static void visit_changes(const GArray *edits, DiffVisit visit, void *data)
{
  gboolean begun = FALSE, gap = FALSE;
  for (guint i = 0; i < edits->len; i++) {
    if (!is_near_change(edits, i)) {
      gap = begun;
      continue;
    }
    if (gap)
      visit(DIFF_GAP, NULL, data);
    const Edit *edit = &g_array_index(edits, Edit, i);
    visit(edit->kind, edit->line, data);
    begun = TRUE;
    gap = FALSE;
  }
}

static char **split_lines(const char *text)
{
  return g_strsplit(text != NULL ? text : "", "\n", -1);
}

void diff_lines(const char *before, const char *after, DiffVisit visit, void *data)
{
  g_auto(GStrv) old = split_lines(before);
  g_auto(GStrv) new = split_lines(after);
  Range a = {old, 0, g_strv_length(old)}, b = {new, 0, g_strv_length(new)};
  g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(Edit));

  trim_shared_ends(&a, &b);
  add(edits, DIFF_SAME, old, 0, a.start);
  add_middle(edits, &a, &b);
  add(edits, DIFF_SAME, old, a.end, g_strv_length(old));
  visit_changes(edits, visit, data);
}

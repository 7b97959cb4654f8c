#include "details.h"

#include "diff.h"

#include <string.h>

typedef struct {
  DetailVisit visit;
  void *data;
} Visitor;

static void visit_diff_line(DiffKind kind, const char *line, void *data)
{
  static const struct {
    const char *mark;
    DetailKind kind;
  } details[] = {
      [DIFF_SAME] = {"  ", DETAIL_SAME},
      [DIFF_REMOVED] = {"- ", DETAIL_REMOVED},
      [DIFF_ADDED] = {"+ ", DETAIL_ADDED},
      [DIFF_GAP] = {"  ...", DETAIL_SAME},
  };
  const Visitor *visitor = data;
  g_autofree char *marked = g_strconcat(details[kind].mark, line, NULL);
  if (line != NULL && *line == '\0')
    g_strchomp(marked);
  visitor->visit(details[kind].kind, marked, visitor->data);
}

static gboolean is_told(const MigharFinding *finding, const char *value)
{
  return value == NULL || strstr(finding->message, value) != NULL;
}

/* A statement of several lines starts under its label, so that it can be copied as it stands. */
static void visit_labelled(const char *label, DetailKind kind, const char *text, const Visitor *visitor)
{
  if (text == NULL)
    return;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  gboolean single = g_strv_length(lines) <= 1;
  g_autofree char *first = g_strdup_printf("%s:%s%s", label, single ? " " : "", single ? text : "");
  visitor->visit(kind, first, visitor->data);
  for (guint i = 0; !single && lines[i] != NULL; i++) {
    g_autofree char *indented = g_strdup_printf("  %s", lines[i]);
    visitor->visit(kind, indented, visitor->data);
  }
}

void details_visit(const MigharFinding *finding, DetailVisit visit, void *data)
{
  Visitor visitor = {visit, data};
  if (!is_told(finding, finding->before) || !is_told(finding, finding->after))
    diff_lines(finding->before, finding->after, visit_diff_line, &visitor);
  visit_labelled("hint", DETAIL_HINT, finding->hint, &visitor);
}

void details_visit_fix(const MigharCheckReport *check, DetailVisit visit, void *data)
{
  const Visitor visitor = {visit, data};
  g_autofree char *fix = mighar_check_report_fix(check);
  visit_labelled("append to the down", DETAIL_FIX, fix, &visitor);
}

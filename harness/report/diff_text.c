/* Two schemas held against each other, for people. */
#include "finding_page.h"
#include "text.h"

#include <mighar/diff.h>

/* "A: database 'app' on the server at db:5432 (PostgreSQL 15.18, at 0007)" */
static void put_side(Page *page, const char *label, const MigharSide *side)
{
  g_autofree char *at = side->at != NULL ? g_strdup_printf(", at %s", side->at) : g_strdup("");
  g_autofree char *line =
      g_strdup_printf("%s: %s (%s %s%s)", label, side->name, side->title, side->version, at);
  page_put_line(page, 0, ROLE_TITLE, line);
}

static void put_notes(Page *page, const GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++) {
    g_autofree char *line = g_strdup_printf("note: %s", (char *)g_ptr_array_index(notes, i));
    page_put_line(page, 2, ROLE_FAINT, line);
  }
}

static void put_last_line(Page *page, const MigharDiff *diff)
{
  g_autofree char *count = text_count(diff->findings->len, "difference");
  finding_page_put_verdict(page, diff->verdict);
  g_string_append(page->text, "  ");
  page_put_line(page, 0, ROLE_PLAIN, diff->findings->len > 0 ? count : "no difference");
}

/* All findings: somebody has asked for them. */
GString *mighar_diff_to_text(const MigharDiff *diff, const MigharOutputStyle *style)
{
  Page page = {g_string_new(NULL), style};
  if (!style->quiet) {
    put_side(&page, "A", &diff->expected);
    put_side(&page, "B", &diff->found);
    put_notes(&page, diff->notes);
  }
  for (guint i = 0; i < diff->findings->len; i++)
    finding_page_put(&page, 2, g_ptr_array_index(diff->findings, i));
  if (!style->quiet)
    put_last_line(&page, diff);
  return page.text;
}

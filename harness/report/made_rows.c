#include "made_rows.h"

#include "finding_page.h"
#include "text.h"

#define TABLES_PER_ENGINE   10
#define VERSIONS_PER_ENGINE 5

static void put_empty(Page *page, const GPtrArray *tables)
{
  guint n = MIN(tables->len, TABLES_PER_ENGINE);
  for (guint i = 0; i < n; i++) {
    const MigharUnfilled *empty = g_ptr_array_index(tables, i);
    g_autofree char *line = g_strdup_printf("none in %s: %s", empty->table, empty->reason);
    page_put_line(page, 4, ROLE_FAINT, line);
  }
  finding_page_put_more(page, 4, tables->len - n, "more table");
}

static void put_few(Page *page, const GPtrArray *tables)
{
  guint n = MIN(tables->len, TABLES_PER_ENGINE);
  for (guint i = 0; i < n; i++) {
    const MigharUnfilled *few = g_ptr_array_index(tables, i);
    g_autofree char *rows = text_number(few->rows);
    g_autofree char *line = g_strdup_printf("no more than %s in %s: %s", rows, few->table, few->reason);
    page_put_line(page, 4, ROLE_FAINT, line);
  }
  finding_page_put_more(page, 4, tables->len - n, "more table");
}

static void put_gave_way(Page *page, const GPtrArray *versions)
{
  g_autoptr(GString) line = g_string_new("some had to give way to the ups of ");
  if (versions->len == 0)
    return;
  for (guint i = 0; i < MIN(versions->len, VERSIONS_PER_ENGINE); i++)
    g_string_append_printf(line, "%s%s", i > 0 ? ", " : "", (char *)g_ptr_array_index(versions, i));
  if (versions->len > VERSIONS_PER_ENGINE)
    g_string_append_printf(line, " and %u more", versions->len - VERSIONS_PER_ENGINE);
  page_put_line(page, 4, ROLE_FAINT, line->str);
}

void made_rows_put(Page *page, const MigharMadeRows *rows)
{
  if (rows->wanted == 0 || rows->tables == 0)
    return;
  g_autofree char *line = g_strdup_printf("rows in %u of %u tables (seed %" G_GUINT64_FORMAT ")",
                                          rows->filled, rows->tables, rows->seed);
  page_put_line(page, 2, ROLE_PLAIN, line);
  put_empty(page, rows->empty);
  if (rows->few != NULL)
    put_few(page, rows->few);
  put_gave_way(page, rows->gave_way);
  if (rows->lessened == NULL)
    return;
  g_autofree char *less =
      g_strdup_printf("the up of %s does not take many: from there on there are few", rows->lessened);
  page_put_line(page, 4, ROLE_FAINT, less);
}

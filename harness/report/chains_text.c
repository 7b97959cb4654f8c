/* The list of what was loaded, as a table for people. */
#include "page.h"
#include "text.h"

#include <mighar/output.h>

enum { VERSION, NAME, UP, DOWN, TRANSACTION, N_COLUMNS };

static const struct {
  const char *title;
  gboolean is_number;
} columns[] = {
    [VERSION] = {"version", FALSE},
    [NAME] = {"name", FALSE},
    [UP] = {"up", TRUE},
    [DOWN] = {"down", TRUE},
    [TRANSACTION] = {"transaction", FALSE},
};

typedef struct {
  char *cells[N_COLUMNS];
} Row;

static void clear_row(gpointer data)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    g_free(((Row *)data)->cells[c]);
}

static char *count_statements(const MigharScript *script)
{
  return script != NULL && script->target == NULL ? g_strdup_printf("%u", script->statements->len)
                                                  : g_strdup("-");
}

/* One word where it holds for both directions. */
static char *describe_transaction(const MigharMigration *migration, const MigharEngine *engine)
{
  const char *up = mighar_script_transaction(migration->up, engine);
  const char *down = migration->down != NULL ? mighar_script_transaction(migration->down, engine) : up;
  return g_str_equal(up, down) ? g_strdup(up) : g_strdup_printf("%s, down: %s", up, down);
}

static Row make_row(const MigharMigration *migration, const MigharEngine *engine)
{
  if (migration->cannot_run != NULL)
    return (Row){{g_strdup(migration->version), g_strdup(migration->name), g_strdup("-"), g_strdup("-"),
                  g_strdup("-")}};
  return (Row){{g_strdup(migration->version), g_strdup(migration->name), count_statements(migration->up),
                count_statements(migration->down), describe_transaction(migration, engine)}};
}

static Row make_heading(void)
{
  Row row;
  for (guint c = 0; c < N_COLUMNS; c++)
    row.cells[c] = g_strdup(columns[c].title);
  return row;
}

static glong measure_column(const GArray *rows, guint column)
{
  glong width = 0;
  for (guint r = 0; r < rows->len; r++)
    width = MAX(width, g_utf8_strlen(g_array_index(rows, Row, r).cells[column], -1));
  return width;
}

static void put_row(Page *page, const GArray *rows, guint r, const glong *widths)
{
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint c = 0; c < N_COLUMNS; c++) {
    const char *cell = g_array_index(rows, Row, r).cells[c];
    int pad = (int)(widths[c] - g_utf8_strlen(cell, -1));
    g_string_append_printf(line, "%s%*s%s%*s", c > 0 ? "  " : "", columns[c].is_number ? pad : 0, "", cell,
                           columns[c].is_number ? 0 : pad, "");
  }
  page_put_line(page, 2, r == 0 ? ROLE_FAINT : ROLE_PLAIN, g_strchomp(line->str));
}

/* What a directive or the lack of a program that runs it says of a migration. */
static void put_remarks(Page *page, const MigharMigration *migration)
{
  if (migration->cannot_run != NULL)
    page_put_line(page, 4, ROLE_FAINT, migration->cannot_run);
  if (migration->verify != NULL) {
    g_autofree char *count = text_count(migration->verify->statements->len, "statement");
    g_autofree char *line = g_strdup_printf("verified by %s", count);
    page_put_line(page, 4, ROLE_FAINT, line);
  }
  for (guint i = 0; i < migration->directives->len; i++) {
    const MigharDirective *directive = g_ptr_array_index(migration->directives, i);
    g_autofree char *line = g_strdup_printf(
        "%s%s%s: %s", mighar_directive_name(directive->kind), directive->subject != NULL ? " " : "",
        directive->subject != NULL ? directive->subject : "", directive->reason);
    page_put_line(page, 4, ROLE_FAINT, line);
  }
}

static void put_chain(Page *page, const MigharChain *chain)
{
  g_autofree char *noun = g_strdup_printf("%s migration", chain->format->name);
  g_autofree char *count = text_count(chain->migrations->len, noun);
  g_autofree char *title = g_strdup_printf("%s: %s in %s", chain->engine->title, count, chain->directory);
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(rows, clear_row);
  Row heading = make_heading();
  g_array_append_val(rows, heading);
  for (guint i = 0; i < chain->migrations->len; i++) {
    Row row = make_row(g_ptr_array_index(chain->migrations, i), chain->engine);
    g_array_append_val(rows, row);
  }
  glong widths[N_COLUMNS];
  for (guint c = 0; c < N_COLUMNS; c++)
    widths[c] = measure_column(rows, c);
  page_put_line(page, 0, ROLE_TITLE, title);
  for (guint r = 0; r < rows->len; r++) {
    put_row(page, rows, r, widths);
    if (r > 0)
      put_remarks(page, g_ptr_array_index(chain->migrations, r - 1));
  }
}

GString *mighar_chains_to_text(const GPtrArray *chains, const MigharOutputStyle *style)
{
  Page page = {g_string_new(NULL), style};
  for (guint i = 0; i < chains->len; i++) {
    if (i > 0)
      page_put_line(&page, 0, ROLE_PLAIN, "");
    put_chain(&page, g_ptr_array_index(chains, i));
  }
  return page.text;
}

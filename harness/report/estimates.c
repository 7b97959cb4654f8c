#include "estimates.h"

#include "text.h"

static char *measured(const MigharEstimate *estimate)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    g_autofree char *duration = mighar_duration_text(estimate->timings[i].seconds);
    g_autofree char *rows = text_number(estimate->timings[i].rows);
    g_string_append_printf(text, "%s%s with %s", i > 0 ? ", " : "", duration, rows);
  }
  return g_string_free(text, FALSE);
}

/* "about 41 s (linear, within a factor 1.5)" */
static char *describe(const MigharEstimate *estimate)
{
  if (estimate->growth == MIGHAR_GROWTH_UNCLEAR)
    return g_strdup("its times are too uneven to tell");
  char factor[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *duration = mighar_duration_text(estimate->seconds);
  g_ascii_formatd(factor, sizeof factor, "%.1f", MAX(estimate->factor, 1.1));
  return g_strdup_printf("about %s (%s, within a factor %s)", duration, mighar_growth_name(estimate->growth),
                         factor);
}

static void put_estimate(Page *page, const MigharMigrationReport *migration, const MigharEstimate *estimate)
{
  g_autofree char *title = text_migration(migration);
  g_autofree char *words = describe(estimate), *times = measured(estimate);
  g_autofree char *line = g_strdup_printf("%s, %s: %s; %s", title, estimate->leg, words, times);
  page_put_line(page, 4, ROLE_PLAIN, line);
}

/* What is no longer with more rows. */
typedef struct {
  guint n;
  double most; /* seconds that none of them exceeds, as far as can be told */
} Constant;

static void note_constant(Constant *constant, const MigharEstimate *estimate)
{
  constant->n++;
  constant->most = MAX(constant->most, estimate->seconds * estimate->factor);
}

static void put_constant(Page *page, const Constant *constant, gboolean others)
{
  if (constant->n == 0)
    return;
  g_autofree char *count = text_count(constant->n, others ? "other leg" : "leg");
  g_autofree char *most = mighar_duration_text(constant->most);
  g_autofree char *line =
      g_strdup_printf("%s: no longer with more rows; at most %s, as far as can be told", count, most);
  page_put_line(page, 4, ROLE_FAINT, line);
}

static guint64 wanted_rows(const MigharEngineReport *report)
{
  for (guint i = 0; i < report->migrations->len; i++) {
    const GPtrArray *estimates =
        ((const MigharMigrationReport *)g_ptr_array_index(report->migrations, i))->estimates;
    if (estimates != NULL && estimates->len > 0)
      return ((const MigharEstimate *)g_ptr_array_index(estimates, 0))->rows;
  }
  return 0;
}

static void put_head(Page *page, guint64 rows)
{
  g_autofree char *number = text_number(rows);
  g_autofree char *line = g_strdup_printf("estimates, with %s rows in each table", number);
  page_put_line(page, 2, ROLE_TITLE, line);
}

void estimates_put(Page *page, const MigharEngineReport *report)
{
  guint64 rows = wanted_rows(report);
  guint told = 0;
  Constant constant = {0};
  if (rows > 0)
    put_head(page, rows);
  for (guint i = 0; i < report->migrations->len; i++) {
    const MigharMigrationReport *migration = g_ptr_array_index(report->migrations, i);
    for (guint e = 0; migration->estimates != NULL && e < migration->estimates->len; e++) {
      const MigharEstimate *estimate = g_ptr_array_index(migration->estimates, e);
      if (estimate->growth == MIGHAR_GROWTH_CONSTANT) {
        note_constant(&constant, estimate);
        continue;
      }
      put_estimate(page, migration, estimate);
      told++;
    }
  }
  put_constant(page, &constant, told > 0);
  if (report->not_estimated == NULL)
    return;
  g_autofree char *line = g_strdup_printf("no more estimates: %s", report->not_estimated);
  page_put_line(page, 2, ROLE_WARN, line);
}

#include "estimates.h"

#include "text.h"

/* What takes less, in seconds, is no reason to wait for a night: it is told of all such legs in one. */
#define MATTERS 1

/* "0.9 ms with 5 rows, 4.2 ms with 2,500, 17 ms with 10,000" */
static char *describe_times(const MigharEstimate *estimate)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    g_autofree char *duration = mighar_duration_text(estimate->timings[i].seconds);
    g_autofree char *rows = text_number(estimate->timings[i].rows);
    g_string_append_printf(text, "%s%s with %s%s", i > 0 ? ", " : "", duration, rows, i > 0 ? "" : " rows");
  }
  return g_string_free(text, FALSE);
}

/* "about 41 s (31 s to 54 s), linear"; where the growth has no name, there is no middle either. */
static char *describe(const MigharEstimate *estimate)
{
  g_autofree char *least = mighar_duration_text(estimate->least);
  g_autofree char *middle = mighar_duration_text(estimate->seconds);
  g_autofree char *most = mighar_duration_text(estimate->most);
  if (estimate->growth == MIGHAR_GROWTH_CONSTANT)
    return g_strdup_printf("under %s, no growth is seen", most);
  if (estimate->growth == MIGHAR_GROWTH_UNCERTAIN)
    return g_strdup_printf("%s to %s, uncertain how it grows", least, most);
  return g_strdup_printf("about %s (%s to %s), %s", middle, least, most,
                         mighar_growth_name(estimate->growth));
}

static void put_estimate(Page *page, const MigharMigrationReport *migration, const MigharEstimate *estimate)
{
  g_autofree char *title = text_migration(migration);
  g_autofree char *words = describe(estimate), *times = describe_times(estimate);
  g_autofree char *line = g_strdup_printf("%s, %s: %s; took %s", title, estimate->leg, words, times);
  page_put_line(page, 4, ROLE_PLAIN, line);
}

/* Legs that do not matter. */
typedef struct {
  guint n;
  double most; /* seconds that none of them exceeds */
} Others;

static void put_others(Page *page, const Others *others, gboolean all)
{
  if (others->n == 0)
    return;
  g_autofree char *count = text_count(others->n, all ? "leg" : "other leg");
  g_autofree char *most = mighar_duration_text(others->most);
  g_autofree char *line = g_strdup_printf("%s: under %s%s", count, most, others->n > 1 ? " each" : "");
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

/* How many were told one by one. */
static guint put_migration(Page *page, const MigharMigrationReport *migration, Others *others)
{
  guint told = 0;
  for (guint i = 0; migration->estimates != NULL && i < migration->estimates->len; i++) {
    const MigharEstimate *estimate = g_ptr_array_index(migration->estimates, i);
    if (estimate->most >= MATTERS || page->style->timings) {
      put_estimate(page, migration, estimate);
      told++;
    } else {
      others->n++;
      others->most = MAX(others->most, estimate->most);
    }
  }
  return told;
}

void estimates_put(Page *page, const MigharEngineReport *report)
{
  guint64 rows = wanted_rows(report);
  guint told = 0;
  Others others = {0};
  if (rows > 0)
    put_head(page, rows);
  for (guint i = 0; i < report->migrations->len; i++)
    told += put_migration(page, g_ptr_array_index(report->migrations, i), &others);
  put_others(page, &others, told == 0);
  if (report->not_estimated == NULL)
    return;
  g_autofree char *line = g_strdup_printf("no more estimates: %s", report->not_estimated);
  page_put_line(page, 2, ROLE_WARN, line);
}

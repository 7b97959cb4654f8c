#include "outputs.h"

#include "details.h"
#include "estimates.h"
#include "finding_page.h"
#include "made_rows.h"
#include "remarks.h"
#include "text.h"
#include "timings.h"

/* A report is read by a person: where much is wrong, the first findings tell what, and the rest is counted.
 * The other outputs hold everything. */
#define FINDINGS_PER_CHECK  20
#define FINDINGS_PER_ENGINE 100
#define REMARKS_PER_ENGINE  20
#define TITLES_PER_REMARK   3

/* "FAIL  schema  migrations/0003_x.sql:14:1" */
static void put_verdict(Page *page, const MigharCheckReport *check, const char *place)
{
  g_string_append(page->text, "    ");
  finding_page_put_verdict(page, check->verdict);
  g_string_append(page->text, "  ");
  page_put(page, ROLE_PLAIN, check->check);
  if (place != NULL) {
    g_string_append(page->text, "  ");
    page_put(page, ROLE_PLAIN, place);
  }
  g_string_append_c(page->text, '\n');
}

static void put_reason(Page *page, const MigharCheckReport *check)
{
  if (check->reason != NULL)
    page_put_line(page, 6, ROLE_FAINT, check->reason);
}

static void put_fix(G_GNUC_UNUSED DetailKind kind, const char *line, void *page)
{
  page_put_line(page, 6, ROLE_PLAIN, line);
}

/* Findings of one place stand together under it. What was allowed, with a reason, is not to be mended. budget
 * is how many more findings the engine may tell. */
static void put_check(Page *page, const MigharCheckReport *check, guint *budget)
{
  guint n = MIN(check->findings->len, MIN(FINDINGS_PER_CHECK, *budget));
  g_autofree char *last = NULL;
  for (guint i = 0; i < n; i++) {
    const MigharFinding *finding = g_ptr_array_index(check->findings, i);
    g_autofree char *place = text_place(finding);
    if (i == 0 || g_strcmp0(place, last) != 0)
      put_verdict(page, check, place);
    if (i == 0)
      put_reason(page, check);
    finding_page_put(page, 6, finding);
    g_free(last);
    last = g_steal_pointer(&place);
  }
  if (n == 0) {
    put_verdict(page, check, NULL);
    put_reason(page, check);
  }
  finding_page_put_more(page, 6, check->findings->len - n, "more finding");
  if (check->reason == NULL)
    details_visit_fix(check, put_fix, page);
  *budget -= n;
}

static gboolean tells_notes(const Page *page, const MigharCheckReport *check)
{
  return page->style->verbose && !page->style->quiet && check->notes->len > 0;
}

/* All notes of a check are about the same script. */
static void put_notes(Page *page, const MigharCheckReport *check)
{
  guint n = MIN(check->notes->len, FINDINGS_PER_CHECK);
  g_autofree char *place = text_place(g_ptr_array_index(check->notes, 0));
  g_autofree char *title =
      g_strdup_printf("NOTE  %s%s%s", check->check, place != NULL ? "  " : "", place != NULL ? place : "");
  page_put_line(page, 4, ROLE_FAINT, title);
  for (guint i = 0; i < n; i++)
    finding_page_put(page, 6, g_ptr_array_index(check->notes, i));
  finding_page_put_more(page, 6, check->notes->len - n, "more note");
}

static gboolean is_worth_telling(const Page *page, const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    if (check->verdict > MIGHAR_PASS || tells_notes(page, check))
      return TRUE;
  }
  return FALSE;
}

static void put_checks(Page *page, const char *title, const GPtrArray *checks, guint *budget)
{
  if (!is_worth_telling(page, checks))
    return;
  page_put_line(page, 2, ROLE_TITLE, title);
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    if (check->verdict > MIGHAR_PASS)
      put_check(page, check, budget);
    if (tells_notes(page, check))
      put_notes(page, check);
  }
}

static void put_findings(Page *page, const MigharEngineReport *report)
{
  guint untold = 0, budget = FINDINGS_PER_ENGINE, chain_budget = FINDINGS_PER_CHECK;
  for (guint i = 0; i < report->migrations->len; i++) {
    const MigharMigrationReport *migration = g_ptr_array_index(report->migrations, i);
    g_autofree char *title = text_migration(migration);
    g_autoptr(GPtrArray) checks = mighar_migration_report_checks(migration);
    if (budget > 0)
      put_checks(page, title, checks, &budget);
    else
      untold += is_worth_telling(page, checks);
  }
  finding_page_put_more(page, 2, untold, "more migration");
  put_checks(page, "the whole chain", report->checks, &chain_budget);
}

static char *join_titles(const GPtrArray *titles)
{
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint i = 0; i < MIN(titles->len, TITLES_PER_REMARK); i++)
    g_string_append_printf(joined, "%s%s", i > 0 ? ", " : " of ", (char *)g_ptr_array_index(titles, i));
  if (titles->len > TITLES_PER_REMARK)
    g_string_append_printf(joined, " and %u more", titles->len - TITLES_PER_REMARK);
  return g_string_free(g_steal_pointer(&joined), FALSE);
}

/* "SKIP  down, schema of 0004_drop_legacy: irreversible: the rows are gone" */
static void put_remarks(Page *page, const MigharEngineReport *report)
{
  g_autoptr(GPtrArray) remarks = remarks_collect(report);
  for (guint i = 0; i < MIN(remarks->len, REMARKS_PER_ENGINE); i++) {
    const Remark *remark = g_ptr_array_index(remarks, i);
    g_autofree char *titles = join_titles(remark->migrations);
    g_autofree char *line = g_strdup_printf("%s  %s%s: %s", finding_page_verdict(remark->verdict),
                                            remark->checks, titles, remark->reason);
    page_put_line(page, 2, ROLE_FAINT, line);
  }
  finding_page_put_more(page, 2, remarks->len - MIN(remarks->len, REMARKS_PER_ENGINE), "more reason");
}

/* "61 checks: 1 failed, 60 passed in 0.61 s" */
static char *describe_tally(const MigharTally *tally, double seconds)
{
  static const struct {
    MigharVerdict verdict;
    const char *word;
  } words[] = {
      {MIGHAR_FAIL, "failed"}, {MIGHAR_UNKNOWN, "in error"}, {MIGHAR_WARN, "warned"},
      {MIGHAR_PASS, "passed"}, {MIGHAR_SKIP, "skipped"},
  };
  g_autoptr(GString) parts = g_string_new(NULL);
  guint total = 0;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    guint n = tally->of[words[i].verdict];
    if (n > 0)
      g_string_append_printf(parts, "%s%u %s", parts->len > 0 ? ", " : ": ", n, words[i].word);
    total += n;
  }
  g_autofree char *count = text_count(total, "check");
  g_autofree char *duration = text_seconds(seconds, 2);
  return g_strdup_printf("%s%s in %s s", count, parts->str, duration);
}

static void put_kept(Page *page, const char *kept)
{
  if (kept == NULL)
    return;
  g_auto(GStrv) lines = g_strsplit(kept, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = g_strdup_printf("%s%s", i == 0 ? "kept: " : "      ", lines[i]);
    page_put_line(page, 2, ROLE_PLAIN, line);
  }
}

static void put_head(Page *page, const MigharEngineReport *report)
{
  g_autofree char *engine = text_engine(report);
  g_autofree char *chain = text_chain(report);
  g_autofree char *rest = report->skipped != NULL ? g_strdup_printf(": did not run: %s", report->skipped)
                          : report->where != NULL ? g_strdup_printf(", %s: %s", report->where, chain)
                                                  : g_strdup_printf(": %s", chain);
  page_put(page, ROLE_TITLE, engine);
  page_put(page, report->skipped != NULL ? ROLE_WARN : ROLE_PLAIN, rest);
  g_string_append_c(page->text, '\n');
}

static void put_engine_tally(Page *page, const MigharEngineReport *report)
{
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  g_autofree char *line = describe_tally(&tally, report->seconds);
  page_put_line(page, 2, ROLE_PLAIN, line);
  g_string_append_c(page->text, '\n');
}

/* When quiet, an engine that has nothing to say is not named. */
static void put_engine(Page *page, const MigharEngineReport *report)
{
  gsize start = page->text->len;
  put_head(page, report);
  gsize body = page->text->len;
  if (report->skipped == NULL)
    put_findings(page, report);
  put_kept(page, report->kept);
  if (page->style->quiet && page->text->len == body && report->skipped == NULL)
    g_string_truncate(page->text, start);
  if (page->style->quiet)
    return;
  put_remarks(page, report);
  made_rows_put(page, &report->rows);
  estimates_put(page, report);
  if (report->skipped == NULL)
    put_engine_tally(page, report);
  else
    g_string_append_c(page->text, '\n');
}

/* "  snapshot     0.42 s" */
static void put_timings_of(Page *page, const char *title, GArray *timings)
{
  page_put_line(page, 2, ROLE_FAINT, title);
  for (guint i = 0; i < timings->len; i++) {
    const Timing *timing = &g_array_index(timings, Timing, i);
    g_autofree char *duration = text_seconds(timing->seconds, 3);
    g_autofree char *line = g_strdup_printf("%-10s %9s s", timing->name, duration);
    page_put_line(page, 4, ROLE_PLAIN, line);
  }
  g_array_unref(timings);
}

static void put_timings(Page *page, const MigharReport *report)
{
  for (guint i = 0; i < report->engines->len; i++) {
    const MigharEngineReport *engine = g_ptr_array_index(report->engines, i);
    if (engine->skipped != NULL)
      continue;
    g_autofree char *title = text_engine(engine);
    g_string_append_c(page->text, '\n');
    page_put_line(page, 0, ROLE_TITLE, title);
    put_timings_of(page, "what the time of all threads went to", timings_of_stages(engine));
    put_timings_of(page, "by checks: their scripts, or comparing", timings_of_checks(engine));
  }
}

static MigharVerdict worst_verdict(const MigharTally *tally)
{
  MigharVerdict verdict = MIGHAR_UNKNOWN;
  while (verdict > MIGHAR_SKIP && tally->of[verdict] == 0)
    verdict--;
  return verdict;
}

/* Appends "SQLite 3.40.1, PostgreSQL 15.18" between the two texts, of those that ran or that did not; nothing
 * when there are none. */
static void append_engines(GString *line, const MigharReport *report, gboolean skipped, const char *lead,
                           const char *tail)
{
  guint n = 0;
  for (guint i = 0; i < report->engines->len; i++) {
    const MigharEngineReport *engine = g_ptr_array_index(report->engines, i);
    if ((engine->skipped != NULL) != skipped)
      continue;
    g_autofree char *name = text_engine(engine);
    g_string_append_printf(line, "%s%s", n++ == 0 ? lead : ", ", name);
  }
  if (n > 0)
    g_string_append(line, tail);
}

static void put_last_line(Page *page, const MigharReport *report)
{
  MigharTally tally;
  mighar_tally(report, &tally);
  MigharVerdict worst = worst_verdict(&tally);
  g_autofree char *counts = describe_tally(&tally, report->seconds);
  g_autoptr(GString) line = g_string_new("  ");
  g_string_append(line, counts);
  append_engines(line, report, FALSE, " on ", "");
  append_engines(line, report, TRUE, "; ", " did not run");
  finding_page_put_verdict(page, worst);
  page_put_line(page, 0, ROLE_PLAIN, line->str);
}

static gboolean write_report(const MigharReport *report, const MigharOutputStyle *style, FILE *stream,
                             G_GNUC_UNUSED GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  Page page = {.text = text, .style = style};
  for (guint i = 0; i < report->engines->len; i++)
    put_engine(&page, g_ptr_array_index(report->engines, i));
  if (!style->quiet)
    put_last_line(&page, report);
  if (style->timings)
    put_timings(&page, report);
  fwrite(text->str, 1, text->len, stream);
  return TRUE;
}

const MigharOutput output_terminal = {.name = "terminal", .write = write_report};

#include <mighar/report.h>

MigharCheckReport *mighar_check_report_new(const char *check)
{
  MigharCheckReport *report = g_new0(MigharCheckReport, 1);
  report->check = check;
  report->verdict = MIGHAR_PASS;
  report->findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  report->notes = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  return report;
}

/* A long chain has tens of thousands of checks, and nearly all of them find nothing. */
static void share_nothing(GPtrArray **list)
{
  static GPtrArray *nothing;
  if ((*list)->len > 0)
    return;
  if (g_once_init_enter(&nothing))
    g_once_init_leave(&nothing, g_ptr_array_new());
  g_ptr_array_unref(*list);
  *list = g_ptr_array_ref(nothing);
}

void mighar_check_report_end(MigharCheckReport *report)
{
  share_nothing(&report->findings);
  share_nothing(&report->notes);
}

void mighar_check_report_free(MigharCheckReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref(report->findings);
  g_ptr_array_unref(report->notes);
  g_free(report->reason);
  g_free(report);
}

static gint compare_fixes(gconstpointer a, gconstpointer b)
{
  const MigharFinding *left = *(const MigharFinding *const *)a, *right = *(const MigharFinding *const *)b;
  return left->fix_order < right->fix_order ? -1 : left->fix_order > right->fix_order;
}

char *mighar_check_report_fix(const MigharCheckReport *report)
{
  g_autoptr(GPtrArray) ordered = g_ptr_array_copy(report->findings, NULL, NULL);
  g_ptr_array_set_free_func(ordered, NULL);
  g_ptr_array_sort(ordered, compare_fixes);
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GString) fixes = g_string_new(NULL);
  for (guint i = 0; i < ordered->len; i++) {
    const MigharFinding *finding = g_ptr_array_index(ordered, i);
    if (finding->fix != NULL && g_hash_table_add(told, finding->fix))
      g_string_append_printf(fixes, "%s%s", fixes->len > 0 ? "\n" : "", finding->fix);
  }
  return fixes->len > 0 ? g_string_free(g_steal_pointer(&fixes), FALSE) : NULL;
}

const char *mighar_cost_name(MigharCost cost)
{
  static const char *const names[] = {
      [MIGHAR_COST_START] = "start",       [MIGHAR_COST_SCRIPTS] = "scripts",
      [MIGHAR_COST_SNAPSHOT] = "snapshot", [MIGHAR_COST_PROOF] = "proof",
      [MIGHAR_COST_ROWS] = "rows",         [MIGHAR_COST_JUDGE] = "judge",
      [MIGHAR_COST_RESTORE] = "restore",   [MIGHAR_COST_CHAIN] = "chain",
  };
  return names[cost];
}

static GPtrArray *new_checks(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_check_report_free);
}

MigharMigrationReport *mighar_migration_report_new(const MigharMigration *migration)
{
  MigharMigrationReport *report = g_new0(MigharMigrationReport, 1);
  report->version = g_strdup(migration->version);
  report->name = g_strdup(migration->name);
  report->file = migration->file;
  report->line = migration->up->line;
  report->checks = new_checks();
  return report;
}

void mighar_migration_report_free(MigharMigrationReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer(&report->checks, g_ptr_array_unref);
  g_clear_pointer(&report->estimates, g_ptr_array_unref);
  g_free(report->passed);
  g_free(report->version);
  g_free(report->name);
  g_free(report);
}

static gboolean says_nothing(const MigharCheckReport *check)
{
  return check->verdict == MIGHAR_PASS && check->reason == NULL && check->findings->len == 0 &&
         check->notes->len == 0;
}

static gboolean all_say_nothing(const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    if (!says_nothing(g_ptr_array_index(checks, i)))
      return FALSE;
  return TRUE;
}

void mighar_migration_report_end(MigharMigrationReport *report)
{
  if (report->checks == NULL || !all_say_nothing(report->checks))
    return;
  report->n_passed = report->checks->len;
  report->passed = g_new(MigharPassed, report->n_passed);
  for (guint i = 0; i < report->n_passed; i++) {
    const MigharCheckReport *check = g_ptr_array_index(report->checks, i);
    report->passed[i] = (MigharPassed){g_quark_from_static_string(check->check), check->seconds};
  }
  g_clear_pointer(&report->checks, g_ptr_array_unref);
}

GPtrArray *mighar_migration_report_checks(const MigharMigrationReport *report)
{
  if (report->checks != NULL)
    return g_ptr_array_ref(report->checks);
  GPtrArray *checks = new_checks();
  for (guint i = 0; i < report->n_passed; i++) {
    MigharCheckReport *check = mighar_check_report_new(g_quark_to_string(report->passed[i].check));
    check->seconds = report->passed[i].seconds;
    g_ptr_array_add(checks, check);
  }
  return checks;
}

void mighar_made_rows_clear(MigharMadeRows *rows)
{
  g_clear_pointer(&rows->empty, g_ptr_array_unref);
  g_clear_pointer(&rows->few, g_ptr_array_unref);
  g_clear_pointer(&rows->gave_way, g_ptr_array_unref);
  g_free(rows->lessened);
  *rows = (MigharMadeRows){0};
}

MigharEngineReport *mighar_engine_report_new(const MigharChain *chain)
{
  MigharEngineReport *report = g_new0(MigharEngineReport, 1);
  report->engine = chain->engine->name;
  report->title = chain->engine->title;
  report->format = g_strdup(chain->format->name);
  report->directory = g_strdup(chain->directory);
  report->migrations = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_migration_report_free);
  report->checks = new_checks();
  return report;
}

void mighar_engine_report_free(MigharEngineReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref(report->migrations);
  g_ptr_array_unref(report->checks);
  g_free(report->version);
  g_free(report->where);
  g_free(report->format);
  g_free(report->directory);
  g_free(report->skipped);
  g_free(report->kept);
  mighar_made_rows_clear(&report->rows);
  g_free(report->not_estimated);
  g_free(report);
}

MigharReport *mighar_report_new(void)
{
  MigharReport *report = g_new0(MigharReport, 1);
  report->engines = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_engine_report_free);
  report->warnings = g_ptr_array_new_with_free_func(g_free);
  return report;
}

void mighar_report_free(MigharReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref(report->engines);
  g_ptr_array_unref(report->warnings);
  g_free(report);
}

static void tally_checks(const GPtrArray *checks, MigharTally *tally)
{
  for (guint i = 0; i < checks->len; i++)
    tally->of[((const MigharCheckReport *)g_ptr_array_index(checks, i))->verdict]++;
}

void mighar_tally_engine(const MigharEngineReport *report, MigharTally *tally)
{
  *tally = (MigharTally){0};
  for (guint i = 0; i < report->migrations->len; i++) {
    const MigharMigrationReport *migration = g_ptr_array_index(report->migrations, i);
    tally->of[MIGHAR_PASS] += migration->n_passed;
    if (migration->checks != NULL)
      tally_checks(migration->checks, tally);
  }
  tally_checks(report->checks, tally);
}

void mighar_tally(const MigharReport *report, MigharTally *tally)
{
  *tally = (MigharTally){0};
  for (guint i = 0; i < report->engines->len; i++) {
    MigharTally engine;
    mighar_tally_engine(g_ptr_array_index(report->engines, i), &engine);
    for (guint v = 0; v <= MIGHAR_UNKNOWN; v++)
      tally->of[v] += engine.of[v];
  }
}

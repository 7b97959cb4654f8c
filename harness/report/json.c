/* The JSON report. Its keys, their order and their meaning are a contract: they may gain keys, nothing else.
 */
#include "outputs.h"

#include "json_values.h"
#include "timings.h"

static json_t *seconds(double value)
{
  return json_real((gint64)(value * 1e6 + 0.5) / 1e6);
}

static json_t *make_check(gconstpointer data)
{
  const MigharCheckReport *check = data;
  json_t *object = json_object();
  json_object_set_new(object, "check", json_of_string(check->check));
  json_object_set_new(object, "verdict", json_of_string(mighar_verdict_name(check->verdict)));
  json_object_set_new(object, "seconds", seconds(check->seconds));
  json_object_set_new(object, "reason", json_of_string(check->reason));
  json_object_set_new(object, "findings", json_of_list(check->findings, json_of_finding));
  if (check->notes->len > 0)
    json_object_set_new(object, "notes", json_of_list(check->notes, json_of_finding));
  g_autofree char *fix = mighar_check_report_fix(check);
  json_object_set_new(object, "fix", json_of_string(fix));
  return object;
}

static json_t *make_timing(const MigharTiming *timing)
{
  json_t *object = json_object();
  json_object_set_new(object, "rows", json_integer((json_int_t)timing->rows));
  json_object_set_new(object, "seconds", seconds(timing->seconds));
  json_object_set_new(object, "spread", seconds(timing->spread));
  return object;
}

/* Seconds between least and most; the measured ones are those of fewer rows. */
static json_t *make_estimate(gconstpointer data)
{
  const MigharEstimate *estimate = data;
  json_t *object = json_object(), *timings = json_array();
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    json_array_append_new(timings, make_timing(&estimate->timings[i]));
  json_object_set_new(object, "leg", json_of_string(estimate->leg));
  json_object_set_new(object, "rows", json_integer((json_int_t)estimate->rows));
  json_object_set_new(object, "growth", json_of_string(mighar_growth_name(estimate->growth)));
  json_object_set_new(object, "exponent",
                      estimate->exponent > 0 ? json_real(estimate->exponent) : json_null());
  json_object_set_new(object, "seconds", seconds(estimate->seconds));
  json_object_set_new(object, "least", seconds(estimate->least));
  json_object_set_new(object, "most", seconds(estimate->most));
  json_object_set_new(object, "measured", timings);
  return object;
}

static json_t *make_migration(gconstpointer data)
{
  const MigharMigrationReport *migration = data;
  g_autoptr(GPtrArray) checks = mighar_migration_report_checks(migration);
  json_t *object = json_object();
  json_object_set_new(object, "version", json_of_string(migration->version));
  json_object_set_new(object, "name", json_of_string(migration->name));
  json_object_set_new(object, "file", json_of_string(migration->file));
  json_object_set_new(object, "checks", json_of_list(checks, make_check));
  if (migration->estimates != NULL)
    json_object_set_new(object, "estimates", json_of_list(migration->estimates, make_estimate));
  return object;
}

static json_t *make_timings(GArray *timings)
{
  json_t *object = json_object();
  for (guint i = 0; i < timings->len; i++) {
    const Timing *timing = &g_array_index(timings, Timing, i);
    json_object_set_new(object, timing->name, seconds(timing->seconds));
  }
  g_array_unref(timings);
  return object;
}

static void add_timings(json_t *object, const MigharEngineReport *engine)
{
  json_t *timings = json_object();
  json_object_set_new(timings, "stages", make_timings(timings_of_stages(engine)));
  json_object_set_new(timings, "checks", make_timings(timings_of_checks(engine)));
  json_object_set_new(object, "timings", timings);
}

static json_t *make_empty_table(gconstpointer data)
{
  const MigharUnfilled *empty = data;
  json_t *object = json_object();
  json_object_set_new(object, "table", json_of_string(empty->table));
  json_object_set_new(object, "reason", json_of_string(empty->reason));
  return object;
}

static json_t *make_table_of_few(gconstpointer data)
{
  json_t *object = make_empty_table(data);
  json_object_set_new(object, "rows", json_integer((json_int_t)((const MigharUnfilled *)data)->rows));
  return object;
}

static json_t *make_rows(const MigharMadeRows *rows)
{
  if (rows->wanted == 0)
    return json_null();
  json_t *object = json_object();
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, rows->seed);
  json_object_set_new(object, "seed", json_of_string(seed)); // a text: not every reader has 64 bits
  json_object_set_new(object, "wanted", json_integer((json_int_t)rows->wanted));
  json_object_set_new(object, "tables", json_integer(rows->tables));
  json_object_set_new(object, "filled", json_integer(rows->filled));
  json_object_set_new(object, "empty", json_of_list(rows->empty, make_empty_table));
  if (rows->few != NULL && rows->few->len > 0)
    json_object_set_new(object, "few", json_of_list(rows->few, make_table_of_few));
  if (rows->lessened != NULL)
    json_object_set_new(object, "lessened", json_of_string(rows->lessened));
  json_object_set_new(object, "gave_way", json_of_list(rows->gave_way, json_of_text));
  return object;
}

static json_t *make_engine(gconstpointer data)
{
  const MigharEngineReport *engine = data;
  json_t *object = json_object();
  json_object_set_new(object, "engine", json_of_string(engine->engine));
  json_object_set_new(object, "version", json_of_string(engine->version));
  json_object_set_new(object, "where", json_of_string(engine->where));
  json_object_set_new(object, "format", json_of_string(engine->format));
  json_object_set_new(object, "directory", json_of_string(engine->directory));
  json_object_set_new(object, "seconds", seconds(engine->seconds));
  json_object_set_new(object, "skipped", json_of_string(engine->skipped));
  json_object_set_new(object, "kept", json_of_string(engine->kept));
  json_object_set_new(object, "rows", make_rows(&engine->rows));
  if (engine->not_estimated != NULL)
    json_object_set_new(object, "not_estimated", json_of_string(engine->not_estimated));
  json_object_set_new(object, "migrations", json_of_list(engine->migrations, make_migration));
  json_object_set_new(object, "checks", json_of_list(engine->checks, make_check));
  return object;
}

static json_t *make_summary(const MigharReport *report)
{
  static const MigharVerdict order[] = {MIGHAR_PASS, MIGHAR_WARN, MIGHAR_FAIL, MIGHAR_UNKNOWN, MIGHAR_SKIP};
  MigharTally tally;
  mighar_tally(report, &tally);
  json_t *summary = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(order); i++)
    json_object_set_new(summary, mighar_verdict_name(order[i]), json_integer(tally.of[order[i]]));
  return summary;
}

static json_t *make_engines(const MigharReport *report, gboolean timings)
{
  json_t *engines = json_of_list(report->engines, make_engine);
  for (guint i = 0; timings && i < report->engines->len; i++)
    add_timings(json_array_get(engines, i), g_ptr_array_index(report->engines, i));
  return engines;
}

static json_t *make_report(const MigharReport *report, gboolean timings)
{
  json_t *object = json_object();
  json_object_set_new(object, "mighar", json_of_string(MIGHAR_VERSION));
  json_object_set_new(object, "seconds", seconds(report->seconds));
  json_object_set_new(object, "summary", make_summary(report));
  json_object_set_new(object, "warnings", json_of_list(report->warnings, json_of_text));
  json_object_set_new(object, "engines", make_engines(report, timings));
  return object;
}

static gboolean write_report(const MigharReport *report, const MigharOutputStyle *style, FILE *stream,
                             GError **error)
{
  return json_write(make_report(report, style->timings), stream, error);
}

const MigharOutput output_json = {.name = "json", .write = write_report};

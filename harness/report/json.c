/* The JSON report. Its keys, their order and their meaning are a contract: they may gain keys, nothing else.
 */
#include "outputs.h"

#include "text.h"

#include <jansson.h>
#include <mighar/error.h>

static gboolean allow_all(G_GNUC_UNUSED gunichar character)
{
  return TRUE;
}

/* null for NULL. */
static json_t *string(const char *text)
{
  g_autofree char *clean = text_clean(text, allow_all);
  return clean != NULL ? json_string(clean) : json_null();
}

/* null for 0, which is no line and no column. */
static json_t *position(guint number)
{
  return number > 0 ? json_integer(number) : json_null();
}

static json_t *seconds(double value)
{
  return json_real((gint64)(value * 1e6 + 0.5) / 1e6);
}

/* An array of what make() makes of each element. */
static json_t *list(const GPtrArray *elements, json_t *(*make)(gconstpointer element))
{
  json_t *array = json_array();
  for (guint i = 0; i < elements->len; i++)
    json_array_append_new(array, make(g_ptr_array_index(elements, i)));
  return array;
}

static json_t *make_string(gconstpointer text)
{
  return string(text);
}

static json_t *make_finding(gconstpointer data)
{
  const MigharFinding *finding = data;
  json_t *object = json_object();
  json_object_set_new(object, "kind", string(finding->kind));
  json_object_set_new(object, "object", string(finding->object));
  json_object_set_new(object, "property", string(finding->property));
  json_object_set_new(object, "before", string(finding->before));
  json_object_set_new(object, "after", string(finding->after));
  json_object_set_new(object, "file", string(finding->file));
  json_object_set_new(object, "line", position(finding->line));
  json_object_set_new(object, "column", position(finding->column));
  json_object_set_new(object, "message", string(finding->message));
  json_object_set_new(object, "hint", string(finding->hint));
  json_object_set_new(object, "fix", string(finding->fix));
  return object;
}

static json_t *make_check(gconstpointer data)
{
  const MigharCheckReport *check = data;
  json_t *object = json_object();
  json_object_set_new(object, "check", string(check->check));
  json_object_set_new(object, "verdict", string(mighar_verdict_name(check->verdict)));
  json_object_set_new(object, "seconds", seconds(check->seconds));
  json_object_set_new(object, "reason", string(check->reason));
  json_object_set_new(object, "findings", list(check->findings, make_finding));
  return object;
}

static json_t *make_migration(gconstpointer data)
{
  const MigharMigrationReport *migration = data;
  json_t *object = json_object();
  json_object_set_new(object, "version", string(migration->version));
  json_object_set_new(object, "name", string(migration->name));
  json_object_set_new(object, "file", string(migration->file));
  json_object_set_new(object, "checks", list(migration->checks, make_check));
  return object;
}

static json_t *make_engine(gconstpointer data)
{
  const MigharEngineReport *engine = data;
  json_t *object = json_object();
  json_object_set_new(object, "engine", string(engine->engine));
  json_object_set_new(object, "version", string(engine->version));
  json_object_set_new(object, "where", string(engine->where));
  json_object_set_new(object, "format", string(engine->format));
  json_object_set_new(object, "directory", string(engine->directory));
  json_object_set_new(object, "seconds", seconds(engine->seconds));
  json_object_set_new(object, "skipped", string(engine->skipped));
  json_object_set_new(object, "kept", string(engine->kept));
  json_object_set_new(object, "migrations", list(engine->migrations, make_migration));
  json_object_set_new(object, "checks", list(engine->checks, make_check));
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

static json_t *make_report(const MigharReport *report)
{
  json_t *object = json_object();
  json_object_set_new(object, "mighar", string(MIGHAR_VERSION));
  json_object_set_new(object, "seconds", seconds(report->seconds));
  json_object_set_new(object, "summary", make_summary(report));
  json_object_set_new(object, "warnings", list(report->warnings, make_string));
  json_object_set_new(object, "engines", list(report->engines, make_engine));
  return object;
}

/* 15 significant digits, so that what was rounded to microseconds is written with as many decimals. */
static GString *render(const MigharReport *report, G_GNUC_UNUSED const MigharOutputStyle *style,
                       GError **error)
{
  json_t *root = make_report(report);
  char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
  json_decref(root);
  if (text == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the report cannot be written as JSON");
    return NULL;
  }
  GString *document = g_string_new(text);
  g_string_append_c(document, '\n');
  free(text);
  return document;
}

const MigharOutput output_json = {.name = "json", .render = render};

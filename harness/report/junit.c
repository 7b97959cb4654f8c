/* The JUnit report. It is written so that the schemas of Jenkins and of Ant both take it: the order of a
 * suite's parts, the attributes that Ant demands, none that Jenkins does not know, times of three decimals.
 * Only the system-out of a test case with a warning is more than Ant's has; it is where build systems look
 * for it. */
#include "outputs.h"

#include "details.h"
#include "text.h"

#include <libxml/chvalid.h>
#include <libxml/xmlwriter.h>
#include <mighar/error.h>

/* An error of the writer sticks, so that it need be looked at only once. */
typedef struct {
  xmlTextWriterPtr writer;
  gboolean failed;
} Document;

static gboolean is_xml_character(gunichar character)
{
  return xmlIsCharQ(character);
}

static void note(Document *document, int result)
{
  document->failed |= result < 0;
}

static void start(Document *document, const char *element)
{
  note(document, xmlTextWriterStartElement(document->writer, BAD_CAST element));
}

static void end(Document *document)
{
  note(document, xmlTextWriterEndElement(document->writer));
}

static void attribute(Document *document, const char *name, const char *value)
{
  g_autofree char *clean = text_clean(value, is_xml_character);
  note(document, xmlTextWriterWriteAttribute(document->writer, BAD_CAST name, BAD_CAST clean));
}

static void attribute_number(Document *document, const char *name, guint value)
{
  g_autofree char *text = g_strdup_printf("%u", value);
  attribute(document, name, text);
}

static void attribute_seconds(Document *document, const char *name, double value)
{
  g_autofree char *text = text_seconds(value, 3);
  attribute(document, name, text);
}

static void content(Document *document, const char *text)
{
  g_autofree char *clean = text_clean(text, is_xml_character);
  note(document, xmlTextWriterWriteString(document->writer, BAD_CAST clean));
}

static void element(Document *document, const char *name, const char *text)
{
  start(document, name);
  content(document, text);
  end(document);
}

static void append_detail(G_GNUC_UNUSED DetailKind kind, const char *line, void *data)
{
  g_string_append_printf(data, "  %s\n", line);
}

/* A line "file:line:column: message" for each finding, and its details below. */
static char *describe_findings(const MigharCheckReport *check)
{
  g_autoptr(GString) text = g_string_new("\n");
  if (check->reason != NULL)
    g_string_append_printf(text, "%s\n", check->reason);
  for (guint i = 0; i < check->findings->len; i++) {
    const MigharFinding *finding = g_ptr_array_index(check->findings, i);
    g_autofree char *place = text_place(finding);
    g_string_append_printf(text, "%s%s%s\n", place != NULL ? place : "", place != NULL ? ": " : "",
                           finding->message);
    details_visit(finding, append_detail, text);
  }
  details_visit_fix(check, append_detail, text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What a list of failed tests shows: the first finding, and how many follow. */
static char *describe_briefly(const MigharCheckReport *check)
{
  if (check->findings->len == 0)
    return g_strdup(check->reason != NULL ? check->reason : check->check);
  const MigharFinding *first = g_ptr_array_index(check->findings, 0);
  return check->findings->len == 1
             ? g_strdup(first->message)
             : g_strdup_printf("%s (and %u more)", first->message, check->findings->len - 1);
}

static void write_trouble(Document *document, const char *name, const MigharCheckReport *check)
{
  g_autofree char *brief = describe_briefly(check);
  g_autofree char *findings = describe_findings(check);
  start(document, name);
  attribute(document, "type", "check");
  attribute(document, "message", brief);
  content(document, findings);
  end(document);
}

static void write_skipped(Document *document, const char *reason)
{
  start(document, "skipped");
  if (reason != NULL)
    attribute(document, "message", reason);
  end(document);
}

static void write_verdict(Document *document, const MigharCheckReport *check)
{
  switch (check->verdict) {
  case MIGHAR_SKIP:
    write_skipped(document, check->reason);
    break;
  case MIGHAR_PASS:
    break;
  case MIGHAR_WARN: {
    g_autofree char *findings = describe_findings(check);
    element(document, "system-out", findings);
    break;
  }
  case MIGHAR_FAIL:
    write_trouble(document, "failure", check);
    break;
  case MIGHAR_UNKNOWN:
    write_trouble(document, "error", check);
    break;
  }
}

static void start_case(Document *document, const char *classname, const char *name, double seconds)
{
  start(document, "testcase");
  attribute(document, "classname", classname);
  attribute(document, "name", name);
  attribute_seconds(document, "time", seconds);
}

static void write_cases(Document *document, const char *suite, const char *title, const GPtrArray *checks)
{
  g_autofree char *classname = g_strdup_printf("%s.%s", suite, title);
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    start_case(document, classname, check->check, check->seconds);
    write_verdict(document, check);
    end(document);
  }
}

/* An engine that did not run is one skipped case, so that nobody takes its absence for success. */
static void write_engine_cases(Document *document, const char *suite, const MigharEngineReport *report)
{
  if (report->skipped != NULL) {
    start_case(document, suite, "run", 0);
    write_skipped(document, report->skipped);
    end(document);
  }
  for (guint i = 0; i < report->migrations->len; i++) {
    const MigharMigrationReport *migration = g_ptr_array_index(report->migrations, i);
    g_autofree char *title = text_migration(migration);
    g_autoptr(GPtrArray) checks = mighar_migration_report_checks(migration);
    write_cases(document, suite, title, checks);
  }
  write_cases(document, suite, "chain", report->checks);
}

static void write_counts(Document *document, const MigharEngineReport *report)
{
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  tally.of[MIGHAR_SKIP] += report->skipped != NULL;
  guint total = 0;
  for (guint i = 0; i < G_N_ELEMENTS(tally.of); i++)
    total += tally.of[i];
  attribute_number(document, "tests", total);
  attribute_number(document, "failures", tally.of[MIGHAR_FAIL]);
  attribute_number(document, "errors", tally.of[MIGHAR_UNKNOWN]);
  attribute_number(document, "skipped", tally.of[MIGHAR_SKIP]);
}

/* "41 of 43 tables"; NULL where none were made. */
static char *describe_rows(const MigharMadeRows *rows)
{
  return rows->wanted > 0 ? g_strdup_printf("%u of %u tables", rows->filled, rows->tables) : NULL;
}

static void write_properties(Document *document, const MigharEngineReport *report)
{
  g_autofree char *rows = describe_rows(&report->rows);
  g_autofree char *seed = rows != NULL ? g_strdup_printf("%" G_GUINT64_FORMAT, report->rows.seed) : NULL;
  const struct {
    const char *name;
    const char *value;
  } properties[] = {
      {"mighar.version", MIGHAR_VERSION},
      {"engine", report->engine},
      {"engine.version", report->version},
      {"engine.where", report->where},
      {"format", report->format},
      {"directory", report->directory},
      {"kept", report->kept},
      {"rows", rows},
      {"seed", seed},
  };
  start(document, "properties");
  for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
    if (properties[i].value == NULL)
      continue;
    start(document, "property");
    attribute(document, "name", properties[i].name);
    attribute(document, "value", properties[i].value);
    end(document);
  }
  end(document);
}

/* UTC, without a zone: Ant's schema allows none. */
static void write_timestamp(Document *document, gint64 started)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(started);
  g_autofree char *text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%S");
  attribute(document, "timestamp", text);
}

/* "mighar.postgres"; "mighar.postgres-15.18" where several servers of the engine are in the report. */
static char *name_suite(const MigharReport *report, const MigharEngineReport *engine)
{
  guint n = 0;
  for (guint i = 0; i < report->engines->len; i++)
    n += g_str_equal(((const MigharEngineReport *)g_ptr_array_index(report->engines, i))->engine,
                     engine->engine);
  return n > 1 && engine->version != NULL ? g_strdup_printf("mighar.%s-%s", engine->engine, engine->version)
                                          : g_strdup_printf("mighar.%s", engine->engine);
}

/* The warnings are the whole run's; they stand in its first suite. */
static char *join_warnings(const MigharReport *report, guint index)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; index == 0 && i < report->warnings->len; i++)
    g_string_append_printf(text, "%s\n", (char *)g_ptr_array_index(report->warnings, i));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void write_suite(Document *document, const MigharReport *report, guint index)
{
  const MigharEngineReport *engine = g_ptr_array_index(report->engines, index);
  g_autofree char *suite = name_suite(report, engine);
  g_autofree char *warnings = join_warnings(report, index);
  start(document, "testsuite");
  attribute(document, "name", suite);
  attribute(document, "package", "mighar");
  attribute_number(document, "id", index);
  write_counts(document, engine);
  attribute_seconds(document, "time", engine->seconds);
  write_timestamp(document, report->started);
  attribute(document, "hostname", g_get_host_name());
  write_properties(document, engine);
  write_engine_cases(document, suite, engine);
  element(document, "system-out", "");
  element(document, "system-err", warnings);
  end(document);
}

static void write_document(Document *document, const MigharReport *report)
{
  note(document, xmlTextWriterSetIndent(document->writer, 1));
  note(document, xmlTextWriterStartDocument(document->writer, NULL, "UTF-8", NULL));
  start(document, "testsuites");
  for (guint i = 0; i < report->engines->len; i++)
    write_suite(document, report, i);
  end(document);
  note(document, xmlTextWriterEndDocument(document->writer));
}

/* An xmlOutputWriteCallback. What the stream does not take it remembers itself. */
static int put_bytes(void *stream, const char *bytes, int length)
{
  fwrite(bytes, 1, (size_t)length, stream);
  return length;
}

static gboolean write_report(const MigharReport *report, G_GNUC_UNUSED const MigharOutputStyle *style,
                             FILE *stream, GError **error)
{
  Document document = {.writer = xmlNewTextWriter(xmlOutputBufferCreateIO(put_bytes, NULL, stream, NULL))};
  write_document(&document, report);
  xmlFreeTextWriter(document.writer);
  if (document.failed)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the report cannot be written as JUnit XML");
  return !document.failed;
}

const MigharOutput output_junit = {.name = "junit", .write = write_report};

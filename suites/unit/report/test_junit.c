#include "fixture.h"
#include "outputs.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static xmlSchemaPtr schema;

static int load_schema(void **state)
{
  (void)state;
  xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt(SUITES_FOLDER "/unit/report/jenkins-junit-10.xsd");
  schema = xmlSchemaParse(context);
  xmlSchemaFreeParserCtxt(context);
  return schema != NULL ? 0 : -1;
}

static int free_schema(void **state)
{
  (void)state;
  xmlSchemaFree(schema);
  xmlCleanupParser();
  return 0;
}

static int validate(xmlDocPtr document)
{
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
  int result = xmlSchemaValidateDoc(context, document);
  xmlSchemaFreeValidCtxt(context);
  return result;
}

/* The report as a document, which is valid. Free with xmlFreeDoc(). */
static xmlDocPtr render(const MigharReport *report)
{
  const MigharOutputStyle style = {0};
  g_autoptr(GError) error = NULL;
  g_autofree char *text = mighar_output_text(&output_junit, report, &style, &error);
  assert_null(error);
  assert_non_null(text);
  xmlDocPtr document = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET);
  assert_non_null(document);
  assert_int_equal(validate(document), 0);
  return document;
}

/* The value of an XPath expression as text. Free with g_free(). */
static char *query(xmlDocPtr document, const char *path)
{
  xmlXPathContextPtr context = xmlXPathNewContext(document);
  xmlXPathObjectPtr result = xmlXPathEvalExpression(BAD_CAST path, context);
  xmlChar *value = xmlXPathCastToString(result);
  char *copy = g_strdup((const char *)value);
  xmlFree(value);
  xmlXPathFreeObject(result);
  xmlXPathFreeContext(context);
  return copy;
}

static void assert_query(xmlDocPtr document, const char *path, const char *expected)
{
  g_autofree char *value = query(document, path);
  assert_string_equal(value, expected);
}

static void test_the_schema_refuses_what_is_wrong(void **state)
{
  (void)state;
  const char *text =
      "<testsuites><testsuite name='a' tests='1' failures='0' errors='0' time='0.1234'/></testsuites>";
  xmlDocPtr document = xmlReadMemory(text, strlen(text), NULL, NULL, 0);
  assert_int_not_equal(validate(document), 0);
  xmlFreeDoc(document);
}

static void test_suites(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  xmlDocPtr document = render(report);
  assert_query(document, "count(/testsuites/testsuite)", "2");
  assert_query(document, "count(/testsuites/@*)", "0");
  assert_query(document, "string(//testsuite[1]/@name)", "mighar.sqlite");
  assert_query(document, "string(//testsuite[1]/@tests)", "13");
  assert_query(document, "count(//testsuite[1]/testcase)", "13");
  assert_query(document, "string(//testsuite[1]/@failures)", "2");
  assert_query(document, "count(//testsuite[1]//failure)", "2");
  assert_query(document, "string(//testsuite[1]/@errors)", "1");
  assert_query(document, "string(//testsuite[1]/@skipped)", "4");
  assert_query(document, "string(//testsuite[1]/@time)", "0.750");
  assert_query(document, "string(//testsuite[1]/@timestamp)", "2023-11-14T22:13:20");
  assert_query(document, "string(//testsuite[1]/@hostname)", g_get_host_name());
  assert_query(document, "string(//testsuite[1]//property[@name='engine.version']/@value)", "3.40.1");
  assert_query(document, "string(//testsuite[1]//property[@name='mighar.version']/@value)", MIGHAR_VERSION);
  assert_query(document, "string(//testsuite[1]//property[@name='format']/@value)", "goose");
  assert_query(document, "string(//testsuite[1]/system-err)", "migrations/notes.txt: matches no migration\n");
  assert_query(document, "string(//testsuite[2]/system-err)", "");
  xmlFreeDoc(document);
}

static void test_cases(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  xmlDocPtr document = render(report);
  assert_query(document, "string((//testcase)[1]/@classname)", "mighar.sqlite.0001_create_users");
  assert_query(document, "string((//testcase)[1]/@name)", "up");
  assert_query(document, "string((//testcase)[1]/@time)", "0.001");
  assert_query(document, "count((//testcase)[1]/node())", "0");
  assert_query(document, "string(//testcase[@classname='mighar.sqlite.chain']/@name)", "chain");
  assert_query(document, "string(//testcase[@name='chain']/error/@message)", "the connection was lost");
  assert_query(document, "string(//testcase[@name='chain']/error/@type)", "check");
  assert_query(document,
               "string(//testcase[@classname='mighar.sqlite.0003_drop_legacy'][2]/skipped/@message)",
               "irreversible: the rows are gone");
  assert_query(
      document, "string(//testcase[@classname='mighar.sqlite.0005_reorder']/system-out)",
      "\nallowed: nobody reads by position\n" FIXTURE_FILE ":9: "
      "table users: the columns are in another order after the down\n  - id, email\n  + email, id\n");
  xmlFreeDoc(document);
}

static void test_failures(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  xmlDocPtr document = render(report);
  assert_query(document, "string(//failure[1]/@type)", "check");
  assert_query(document, "string(//testcase[@name='schema']/failure/@message)",
               "index idx_users_email is missing after the down (and 1 more)");
  assert_query(document, "string(//testcase[@name='replay']/failure/@message)",
               "table status already exists");
  assert_query(document, "string(//testcase[@name='schema']/failure)",
               "\n" FIXTURE_FILE ":14:1: index idx_users_email is missing after the down\n" FIXTURE_FILE
               ":14:1: view active: definition is another one after the down\n"
               "  - SELECT id,\n  -   email\n  + SELECT id\n    FROM users\n    WHERE active\n"
               "  append to the down: CREATE INDEX idx_users_email ON users (email);\n");
  xmlFreeDoc(document);
}

static void test_an_engine_that_did_not_run(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  xmlDocPtr document = render(report);
  assert_query(document, "string(//testsuite[2]/@name)", "mighar.postgres");
  assert_query(document, "string(//testsuite[2]/@tests)", "1");
  assert_query(document, "string(//testsuite[2]/@skipped)", "1");
  assert_query(document, "string(//testsuite[2]/testcase/skipped/@message)", "no server binaries in PATH");
  xmlFreeDoc(document);
}

static void test_several_servers_of_one_engine_are_told_apart(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  fixture_engine(report, "postgres", "PostgreSQL")->version = g_strdup("13.4");
  fixture_engine(report, "postgres", "PostgreSQL")->version = g_strdup("15.18");
  xmlDocPtr document = render(report);
  assert_query(document, "string(//testsuite[1]/@name)", "mighar.postgres-13.4");
  assert_query(document, "string(//testsuite[2]/@name)", "mighar.postgres-15.18");
  xmlFreeDoc(document);
}

static void test_characters_that_xml_cannot_hold(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  MigharMigrationReport *migration = fixture_migration(engine, "1", "\x01 <&\">\xff");
  MigharCheckReport *check = fixture_check(migration->checks, "up", MIGHAR_FAIL, NULL);
  fixture_finding(check, "sql-error", "]]> \x0b\xef\xbf\xbf\xed\xa0\x80 \xc3\xa9\r\n\t<!--", 1, 1);
  g_ptr_array_add(report->warnings, g_strdup("\x1b[31m\x7f"));
  xmlDocPtr document = render(report);
  assert_query(document, "string(//testcase/@classname)", "mighar.sqlite.1_\xef\xbf\xbd <&\">\xef\xbf\xbd");
  g_autofree char *message = query(document, "string(//failure/@message)");
  assert_true(g_str_has_prefix(message, "]]> \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
  assert_true(g_str_has_suffix(message, " \xc3\xa9\r\n\t<!--"));
  assert_query(document, "string(//system-err)", "\xef\xbf\xbd[31m\x7f\n");
  xmlFreeDoc(document);
}

static void test_long_times_stay_valid(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  ((MigharEngineReport *)g_ptr_array_index(report->engines, 0))->seconds = 123456.7891;
  xmlDocPtr document = render(report);
  assert_query(document, "string(//testsuite[1]/@time)", "123456.789");
  xmlFreeDoc(document);
}

static void test_empty_report(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  xmlDocPtr document = render(report);
  assert_query(document, "count(//testsuite)", "0");
  xmlFreeDoc(document);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_schema_refuses_what_is_wrong),
      cmocka_unit_test(test_suites),
      cmocka_unit_test(test_cases),
      cmocka_unit_test(test_failures),
      cmocka_unit_test(test_an_engine_that_did_not_run),
      cmocka_unit_test(test_several_servers_of_one_engine_are_told_apart),
      cmocka_unit_test(test_characters_that_xml_cannot_hold),
      cmocka_unit_test(test_long_times_stay_valid),
      cmocka_unit_test(test_empty_report),
  };
  return cmocka_run_group_tests(tests, load_schema, free_schema);
}

/* sections: the lines between the halves, in all their spellings. */
#include "project.h"

static void halves_run_as_written(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "-- what it does\n\n-- UP\nBEGIN;\nCREATE TABLE a (b int);\nCOMMIT;\n\n-- "
                          "DOWN\nDROP TABLE a;\nSELECT 1;");
  assert_loads("m", NULL, "postgres",
               "postgres sections m\n"
               "1 x m/1_x.sql\n"
               "  up of m/1_x.sql:3\n"
               "    #0 4:1 BEGIN\n"
               "    #1 5:1 CREATE TABLE a (b int)\n"
               "    #2 6:1 COMMIT\n"
               "  down of m/1_x.sql:8\n"
               "    #0 9:1 DROP TABLE a\n"
               "    #1 10:1 SELECT 1\n");
}

/* node-pg-migrate wraps, and sends a half at once. */
static void migrations_by_that_word_are_wrapped(void **state)
{
  (void)state;
  write_file("m/1-x.sql", "-- Up Migration\nSELECT 1; SELECT 2;\n--- down MIGRATION, of 1\nSELECT 3;\n");
  write_file("m/2-y.sql",
             "-- Up Migration\nSELECT 1; COMMIT;\n-- Down Migration\n-- mighar: no transaction\nSELECT 3;\n");
  assert_loads("m", NULL, "postgres",
               "postgres sections m\n"
               "1 x m/1-x.sql\n"
               "  up of m/1-x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "    #0 2:11 SELECT 2\n"
               "  down of m/1-x.sql:3, transaction\n"
               "    #0 4:1 SELECT 3\n"
               "2 y m/2-y.sql\n"
               "  up of m/2-y.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "    #1 2:11 COMMIT\n"
               "  down of m/2-y.sql:3\n"
               "    #0 5:1 SELECT 3\n");
}

static void spellings(void **state)
{
  (void)state;
  static const struct {
    const char *up, *down;
    gboolean is_known;
  } rows[] = {
      {"-- UP", "-- DOWN", TRUE},
      {"--up", "--down", TRUE},
      {"  -- Up  \r", "  -- Down:\r", TRUE},
      {"-------- up --------", "-- ==== down ====", TRUE},
      {"-- @UP", "-- @DOWN", TRUE},
      {"-- up script", "-- down script", TRUE},
      {"-- //a comment", "-- //@UNDO", TRUE},
      {"-- Up Migration", "-- Down Migration", TRUE},
      {"-- Up", "-- Rollback", TRUE},
      {"-- up it goes", "-- down it goes", FALSE},
      {"-- UPDATE", "-- DOWNLOADS", FALSE},
      {"/* up */", "/* down */", FALSE},
      {"SELECT '-- UP'; -- UP", "SELECT 1; -- DOWN", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strconcat(rows[i].up, "\nSELECT 1;\n", rows[i].down, "\nSELECT 2;\n", NULL);
    write_file("m/1_x.sql", text);
    g_autoptr(GPtrArray) chains = load_with("m", NULL, "postgres", NULL);
    const MigharChain *chain = g_ptr_array_index(chains, 0);
    if (g_str_equal(chain->format->name, "sections") != rows[i].is_known)
      fail_msg("%s is %s", text, chain->format->name);
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, 0);
    if (rows[i].is_known && (migration->up->statements->len != 1 || migration->down->statements->len != 1))
      fail_msg("%s", text);
  }
}

static void the_up_needs_no_line_and_may_come_second(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "SELECT 1;\n-- DOWN\nSELECT 2;\n");
  write_file("m/2_y.sql", "-- DOWN\nSELECT 3;\n-- UP\nSELECT 4;\n");
  write_file("m/3_z.sql", "-- only up\nSELECT 5;\n");
  assert_loads("m", NULL, "sqlite",
               "sqlite sections m\n"
               "1 x m/1_x.sql\n"
               "  up of m/1_x.sql:1\n"
               "    #0 1:1 SELECT 1\n"
               "  down of m/1_x.sql:2\n"
               "    #0 3:1 SELECT 2\n"
               "2 y m/2_y.sql\n"
               "  up of m/2_y.sql:3\n"
               "    #0 4:1 SELECT 4\n"
               "  down of m/2_y.sql:1\n"
               "    #0 2:1 SELECT 3\n"
               "3 z m/3_z.sql\n"
               "  up of m/3_z.sql:1\n"
               "    #0 2:1 SELECT 5\n");
}

static void what_is_ambiguous_is_refused(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "-- UP\nSELECT 1;\n-- DOWN\nSELECT 2;\n-- up\nSELECT 3;\n");
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "m/1_x.sql:5: a second line that begins the up\n"
                 "hint: the first one is in line 1; keep one a file");
  write_file("m/1_x.sql", "-- x\nSELECT 0;\n-- UP\nSELECT 1;\n-- DOWN\n");
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "m/1_x.sql:2: SQL in front of the line that begins the first half\n"
                 "hint: move it behind that line");
}

static void other_tools_keep_their_files(void **state)
{
  (void)state;
  static const struct {
    const char *text, *format;
  } rows[] = {
      {"-- UP\n-- +goose Up\nSELECT 1;\n-- DOWN\n-- +goose Down\nSELECT 2;\n", "goose"},
      {"-- up\n-- migrate:up\nSELECT 1;\n-- migrate:down\n-- down\nSELECT 2;\n", "dbmate"},
      {"-- +migrate Up\nSELECT 1;\n-- rollback\n-- +migrate Down\nSELECT 2;\n", "sql-migrate"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("m/1_x.sql", rows[i].text);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) chains = load_with("m", NULL, "sqlite", &error);
    if (chains == NULL)
      fail_msg("%s", error->message);
    assert_string_equal(((MigharChain *)g_ptr_array_index(chains, 0))->format->name, rows[i].format);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(halves_run_as_written),
      project_test(migrations_by_that_word_are_wrapped),
      project_test(spellings),
      project_test(the_up_needs_no_line_and_may_come_second),
      project_test(what_is_ambiguous_is_refused),
      project_test(other_tools_keep_their_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

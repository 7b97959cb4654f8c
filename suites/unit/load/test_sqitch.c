/* sqitch: the plan, the scripts of its changes, and where the configuration says that they are. */
#include "project.h"

#define BY "2024-01-02T03:04:05Z Ada <ada@example.org>"

static void write_change(const char *name)
{
  g_autofree char *deploy = g_strdup_printf("p/deploy/%s.sql", name);
  g_autofree char *revert = g_strdup_printf("p/revert/%s.sql", name);
  write_file(deploy, "BEGIN;\nSELECT 1;\nCOMMIT;\n");
  write_file(revert, "SELECT 2;\n");
}

static void changes_come_in_the_order_of_the_plan(void **state)
{
  (void)state;
  write_file("p/sqitch.plan", "%syntax-version=1.0.0\n%project=shop\n\n"
                              "  # b before a\n"
                              "b " BY " # note [x] @y\n"
                              "+ a [b !c] " BY "\n"
                              "@v1 " BY " # tag\n");
  write_change("a");
  write_change("b");
  write_file("p/verify/a.sql", "SELECT 3");
  assert_loads("p", NULL, "postgres",
               "postgres sqitch p\n"
               "1 b p/deploy/b.sql\n"
               "  up of p/deploy/b.sql:1\n"
               "    #0 1:1 BEGIN\n"
               "    #1 2:1 SELECT 1\n"
               "    #2 3:1 COMMIT\n"
               "  down of p/revert/b.sql:1\n"
               "    #0 1:1 SELECT 2\n"
               "2 a p/deploy/a.sql\n"
               "  up of p/deploy/a.sql:1\n"
               "    #0 1:1 BEGIN\n"
               "    #1 2:1 SELECT 1\n"
               "    #2 3:1 COMMIT\n"
               "  down of p/revert/a.sql:1\n"
               "    #0 1:1 SELECT 2\n");
  g_autoptr(GPtrArray) chains = load_with("p", NULL, "postgres", NULL);
  const MigharChain *chain = g_ptr_array_index(chains, 0);
  const MigharMigration *first = g_ptr_array_index(chain->migrations, 0),
                        *second = g_ptr_array_index(chain->migrations, 1);
  assert_null(first->verify);
  assert_string_equal(second->verify->file, "p/verify/a.sql");
  assert_int_equal(second->verify->statements->len, 1);
}

/* The first tag whose file is there, as sqitch looks for it. */
static void a_change_that_comes_again_has_scripts_named_by_a_tag(void **state)
{
  (void)state;
  write_file("p/sqitch.plan", "a " BY "\n@v1 " BY "\nb " BY "\n@v2 " BY "\na [a@v1] " BY "\n");
  write_change("a");
  write_change("b");
  write_change("a@v2");
  g_autoptr(GPtrArray) chains = load_with("p", NULL, "sqlite", NULL);
  const MigharChain *chain = g_ptr_array_index(chains, 0);
  static const char *const names[] = {"a@v2", "b", "a"};
  assert_int_equal(chain->migrations->len, G_N_ELEMENTS(names));
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    assert_string_equal(((MigharMigration *)g_ptr_array_index(chain->migrations, i))->name, names[i]);
}

static void the_configuration_tells_engine_and_places(void **state)
{
  (void)state;
  write_file("p/sqitch.conf", "[core]\n\tengine = pg\n\ttop_dir = db\n\t; no key\n\textension = ddl\n"
                              "[engine \"pg\"]\n\tdeploy_dir = \"up\"\n[deploy]\n\tverify\n");
  write_file("p/db/sqitch.plan", "a " BY "\n");
  write_file("p/up/a.ddl", "SELECT 1;");
  write_file("p/db/revert/a.ddl", "SELECT 2;");
  assert_loads("p", NULL, NULL,
               "postgres sqitch p\n"
               "1 a p/up/a.ddl\n"
               "  up of p/up/a.ddl:1\n"
               "    #0 1:1 SELECT 1\n"
               "  down of p/db/revert/a.ddl:1\n"
               "    #0 1:1 SELECT 2\n");
  write_file("p/sqitch.conf", "[core]\nengine = mysql\n");
  assert_refuses("p", NULL, NULL, MIGHAR_ERROR_USAGE,
                 "'p' is for the engine 'mysql', which mighar does not run on");
}

static void what_the_plan_does_not_have_is_told(void **state)
{
  (void)state;
  write_file("p/sqitch.plan", "%project=shop\nfunctions/a [other:b] " BY "\n");
  write_change("functions/a");
  write_change("functions/c");
  write_file("p/verify/d.sql", "SELECT 3;");
  write_file("p/verify/e.txt", "notes");
  g_autoptr(GPtrArray) chains = load_with("p", NULL, "sqlite", NULL);
  const MigharChain *chain = g_ptr_array_index(chains, 0);
  assert_int_equal(chain->migrations->len, 1);
  assert_int_equal(chain->warnings->len, 2);
  assert_string_equal(
      g_ptr_array_index(chain->warnings, 0),
      "p/sqitch.plan: not read, because the plan has no such change: 'p/deploy/functions/c.sql', "
      "'p/revert/functions/c.sql' and 'p/verify/d.sql'");
  assert_string_equal(
      g_ptr_array_index(chain->warnings, 1),
      "p/sqitch.plan:2: 'functions/a' depends on 'other:b' of another project, which mighar does not deploy");
}

static void plans_that_sqitch_refuses_are_refused(void **state)
{
  (void)state;
  static const struct {
    const char *plan, *message;
  } rows[] = {
      {"a\n",
       "p/sqitch.plan:1: is neither a change nor a tag: 'a'\n"
       "hint: a change is written like this: users [roles] 2024-01-02T03:04:05Z Ada <ada@example.org> # "
       "who may sign in"},
      {"\na [b] " BY "\nb " BY "\n", "p/sqitch.plan:2: 'a' requires 'b', which is not before it in the plan\n"
                                     "hint: move what is required to the front"},
      {"a " BY "\nb [a@v1] " BY "\n",
       "p/sqitch.plan:2: 'b' requires 'a@v1', which is not before it in the plan\n"
       "hint: move what is required to the front"},
      {"a " BY "\nb [!a] " BY "\n",
       "p/sqitch.plan:2: 'b' conflicts with 'a', which is before it in the plan"},
      {"a " BY "\na " BY "\n", "p/sqitch.plan:2: the change 'a' is there twice, without a tag between\n"
                               "hint: sqitch rework asks for a tag first"},
      {"@v1 " BY "\n",
       "p/sqitch.plan:1: the tag '@v1' has no change to tag\nhint: put a change in front of it"},
      {"a " BY "\n@v1 " BY "\nb " BY "\n@v1 " BY "\n", "p/sqitch.plan:4: the tag '@v1' is there twice"},
      {"-a " BY "\n", "p/sqitch.plan:1: mighar does not read plans that revert a change, here 'a'"},
      {"c " BY "\n", "p/sqitch.plan:1: the change 'c' has no deploy script 'p/deploy/c.sql'"},
      {"%project=shop\n", "there are no migrations for SQLite in 'p'\n"
                          "hint: files of sqitch have names like 'deploy/users.sql'"},
  };
  write_change("a");
  write_change("b");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("p/sqitch.plan", rows[i].plan);
    assert_refuses("p", NULL, "sqlite", MIGHAR_ERROR_USAGE, rows[i].message);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(changes_come_in_the_order_of_the_plan),
      project_test(a_change_that_comes_again_has_scripts_named_by_a_tag),
      project_test(the_configuration_tells_engine_and_places),
      project_test(what_the_plan_does_not_have_is_told),
      project_test(plans_that_sqitch_refuses_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

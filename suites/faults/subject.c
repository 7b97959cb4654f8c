/* A program that uses the PostgreSQL driver as mighar does, to be killed at any instant.
 *
 *   subject [--url URL] [--bin DIRECTORY] [--script SQL] [--once] [--keep]
 *
 * Finds a server, makes two databases, one by copying, runs the script, and then works until it is ended;
 * --once: until it has done that once. --keep: keeps one of the databases and prints how to come to it.
 * Prints a line at every step, with the milliseconds since the last one. Exits with 1 and the message on an
 * error. */
#include <mighar/driver.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const MigharDriver mighar_postgres_driver;

static char *url, *script_text;
static char **binary_directories;
static gboolean once, keep;

static const GOptionEntry entries[] = {
    {"url", 0, 0, G_OPTION_ARG_STRING, &url, NULL, NULL},
    {"bin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &binary_directories, NULL, NULL},
    {"script", 0, 0, G_OPTION_ARG_STRING, &script_text, NULL, NULL},
    {"once", 0, 0, G_OPTION_ARG_NONE, &once, NULL, NULL},
    {"keep", 0, 0, G_OPTION_ARG_NONE, &keep, NULL, NULL},
    {NULL},
};

static void die(int number)
{
  mighar_postgres_driver.abandon();
  raise(number);
}

static void handle(int number)
{
  struct sigaction action = {.sa_handler = die, .sa_flags = SA_RESETHAND};
  sigfillset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static void say(const char *step, const char *more)
{
  static gint64 last;
  gint64 now = g_get_monotonic_time();
  printf("%s %.1f ms%s%s\n", step, last > 0 ? (double)(now - last) / 1000 : 0, more != NULL ? ": " : "",
         more != NULL ? more : "");
  fflush(stdout);
  last = g_get_monotonic_time();
}

static gboolean run(MigharDatabase *database, const char *sql, GError **error)
{
  g_autoptr(MigharScript) script = mighar_script_new("subject.sql", 1, sql, strlen(sql));
  g_auto(MigharOutcome) outcome = {0};
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(MIGHAR_DIALECT_POSTGRES, sql, strlen(sql), 1);
  if (!mighar_postgres_driver.execute(database, script, &outcome, error))
    return FALSE;
  if (!outcome.applied)
    say("failed", outcome.message);
  return TRUE;
}

static gboolean work(MigharDatabase *database, MigharDatabase *copy, GError **error)
{
  if (script_text != NULL && !run(copy, script_text, error))
    return FALSE;
  do {
    if (!run(database, "CREATE TABLE t (a int); SELECT pg_sleep(0.02); DROP TABLE t", error))
      return FALSE;
    say("ran", NULL);
  } while (!once);
  say("worked", NULL);
  return TRUE;
}

static gboolean keep_or_drop(MigharDatabase *database, GError **error)
{
  if (!keep) {
    mighar_postgres_driver.drop(database);
    return TRUE;
  }
  g_autofree char *commands = mighar_postgres_driver.keep(database, error);
  if (commands != NULL)
    printf("%s\n", commands);
  return commands != NULL;
}

static gboolean use(MigharServer *server, GError **error)
{
  MigharDatabase *database = mighar_postgres_driver.create(server, error);
  if (database == NULL)
    return FALSE;
  say("created", database->name);
  MigharDatabase *copy = mighar_postgres_driver.copy(database, error);
  if (copy != NULL)
    say("copied", copy->name);
  gboolean worked = copy != NULL && work(database, copy, error);
  mighar_postgres_driver.drop(copy);
  return keep_or_drop(database, worked ? error : NULL) && worked;
}

static gboolean find_and_use(GError **error)
{
  char *missing = NULL;
  MigharServerOptions options = {url, (const char *const *)binary_directories};
  g_autoptr(GPtrArray) servers = mighar_postgres_driver.find_servers(&options, &missing, error);
  if (servers == NULL)
    return FALSE;
  if (servers->len == 0) {
    say("missing", missing);
    exit(77);
  }
  MigharServer *server = g_ptr_array_index(servers, 0);
  say("found", server->where);
  return use(server, error);
}

int main(int argc, char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GError) error = NULL;
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, NULL))
    return 2;
  handle(SIGINT);
  handle(SIGTERM);
  handle(SIGHUP);
  say("begun", NULL);
  if (!find_and_use(&error)) {
    say("error", error->message);
    return 1;
  }
  say("stopped", NULL);
  return 0;
}

/* psql, stopped before each statement: its own single step mode, so that a script is split, and its
 * \-commands are followed, by the program that it is written for. */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

typedef struct {
  GPid process;
  int to, from; /* its standard input and output */
  GString *said;
  char *statement; /* that it is about to run; NULL: it has ended */
} Stepper;

static const char stepper_ask[] = "(press return to proceed or enter x and return to cancel)";
static const char stepper_title[] = "(Single step mode: verify command)";

static inline void stepper_clear(Stepper *stepper)
{
  if (stepper->process > 0) {
    kill(stepper->process, SIGKILL);
    waitpid(stepper->process, NULL, 0);
    close(stepper->to);
    close(stepper->from);
  }
  if (stepper->said != NULL)
    g_string_free(stepper->said, TRUE);
  g_free(stepper->statement);
  *stepper = (Stepper){0};
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stepper, stepper_clear)

/* Starts psql on the file; it runs nothing yet. environment as for execve(). */
static inline gboolean stepper_start(Stepper *stepper, const char *psql, PGconn *server, const char *database,
                                     const char *file, char **environment, GError **error)
{
  const char *argv[] = {psql,      "--no-psqlrc",
                        "--quiet", "--single-step",
                        "-v",      "HIDE_TABLEAM=on",
                        "-v",      "HIDE_TOAST_COMPRESSION=on",
                        "-h",      PQhost(server),
                        "-p",      PQport(server),
                        "-U",      PQuser(server),
                        "-d",      database,
                        "-f",      file,
                        NULL};
  *stepper = (Stepper){.said = g_string_new(NULL)};
  return g_spawn_async_with_pipes(NULL, (char **)argv, environment,
                                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                                  &stepper->process, &stepper->to, &stepper->from, NULL, error);
}

/* The statement that is being asked about, cut out of what was said; NULL when none is yet. */
static inline char *stepper_take(GString *said)
{
  const char *ask = strstr(said->str, stepper_ask);
  const char *line = ask != NULL ? strchr(ask, '\n') : NULL;
  if (line == NULL)
    return NULL;
  const char *title = g_strrstr_len(said->str, ask - said->str, stepper_title);
  const char *start = title != NULL ? strchr(title, '\n') + 1 : said->str;
  const char *end = g_strrstr_len(start, ask - start, "\n");
  char *statement = g_strndup(start, end != NULL ? (gsize)(end - start) : 0);
  g_string_erase(said, 0, line + 1 - said->str);
  return statement;
}

/* Waits until psql has done what it was let to do: until it asks about the next statement, or ends. */
static inline void stepper_wait(Stepper *stepper)
{
  g_clear_pointer(&stepper->statement, g_free);
  char bytes[65536];
  while ((stepper->statement = stepper_take(stepper->said)) == NULL) {
    gssize n = read(stepper->from, bytes, sizeof bytes);
    if (n <= 0)
      return;
    /* What tables hold may have zeros; what psql asks has none. */
    for (gssize i = 0; i < n; i++)
      g_string_append_c(stepper->said, bytes[i] != '\0' ? bytes[i] : ' ');
  }
}

/* Lets psql run the statement. */
static inline void stepper_go(Stepper *stepper)
{
  if (write(stepper->to, "\n", 1) != 1)
    g_clear_pointer(&stepper->statement, g_free);
}

#include "command.h"

#include <mighar/error.h>
#include <mighar/shell.h>
#include <string.h>

/* What the program is told: see MigharExternal. */
static char **tell_of(const MigharChain *chain, const MigharScript *script, const char *url)
{
  char **environment = g_strdupv(chain->external->environment);
  environment = g_environ_setenv(environment, "DATABASE_URL", url, TRUE);
  environment = g_environ_setenv(environment, "MIGHAR_ENGINE", chain->engine->name, TRUE);
  return g_environ_setenv(environment, "MIGHAR_VERSION", script->target, TRUE);
}

/* scheme://user:PASSWORD@host. NULL: there is none. */
static char *password_of(const char *url)
{
  const char *authority = strstr(url, "://");
  const char *at = authority != NULL ? strrchr(authority, '@') : NULL;
  const char *colon = authority != NULL ? strchr(authority + strlen("://"), ':') : NULL;
  return at != NULL && colon != NULL && colon + 1 < at ? g_strndup(colon + 1, at - colon - 1) : NULL;
}

/* The URL may hold a password, and the program may tell of that in words of its own. */
static char *without_url(const char *text, const char *url)
{
  g_auto(GStrv) parts = g_strsplit(text, url, -1);
  g_autofree char *joined = g_strjoinv("$DATABASE_URL", parts);
  g_autofree char *password = password_of(url);
  g_autofree char *plain = password != NULL ? g_uri_unescape_string(password, NULL) : NULL;
  g_autoptr(GString) hidden = g_string_new(joined);
  if (password != NULL)
    g_string_replace(hidden, password, "xxx", 0);
  if (plain != NULL)
    g_string_replace(hidden, plain, "xxx", 0);
  return g_string_free(g_steal_pointer(&hidden), FALSE);
}

static MigharFinding *make_failure(const MigharScript *script, const char *url,
                                   const MigharShellOutcome *outcome)
{
  g_autofree char *complaint = without_url(outcome->complaint, url);
  MigharFinding *failure = mighar_finding_new("command-error", "the command %s", complaint);
  g_autofree char *words = outcome->last_words != NULL ? without_url(outcome->last_words, url) : NULL;
  failure->file = script->file;
  failure->line = script->line;
  failure->hint = words != NULL
                      ? g_strdup_printf("with MIGHAR_VERSION='%s' it wrote\n%s", script->target, words)
                      : g_strdup_printf("with MIGHAR_VERSION='%s' it wrote nothing", script->target);
  return failure;
}

static gboolean check_url(const MigharChain *chain, const char *url, GError **error)
{
  if (url == NULL)
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "give a database that is a file",
                     "the program of '%s' cannot work on a database that is in the memory of mighar",
                     chain->directory);
  return url != NULL;
}

gboolean command_line_run(const MigharChain *chain, const MigharScript *script, const char *url,
                          MigharLeg *leg, GError **error)
{
  if (!check_url(chain, url, error))
    return FALSE;
  g_auto(GStrv) environment = tell_of(chain, script, url);
  g_auto(MigharShellOutcome) outcome = {0};
  if (!mighar_shell_run(script->text, chain->external->directory, environment, chain->external->timeout,
                        &outcome, error))
    return FALSE;
  *leg = (MigharLeg){.run = TRUE, .applied = outcome.succeeded, .seconds = outcome.seconds};
  leg->leaves_traces = !outcome.succeeded;
  if (!outcome.succeeded)
    leg->failure = make_failure(script, url, &outcome);
  return TRUE;
}

/* The first words of the lines. */
static GPtrArray *read_versions(const char *output)
{
  GPtrArray *versions = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *start = lines[i] + strspn(lines[i], " \t\r");
    if (*start != '\0')
      g_ptr_array_add(versions, g_strndup(start, strcspn(start, " \t\r")));
  }
  return versions;
}

GPtrArray *command_list_versions(const MigharChain *chain, const char *url, GError **error)
{
  const MigharScript *tell = chain->external->tell;
  if (!check_url(chain, url, error))
    return NULL;
  g_auto(GStrv) environment = tell_of(chain, tell, url);
  g_auto(MigharShellOutcome) outcome = {0};
  if (!mighar_shell_run(tell->text, chain->external->directory, environment, chain->external->timeout,
                        &outcome, error))
    return NULL;
  if (outcome.succeeded)
    return read_versions(outcome.output);
  g_autofree char *complaint = without_url(outcome.complaint, url);
  g_autofree char *words = outcome.last_words != NULL ? without_url(outcome.last_words, url) : NULL;
  mighar_set_error_at(error, MIGHAR_ERROR_ENVIRONMENT, tell->file, tell->line, words,
                      "the command that tells which versions are applied %s", complaint);
  return NULL;
}

gboolean command_apply(MigharDatabase *database, const MigharChain *chain, const MigharScript *script,
                       MigharLeg *leg, GError **error)
{
  const MigharDriver *driver = database->server->driver;
  if (driver->url == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL,
                     "no other program can work on scratch databases of %s", chain->engine->title);
    return FALSE;
  }
  g_autofree char *url = driver->url(database, error);
  return url != NULL && command_line_run(chain, script, url, leg, error);
}

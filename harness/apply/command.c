#include "command.h"

#include <mighar/error.h>
#include <mighar/shell.h>

/* What the program is told: see MigharExternal. */
static char **tell(const MigharChain *chain, const MigharScript *script, const char *url)
{
  char **environment = g_strdupv(chain->external->environment);
  environment = g_environ_setenv(environment, "DATABASE_URL", url, TRUE);
  environment = g_environ_setenv(environment, "MIGHAR_ENGINE", chain->engine->name, TRUE);
  return g_environ_setenv(environment, "MIGHAR_VERSION", script->target, TRUE);
}

/* The URL may hold a password. */
static char *without_url(const char *text, const char *url)
{
  g_auto(GStrv) parts = g_strsplit(text, url, -1);
  return g_strjoinv("$DATABASE_URL", parts);
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

gboolean command_line_run(const MigharChain *chain, const MigharScript *script, const char *url,
                          MigharLeg *leg, GError **error)
{
  g_auto(GStrv) environment = tell(chain, script, url);
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

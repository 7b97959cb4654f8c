#include "say.h"

#include <errno.h>
#include <mighar/error.h>
#include <unistd.h>

ExitCode say_error(const GError *error)
{
  fprintf(stderr, "mighar: %s\n", error->message);
  return error->domain == MIGHAR_ERROR && error->code == MIGHAR_ERROR_USAGE ? EXIT_USAGE : EXIT_ENVIRONMENT;
}

void say_warning(const char *text)
{
  fprintf(stderr, "mighar: warning: %s\n", text);
}

ExitCode say_text(FILE *stream, const char *text)
{
  errno = 0;
  if ((fputs(text, stream) >= 0 && fflush(stream) == 0) || errno == EPIPE)
    return EXIT_GOOD;
  g_autoptr(GError) error = NULL;
  mighar_set_error(&error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write the output: %s", g_strerror(errno));
  return say_error(error);
}

gboolean say_in_colour(FILE *stream, gboolean no_colour)
{
  const char *variable = g_getenv("NO_COLOR");
  return !no_colour && (variable == NULL || *variable == '\0') && isatty(fileno(stream)) &&
         g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}

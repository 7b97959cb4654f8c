#include "secrets.h"

#include <glib.h>
#include <string.h>

static void overwrite(char *start, const char *end)
{
  while (start < end)
    *start++ = 'x';
}

/* scheme://user:PASSWORD@host, though a slash may be missing; too much is better hidden than too little, so
 * the last @ counts. The colon in front of the password, and the @ behind it; FALSE: there is none. */
static gboolean find_password(char *url, char **colon, char **at)
{
  char *scheme = strstr(url, ":/");
  *at = scheme != NULL ? strrchr(scheme, '@') : NULL;
  *colon = scheme != NULL ? strchr(scheme + 1, ':') : NULL;
  return *at != NULL && *colon != NULL && *colon < *at;
}

static void hide_in_url(char *argument)
{
  char *colon, *at;
  if (find_password(argument, &colon, &at))
    overwrite(colon + 1, at);
}

/* password=PASSWORD in a connection string or in a URL's query; to the end, because it may be quoted. */
static void hide_in_settings(char *argument)
{
  char *setting = strstr(argument, "password=");
  if (setting != NULL)
    overwrite(setting + strlen("password="), setting + strlen(setting));
}

char **secrets_take(int argc, char **argv)
{
  char **copy = g_new0(char *, argc + 1);
  for (int i = 0; i < argc; i++) {
    copy[i] = g_strdup(argv[i]);
    hide_in_url(argv[i]);
    hide_in_settings(argv[i]);
  }
  return copy;
}

char *secrets_hide(const char *url)
{
  g_autofree char *shown = g_strdup(url);
  char *colon, *at;
  if (find_password(shown, &colon, &at))
    memmove(colon, at, strlen(at) + 1);
  char *setting = strstr(shown, "password=");
  if (setting == NULL)
    return g_steal_pointer(&shown);
  char *end = strchr(setting, '&');
  g_autofree char *rest = g_strdup(end != NULL ? end + 1 : "");
  if (end == NULL && setting > shown && strchr("?&", setting[-1]) != NULL)
    setting--;
  *setting = '\0';
  return g_strconcat(shown, rest, NULL);
}

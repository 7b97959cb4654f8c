/* What the environment asks of a test. */
#pragma once

#include <glib.h>

/* How many, or which, a variable of the environment says; otherwise where there is none. */
static inline guint number_from(const char *variable, guint otherwise)
{
  const char *text = g_getenv(variable);
  return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

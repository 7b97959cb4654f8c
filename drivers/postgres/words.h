/* What servers say, made fit for a message of mighar's. */
#pragma once

#include <glib.h>

/* The text on one line, its lines joined by separator, and valid UTF-8. Free with g_free(). */
char *words_on_one_line(const char *text, const char *separator);

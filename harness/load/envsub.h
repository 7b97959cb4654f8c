/* Environment variables in text, as goose's ENVSUB has them. */
#pragma once

#include <glib.h>

/* Expands $NAME, ${NAME}, ${NAME:-word}, ${NAME-word}, ${NAME?message} and ${NAME:offset:length} from
 * environment ("NAME=value", NULL ends; NULL: nothing is set); $$ and \$ stand for a dollar sign. The rules
 * are those of the library that goose uses, github.com/mfridman/interpolate. Free with g_free(). NULL and
 * MIGHAR_ERROR_USAGE for what it refuses. */
char *mighar_envsub_expand(const char *text, char **environment, GError **error);

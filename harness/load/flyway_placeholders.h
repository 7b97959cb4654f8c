/* Flyway's placeholders: "${name}". */
#pragma once

#include "source.h"

#include <mighar/engine.h>

/* The text with the values of its placeholders: from FLYWAY_PLACEHOLDERS_<NAME> in environment ("NAME=value",
 * NULL ends; NULL: nothing is set), and of Flyway's own ones where a scratch database has a value for them.
 * *unknown: the first of these that has none, such as "flyway:user", and NULL is returned without an error;
 * else NULL. MIGHAR_ERROR_USAGE where no value was given. Both are freed with g_free(). */
char *mighar_flyway_expand(const MigharSource *source, const MigharEngine *engine, char **environment,
                           char **unknown, GError **error);

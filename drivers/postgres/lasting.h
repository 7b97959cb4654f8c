/* What a statement leaves in its session. */
#pragma once

#include <glib.h>

/* MigharEngine.lasting: settings, roles, temporary tables, prepared statements, cursors, locks. */
const char *find_lasting(const char *statement, gsize length);

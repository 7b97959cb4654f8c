/* The database written to a file before anything is done to it. */
#pragma once

#include "target_twin.h"

/* Runs pg_dump, which connects as twin does and is told so by its environment alone, so that nobody sees a
 * password in the list of processes. The file, in pg_dump's custom format, is there as a whole or not at all,
 * and nobody but its owner may read it. MIGHAR_ERROR_ENVIRONMENT, also where the file exists already or no
 * pg_dump is as new as the server, version being that of PQserverVersion(). */
gboolean target_backup_write(const TargetTwin *twin, int version, const char *path, GError **error);

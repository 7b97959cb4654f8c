/* The project that a command is about. */
#pragma once

#include <mighar/load.h>

/* Loads what options say, with the engines that mighar drives and the environment of the process; where
 * options have no database_url, DATABASE_URL stands in. As mighar_load_project(). */
GPtrArray *project_load(MigharLoadOptions options, GError **error);

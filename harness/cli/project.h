/* The project that a command is about. */
#pragma once

#include <mighar/config.h>
#include <mighar/load.h>

/* Loads what options say, with the engines that mighar drives and the environment of the process; where
 * options have no database_url, DATABASE_URL stands in. config is the path of a mighar.ini; NULL: the one of
 * the project's directory, if there is one. As mighar_load_project(). */
GPtrArray *project_load(MigharLoadOptions options, const char *config, GError **error);

/* Reads the mighar.ini that project_load() takes: given, or that of the project in the directory (NULL: the
 * current one). *config stays NULL where there is none. */
gboolean project_read_config(const char *given, const char *project, MigharConfig **config, GError **error);

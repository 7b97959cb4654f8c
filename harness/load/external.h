/* Migrations of a program that mighar does not know. */
#pragma once

#include <mighar/load.h>

/* The chains of options->config's [external], one for each engine: what its list says, with command lines in
 * the place of scripts. As mighar_load_project(). */
GPtrArray *mighar_external_load(const MigharLoadOptions *options, GError **error);

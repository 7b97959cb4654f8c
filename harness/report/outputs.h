/* Every output that there is: a file each. */
#pragma once

#include <mighar/output.h>

extern const MigharOutput output_terminal; /* for people, at their desk or in a build's log */
extern const MigharOutput output_junit;    /* for build systems */
extern const MigharOutput output_json;     /* for programs; a stable contract */

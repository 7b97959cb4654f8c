/* What scratch.c and scratch_restore.c share; for everybody else there is scratch.h. */
#pragma once

#include "scratch.h"

/* Drops one of the databases, if it is there. */
void scratch_drop(Scratch *scratch, MigharDatabase **database);

/* The same for base, with what is known of its rows. */
void scratch_drop_base(Scratch *scratch);

/* How schemas are read where nothing speaks against it. */
MigharReading scratch_usual_reading(const Scratch *scratch);

/* The up of the migration of this index. */
const MigharScript *scratch_up_of(const Scratch *scratch, guint index);

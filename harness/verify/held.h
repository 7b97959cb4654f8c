/* Whether the old schema could have held what the down has lost: the database itself is asked. */
#pragma once

#include "check.h"
#include "scratch.h"

/* After a down that applied with late rows in place: fills trial->late.findings with what of them is gone or
 * another, although a copy of the database takes it. */
gboolean held_judge(Trial *trial, Scratch *scratch, GError **error);

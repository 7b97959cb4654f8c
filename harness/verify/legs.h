/* The legs of one trial, each with the snapshot that follows it. */
#pragma once

#include "check.h"
#include "scratch.h"

/* Each runs the leg if the ones before it make it possible, and takes the snapshot if it applied. FALSE:
 * mighar itself cannot go on. */
gboolean run_up(Trial *trial, Scratch *scratch, GError **error);
gboolean run_down(Trial *trial, Scratch *scratch, GError **error);
gboolean run_replay(Trial *trial, Scratch *scratch, GError **error);

/* The up, with nobody looking: it brings work to where a walk begins. */
gboolean run_up_alone(Trial *trial, Scratch *scratch, GError **error);

/* Where the two ups gave different schemas: the schema that the same ups give on a database of their own. n
 * is how many migrations there are up to this one. */
gboolean run_elsewhere(Trial *trial, Scratch *scratch, guint n, GError **error);

/* Whether work may be in another state than the up alone leaves (or, where the up failed, than before it). */
gboolean trial_needs_restore(const Trial *trial);

/* Whether a down is to be run: its up applied, and there is one. */
gboolean trial_goes_down(const Trial *trial);

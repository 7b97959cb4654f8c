/* Why a script was not applied, in the engine's words. */
#pragma once

#include "message.h"
#include "reply.h"

#include <mighar/driver.h>

/* Fills in all of outcome that tells of the failure: which statement, where in it, and the words. */
void explain_failure(const Message *message, const Reply *reply, const PGconn *session, guint n_statements,
                     MigharOutcome *outcome);

/* The script left a transaction open that its statement of this index began; -1: not known which. */
void explain_open_transaction(int opened_by, MigharOutcome *outcome);

/* The statement of this index ended the transaction that mighar had put around the script. */
void explain_ended_transaction(int ended_by, MigharOutcome *outcome);

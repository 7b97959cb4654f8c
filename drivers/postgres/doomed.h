/* A database that is to go, and the sessions in it. */
#pragma once

#include "session.h"

#define DATABASE_SESSIONS 4

typedef struct Doomed Doomed;

/* sessions, DATABASE_SESSIONS of them or NULL, are taken over. */
Doomed *doomed_new(const char *name, PGconn *const *sessions);

const char *doomed_name(const Doomed *doomed);

/* Ends the sessions, all at once, and does not wait for the server's processes; and waits for them. */
void doomed_leave(Doomed *doomed);
void doomed_await(Doomed *doomed);

/* Forgets it; sessions that have not been ended are closed. */
void doomed_free(Doomed *doomed);

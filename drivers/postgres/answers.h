/* What a server of mighar's own answers before anybody has worked on it, kept between runs: it is the same
 * each time, as the server's data directory is a copy of one and the same. */
#pragma once

#include "session.h"

typedef struct Answers Answers;

/* What is known of the server with this data directory; NULL where nothing can be kept. */
Answers *answers_new(const char *data);

/* Somebody works on the server: nothing that is known holds any more, whoever asks. From any thread. */
void answers_forget(Answers *answers);

/* Whether what is known holds. NULL is allowed. */
gboolean answers_hold(const Answers *answers);

/* What is known to be the answer to the query, a new result; NULL where that has to be asked. connection:
 * what the result is for. answers may be NULL. */
PGresult *answers_find(const Answers *answers, PGconn *connection, const char *query);

/* Notes the rows that were the answer. */
void answers_add(Answers *answers, const char *query, const PGresult *rows);

/* As session_query(), unless the answer is known. */
PGresult *answers_query(Answers *answers, PGconn *connection, const char *query, GError **error);

/* Keeps what was added. NULL is allowed. */
void answers_free(Answers *answers);

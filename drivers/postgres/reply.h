/* What the server says to one message, result by result. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

typedef struct {
  guint finished;    /* commands that ran to their end */
  gboolean failed;   /* the next one did not */
  PGresult *failure; /* what is said of that; NULL: the message was not even sent */
  gboolean asked;    /* a COPY wanted rows from the client */
  gboolean too_long; /* it was told to stop */
} Reply;

/* Told of every command that has finished: its number from 0 and its tag, such as "CREATE TABLE". */
typedef void (*ReplyFinished)(void *data, guint command, const char *tag);

/* Sends the message and reads all that comes back, throwing the rows away as they come. Where that takes more
 * than so many seconds (0: for ever), the server is told once to stop. Clear reply with reply_clear(). */
void reply_get(PGconn *session, const char *sql, guint patience, ReplyFinished finished, void *data,
               Reply *reply);
void reply_clear(Reply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reply, reply_clear)

/* The keeper of a server of mighar's own: makes its directory, fills it, runs the server as its child, and
 * removes it all at the end. */
#pragma once

#include "account.h"

/* All that the keeper needs, made ready by mighar. */
typedef struct {
  const Account *account; /* NULL: run as mighar does */
  char *directory;        /* private; to be made */
  char *data;             /* the rest is in it */
  char *log;              /* what initdb and the server say */
  char *entry;            /* of the pristine data directories; NULL: there can be none */
  char *draft;            /* beside entry */
  char *original;         /* what becomes the entry, in directory */
  char **initdb;          /* the calls, as for execve() */
  char **postgres;
  char **spare; /* runs spare_sql in the data of original, without other processes */
  char *spare_sql;
  char **environment;
} ClusterPlan;

/* What the keeper says. */
enum {
  CLUSTER_NO_PLACE, /* the directory could not be made: errno */
  CLUSTER_NO_DATA,  /* initdb failed: its status, as from waitpid() */
  CLUSTER_STARTED,  /* the server is being executed; it may be told several times */
  CLUSTER_ENDED,    /* the server is no more: its status */
};

/* What it is told. */
enum {
  CLUSTER_CONFIRM, /* the server was connected to */
  CLUSTER_KEEP,    /* go on when mighar is gone, until the server ends or the keeper gets SIGTERM */
};

/* The work of the keeper; plan is a ClusterPlan. The descriptor that locks the directory is the keeper's
 * alone. */
void cluster_keeper(int channel, void *plan);

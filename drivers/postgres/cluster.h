/* A server of mighar's own ("cluster" in PostgreSQL's words), made from the programs that are installed. */
#pragma once

#include "programs.h"

typedef struct Cluster Cluster;

/* Starts a server and does not wait for it. MIGHAR_ERROR_ENVIRONMENT. */
Cluster *cluster_start(const Programs *programs, GError **error);

/* Waits until the server takes connections; cluster_confirm() when the first was made, to the spare database
 * if there is one. MIGHAR_ERROR_ENVIRONMENT with the server's own words when it ended or takes too long. */
gboolean cluster_wait(Cluster *cluster, GError **error);
void cluster_confirm(Cluster *cluster);

/* Whether the server is still there, as far as one can know without connecting; else MIGHAR_ERROR_ENVIRONMENT
 * with the end of its log. */
gboolean cluster_is_alive(Cluster *cluster, GError **error);

/* A database that came with the server, whose start has been waited for, and is as new until somebody uses
 * it; NULL where there is none. Static. To be asked for before anybody connects. */
const char *cluster_spare(Cluster *cluster);

/* Where its socket is, an absolute path; the port is 5432. */
const char *cluster_directory(const Cluster *cluster);

/* The server's data directory, whose files are there for mighar to read. */
const char *cluster_data_directory(const Cluster *cluster);

/* Lets the server live on when mighar ends. Returns the command that stops it and removes its files; free
 * with g_free(). NULL and MIGHAR_ERROR_ENVIRONMENT. */
char *cluster_keep(Cluster *cluster, GError **error);

/* Has the server stopped if it is not kept, and its files removed, and does not wait for that. */
void cluster_end(Cluster *cluster);

/* The same, and waits until they are gone. */
void cluster_free(Cluster *cluster);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cluster, cluster_free)

/* What a server notes of its catalogs, so that new sessions need not find it out. It removes these notes when
 * it starts, as it cannot know whether they still hold (RelationCacheInitFileRemove() in relcache.c), and the
 * first sessions write them anew. Of a copy of a pristine data directory they hold: they are kept between
 * runs.
 */
#pragma once

#include "account.h"

/* Puts the notes into a server's data directory, and those of one database into its directory ("base/5"),
 * where they are known. The server is ready, and nobody has connected yet. FALSE: they are not known. */
gboolean noted_give(const char *data, const char *database, const Account *account);

/* Keeps what the first session in that database has made the server note. Nobody has worked on it yet. */
void noted_keep(const char *data, const char *database);

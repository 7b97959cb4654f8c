/* Data directories as initdb makes them, kept between runs: copying one takes a fraction of making one.
 *
 * An entry appears by a rename, so that it is whole or not there, and notes how much it holds, so that what a
 * power cut took from it is noticed. Without a usable cache directory there are no entries, and nothing else
 * changes. */
#pragma once

#include "account.h"
#include "programs.h"
#include "tree.h"

/* The path of the entry for this server program and these arguments of initdb, which may not be there yet;
 * NULL where there can be none. Free with g_free(). */
char *pristine_entry(const Programs *programs, const char *const *arguments);

/* Which initdb has made a data directory, or that which it is a copy of: no two have the same. FALSE: nobody
 * can tell. */
gboolean pristine_identity(const char *data, guint64 *identity);

/* The rest are system calls alone. draft is a path beside the entry that nobody else uses. */

/* Makes the directory data what a server can be started from, of the entry. FALSE where that is missing. */
gboolean pristine_load(const char *entry, const char *data, const Account *account, TreeSize *loaded);

/* Brings the rest, which the server needs as soon as it takes connections. loaded: what pristine_load() has
 * brought. FALSE where the entry is damaged. */
gboolean pristine_complete(const char *entry, const char *data, const Account *account,
                           const TreeSize *loaded);

/* Removes what the server does without from a data directory that is new. */
void pristine_trim(const char *data);

/* Makes the new directory original of data, which is gone then: what an entry is, to be loaded from and
 * stored. FALSE: data is as it was. */
gboolean pristine_arrange(const char *original, const char *data);

/* The data in such a directory may be worked on between these two. FALSE: it is no entry any more. */
gboolean pristine_unpack(const char *original);
gboolean pristine_pack(const char *original);

/* Undoes pristine_arrange(). There is no data. */
void pristine_take_back(const char *original, const char *data);

/* Makes the entry a copy of original. Where that fails, or another run was faster, there is nothing to do. */
void pristine_store(const char *entry, const char *draft, const char *original);

/* Removes an entry that a server does not start from. */
void pristine_discard(const char *entry, const char *draft);

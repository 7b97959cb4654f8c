/* The live line on a terminal: which engine is at which migration. */
#pragma once

#include <mighar/verify.h>

/* Hooks that rewrite one line on standard error and erase it at the end of each engine; without any function
 * where standard error is no terminal that can do that. */
MigharProgress progress_hooks(void);

/* Erases the line. Async-signal-safe. */
void progress_abandon(void);

/* "sqlite 12/48 0012_add_index", cut to so many columns. Free with g_free(). */
char *progress_line(const char *engine, guint number, guint n, const MigharMigration *migration,
                    guint columns);

/* "1000000 rows [#########           ] 45% public.users", the name of the table cut so that all of it is no
 * wider than columns. Free with g_free(). */
char *progress_rows_line(const char *table, guint64 rows, guint64 wanted, guint columns);

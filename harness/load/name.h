/* What the names of files tell. */
#pragma once

#include <mighar/migration.h>

typedef struct {
  char *version;             /* "0001" */
  char *title;               /* "create_users"; may be empty */
  MigharDirection direction; /* up for a file that holds both */
  char *engine;              /* the word in the name that means an engine ("sqlite3"); NULL: none */
} MigharName;

void mighar_name_clear(MigharName *name);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharName, mighar_name_clear)

/* Reads "<digits>_<title><suffix>", a file's name without directories. name is overwritten only when text is
 * such a name. */
gboolean mighar_name_parse(const char *text, const char *suffix, MigharDirection direction, MigharName *name);

/* The same for tools that want digits in front, whatever follows them: "1.sql", "1-users.sql". */
gboolean mighar_name_parse_digits(const char *text, const char *suffix, MigharName *name);

/* Whether a file can be left unread without a word: neither SQL nor numbered as migrations are, or a test. */
gboolean mighar_name_is_unrelated(const char *name);

/* Whether it is a hidden file or what an editor leaves behind. */
gboolean mighar_name_is_litter(const char *name);

/* "'a', 'b', 'c' and 4 more" of names (char *). Free with g_free(). */
char *mighar_name_list(const GPtrArray *names);

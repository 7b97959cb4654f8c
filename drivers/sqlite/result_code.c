#include "result_code.h"

#include <glib.h>
#include <sqlite3.h>

/* https://www.sqlite.org/rescode.html: all primary codes of failures, and the extended ones that SQL can meet
 * with on a database in memory. */
#define CODE(name)                                                                                           \
  {                                                                                                          \
    name, #name                                                                                              \
  }
static const struct {
  int code;
  const char *name;
} codes[] = {
    CODE(SQLITE_ERROR),
    CODE(SQLITE_ERROR_MISSING_COLLSEQ),
    CODE(SQLITE_ERROR_RETRY),
    CODE(SQLITE_ERROR_SNAPSHOT),
    CODE(SQLITE_INTERNAL),
    CODE(SQLITE_PERM),
    CODE(SQLITE_ABORT),
    CODE(SQLITE_ABORT_ROLLBACK),
    CODE(SQLITE_BUSY),
    CODE(SQLITE_LOCKED),
    CODE(SQLITE_LOCKED_VTAB),
    CODE(SQLITE_NOMEM),
    CODE(SQLITE_READONLY),
    CODE(SQLITE_INTERRUPT),
    CODE(SQLITE_IOERR),
    CODE(SQLITE_IOERR_NOMEM),
    CODE(SQLITE_CORRUPT),
    CODE(SQLITE_CORRUPT_INDEX),
    CODE(SQLITE_CORRUPT_SEQUENCE),
    CODE(SQLITE_CORRUPT_VTAB),
    CODE(SQLITE_NOTFOUND),
    CODE(SQLITE_FULL),
    CODE(SQLITE_CANTOPEN),
    CODE(SQLITE_PROTOCOL),
    CODE(SQLITE_EMPTY),
    CODE(SQLITE_SCHEMA),
    CODE(SQLITE_TOOBIG),
    CODE(SQLITE_CONSTRAINT),
    CODE(SQLITE_CONSTRAINT_CHECK),
    CODE(SQLITE_CONSTRAINT_COMMITHOOK),
    CODE(SQLITE_CONSTRAINT_DATATYPE),
    CODE(SQLITE_CONSTRAINT_FOREIGNKEY),
    CODE(SQLITE_CONSTRAINT_FUNCTION),
    CODE(SQLITE_CONSTRAINT_NOTNULL),
    CODE(SQLITE_CONSTRAINT_PINNED),
    CODE(SQLITE_CONSTRAINT_PRIMARYKEY),
    CODE(SQLITE_CONSTRAINT_ROWID),
    CODE(SQLITE_CONSTRAINT_TRIGGER),
    CODE(SQLITE_CONSTRAINT_UNIQUE),
    CODE(SQLITE_CONSTRAINT_VTAB),
    CODE(SQLITE_MISMATCH),
    CODE(SQLITE_MISUSE),
    CODE(SQLITE_NOLFS),
    CODE(SQLITE_AUTH),
    CODE(SQLITE_FORMAT),
    CODE(SQLITE_RANGE),
    CODE(SQLITE_NOTADB),
};

static const char *find_name(int code)
{
  for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
    if (codes[i].code == code)
      return codes[i].name;
  return NULL;
}

const char *sqlite_code_name(int code)
{
  const char *name = find_name(code);
  if (name == NULL)
    name = find_name(code & 0xff); // an extended code is its primary one and more in the higher bytes
  return name != NULL ? name : "SQLITE_ERROR";
}

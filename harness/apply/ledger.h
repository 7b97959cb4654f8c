/* Ledgers as they are kept: one file a tool, each with its entry in the table of ledger.c.
 *
 * Statements are templates: {table} is the ledger's name as SQL takes it, {name} its last part alone, and
 * what is in braces otherwise is a value of LedgerEntry, written as a literal. */
#pragma once

#include <mighar/ledger.h>
#include <mighar/runner.h>

/* A list of statements. */
#define LIST(...)                                                                                            \
  (const char *const[])                                                                                      \
  {                                                                                                          \
    __VA_ARGS__, NULL                                                                                        \
  }

/* The version; whether it is applied: 't', 'f' if it was begun and not ended, 'n' if it is not any more; the
 * checksum or NULL; 't' if all before it are applied, too. */
#define LEDGER_ROW(version, done, checksum, until)                                                           \
  "SELECT " version " AS version, " done " AS done, " checksum " AS checksum, " until " AS until "

typedef struct Ledger {
  const char *const *create[2]; /* by dialect; NULL ends; NULL: the tool does not know the engine */
  const char *columns;          /* that must be there, with commas between them, sorted */
  gboolean exact;   /* there are no other columns: the table's name is one that others may have, too */
  const char *read; /* rows of LEDGER_ROW, in the order in which they were recorded; NULL: it tells nothing */
  gboolean by_file; /* its versions are names of files */
  const char *const *up;   /* NULL ends */
  const char *const *down; /* NULL ends */
  const char *format;
  const char *table;
  const char *const *begin; /* before what can not be undone as a whole; or NULL */
  const char *baseline; /* records, in a ledger that is empty, that all up to the version are applied; NULL:
                           as if each had been */
  const char *const *accept; /* takes the checksum of the file as it is now; NULL: the ledger has none */
  const char *schema;        /* where the tool has it whatever the search_path; NULL: it follows that */
  gboolean by_its_tool;      /* the tool alone writes to it: create, up and down are NULL */
} Ledger;

/* What is recorded, by the names that templates have for it. */
typedef struct {
  const char *name;
  char *value;  /* NULL: NULL */
  gboolean raw; /* it is no literal, but SQL */
} TemplateValue;

extern const Ledger ledger_alembic, ledger_dbmate, ledger_diesel, ledger_flyway, ledger_golang_migrate,
    ledger_goose, ledger_mighar, ledger_sql_migrate, ledger_sqitch, ledger_sqlx, ledger_tern;

/* The ledger of the format's tool that mighar keeps, or mighar's own. */
const Ledger *ledger_for(const char *format);

/* The only ledger that is a table of this name ("name" or "schema.name"); NULL: there is none, or several. */
const Ledger *ledger_of_table(const char *name);

/* Whether a table of these columns (with commas between them) can be the ledger: two tools call theirs
 * schema_migrations. */
gboolean ledger_has_shape(const Ledger *ledger, const char *columns);

/* The query for the rows of a ledger of this name, as SQL takes it. Free with g_free(). */
char *ledger_reading(const Ledger *ledger, MigharDialect dialect, const char *table);

/* All of them, mighar's own last; NULL ends. */
extern const Ledger *const ledgers[];

/* The template with the values (the last of which has no name) in it. Free with g_free(). */
char *template_fill(const char *template, MigharDialect dialect, const TemplateValue *values);

/* A string of the dialect, whatever is in the text; "NULL" for NULL. Free with g_free(). */
char *template_literal(MigharDialect dialect, const char *text);

/* A name of the dialect. Free with g_free(). */
char *template_name(const char *text);

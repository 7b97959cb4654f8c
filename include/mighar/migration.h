/* What a loader reads: migrations in their order. Plain data, the same for every format. */
#pragma once

#include <mighar/engine.h>

typedef enum {
  MIGHAR_UP,
  MIGHAR_DOWN,
} MigharDirection;

/* "up", "down" */
const char *mighar_direction_name(MigharDirection direction);

/* How a script's only statement is run in parts, each of which has a transaction of its own: by ranges of a
 * key of the table that it goes through. */
typedef struct {
  char *key;     /* columns, with commas between them, as SQL has them */
  char **keys;   /* each of them; NULL ends */
  guint size;    /* rows of the table for each part */
  double pause;  /* seconds between two parts */
  guint line;    /* of the directive, in the script's file */
  char *table;   /* as the statement names it */
  gboolean only; /* without the tables that inherit from it */
  char *column;  /* the key as the statement can say it: "u.id", "(u.tenant, u.id)" */
  char *before;  /* a part of the statement is this, a condition for column, */
  char *after;   /* and this */
  gsize select;  /* of INSERT ... SELECT: where in "before" its query starts; 0: it is no such statement */
} MigharBatches;

void mighar_batches_free(MigharBatches *batches);

/* The SQL of one direction, ready to be run. */
typedef struct {
  char *text;       /* what is executed, NUL-terminated UTF-8; annotations of the format are still in it where
                       they are SQL comments */
  const char *file; /* interned; as a person would name it, relative to where mighar was started */
  guint line;       /* of the file, where the script starts */
  GArray *statements; /* MigharStatement; offsets into text, lines and columns of the file */
  char *target;       /* text is a command line of MigharExternal that takes the database to this version (""
                         stands for the state before the first), and no SQL; NULL: it is SQL */
  MigharBatches *batches; /* the statement is run in parts; NULL: at once; owned */
  gboolean transaction;   /* true: one transaction around all statements. False: run as written, a message a
                             batch (in PostgreSQL a batch of several statements is an implicit transaction) */
} MigharScript;

MigharScript *mighar_script_new(const char *file, guint line, const char *text, gsize length);
void mighar_script_free(MigharScript *script);

/* What the script's statements are in, in one word: "wrapped" (one transaction is put around them), "own"
 * (the script begins or ends some itself), "message" (one message, which the engine makes a transaction
 * of), "none", "command" (it is no SQL). Static. */
const char *mighar_script_transaction(const MigharScript *script, const MigharEngine *engine);

/* The index of the first statement that ends the transaction that is put around the script, with which what
 * comes before it could no longer be undone; -1 where there is none. */
int mighar_script_ends_transaction(const MigharScript *script, MigharDialect dialect);

/* What a comment "-- mighar: ..." asks for. */
typedef enum {
  MIGHAR_DIRECTIVE_IRREVERSIBLE, /* no down is owed */
  MIGHAR_DIRECTIVE_ALLOW,        /* the failure of the check in subject is a warning here */
  MIGHAR_DIRECTIVE_LOSES,        /* the loss of the table, or table.column, in subject is accepted */
  MIGHAR_DIRECTIVE_BATCH, /* the statement behind it is run in batches by the key in subject; in reason, their
                             size and perhaps a pause. Loaded migrations have MigharScript.batches for it */
} MigharDirectiveKind;

/* "irreversible", "allow", "loses", "batch" */
const char *mighar_directive_name(MigharDirectiveKind kind);

typedef struct {
  MigharDirectiveKind kind;
  char *subject;    /* what the kind is about; NULL for irreversible */
  char *reason;     /* never empty */
  const char *file; /* interned */
  guint line;
} MigharDirective;

MigharDirective *mighar_directive_new(MigharDirectiveKind kind, const char *subject, const char *reason,
                                      const char *file, guint line);
void mighar_directive_free(MigharDirective *directive);

/* One version. */
typedef struct {
  char *version;        /* as written in the file's name: "0001", "20240102150405" */
  char *name;           /* "create_users"; may be empty */
  const char *file;     /* interned; the file that an up is read from */
  MigharScript *up;     /* never NULL */
  MigharScript *down;   /* NULL where there is no down script at all */
  MigharScript *verify; /* assertions that hold after the up, as statements that fail otherwise; NULL: none */
  GPtrArray *directives; /* MigharDirective; owned */
  char *cannot_run;      /* why mighar cannot run it (it is a program of its tool's), or NULL */
} MigharMigration;

MigharMigration *mighar_migration_new(const char *version, const char *name, const char *file);
void mighar_migration_free(MigharMigration *migration);

/* The directive of this kind, for this subject if it is not NULL; NULL if the migration has none. */
const MigharDirective *mighar_migration_directive(const MigharMigration *migration, MigharDirectiveKind kind,
                                                  const char *subject);

const MigharScript *mighar_migration_script(const MigharMigration *migration, MigharDirection direction);

/* Orders versions as numbers where both are numbers of any length ("2" < "100", "0010" = "10"), which may
 * have parts with dots between them ("1.2" < "1.10", "1.0" = "1"), else bytewise. As strcmp(). */
int mighar_version_compare(const char *a, const char *b);

/* A text that two versions share exactly where mighar_version_compare() finds them equal: for looking
 * versions up among many. Free with g_free(). */
char *mighar_version_key(const char *version);

/* What everybody may know of the format that a chain is written in. */
typedef struct {
  const char *name;                /* "goose" */
  const char *no_transaction_hint; /* how this format says that a script runs outside a transaction */
  const char *text_order; /* its tool orders versions bytewise, with this behind each of them; NULL: it does
                             as mighar_version_compare() */
} MigharFormatFacts;

/* Orders two versions as the format's tool does; the same number is the same version in any case ("0003" and
 * "3"). As strcmp(). */
int mighar_format_compare(const MigharFormatFacts *format, const char *a, const char *b);

typedef enum {
  MIGHAR_TOLD_NOT,     /* the program has no command line for it */
  MIGHAR_TOLD_CURRENT, /* the version that the database is at: all before it are applied, too */
  MIGHAR_TOLD_APPLIED, /* all that are applied */
} MigharTold;

/* A program that mighar does not know takes databases from version to version, with a command line in the
 * place of a script. It learns from the environment what to do: DATABASE_URL, MIGHAR_ENGINE and
 * MIGHAR_VERSION, which is the script's target. */
typedef struct {
  char *directory;    /* where the command lines are run, with sh */
  char **environment; /* "NAME=value", what the program finds besides; NULL ends */
  char **ledger; /* names of tables (and sequences) that are the program's own and no part of the schema; NULL
                    ends */
  MigharTold told;    /* what tell prints */
  MigharScript *tell; /* a command line that prints versions, each the first word of a line; or NULL */
  guint timeout;      /* how long a command line may take, in seconds; 0: for ever */
} MigharExternal;

void mighar_external_free(MigharExternal *external);

/* All migrations of one engine in order. */
typedef struct {
  const MigharEngine *engine;
  const MigharFormatFacts *format;
  char *directory;
  GPtrArray *migrations;    /* MigharMigration; owned */
  GPtrArray *warnings;      /* char *: "file:line: what is odd"; owned, sorted by file */
  MigharExternal *external; /* what runs the scripts, all of which have targets; NULL: they are SQL; owned */
} MigharChain;

MigharChain *mighar_chain_new(const MigharEngine *engine, const MigharFormatFacts *format,
                              const char *directory);
void mighar_chain_free(MigharChain *chain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharBatches, mighar_batches_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharScript, mighar_script_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharMigration, mighar_migration_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharChain, mighar_chain_free)

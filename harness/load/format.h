/* What a format is: one file with one entry in the table of formats.c, and what all formats need.
 *
 * A format follows its own tool's rules to the letter, so that a verdict is what the tool's users would see.
 */
#pragma once

#include "listing.h"
#include "name.h"

#include <mighar/load.h>

typedef struct MigharFormat MigharFormat;

/* How sure a format is that a file is one of its own. The surest format gets the directory. */
typedef enum {
  MIGHAR_CLAIM_NONE,     /* the name is none of this format */
  MIGHAR_CLAIM_DENIED,   /* the name would do, but the content is another format's */
  MIGHAR_CLAIM_POSSIBLE, /* the name would do, but speaks for another format: not enough to get a directory */
  MIGHAR_CLAIM_USUAL,    /* the name speaks for this format */
  MIGHAR_CLAIM_LIKELY,   /* and so do the surroundings of the directory */
  MIGHAR_CLAIM_CERTAIN,  /* the content has a marker that only this format has */
} MigharClaim;

/* One chain on its way from files to migrations. */
typedef struct {
  const MigharFormat *format;
  const MigharLoadOptions *options;
  const MigharListing *listing;
  MigharChain *chain; /* names the engine */
  GArray *remarks;    /* what becomes chain->warnings; mighar_loading_warn() adds to it */
} MigharLoading;

struct MigharFormat {
  MigharFormatFacts facts;
  const char *example;   /* a file's name, for hints: "0001_users.sql" */
  guint64 first_version; /* the lowest and the highest one that the tool takes */
  guint64 last_version;  /* 0: versions are no numbers, or of any size */

  gboolean takes_any_name;   /* a file's name says nothing, only its content does */
  gboolean repeats_versions; /* several files may have one version, and run in the order of their names */

  /* Whether the directory is the format's, whatever names its files have: load knows which they are, and
   * warns about others. May be NULL. */
  gboolean (*owns)(const char *directory);

  /* The word that the tool's own configuration there has for the engine ("pg"); *word stays NULL where it has
   * none. For formats that own directories. May be NULL. */
  gboolean (*name_engine)(const char *directory, char **word, GError **error);

  /* Whether a file of that name (MigharEntry.name) is one of the format's. parsed is overwritten only then.
   */
  gboolean (*parse_name)(const char *name, const MigharEngine *const *known, MigharName *parsed);

  /* Whether a file that is no migration belongs to one, and is read there. May be NULL. */
  gboolean (*is_companion)(const char *name);

  /* How sure the format is, by the content of a file whose name it knows. */
  MigharClaim (*claim)(const MigharName *name, const MigharSource *source);

  /* Whether what is around a directory speaks for the format: its claims are likely then. May be NULL. */
  gboolean (*is_at_home)(const char *directory);

  /* Whether the tool has a transaction around a script that is this whole file. For mighar_load_files(). */
  gboolean (*wraps)(const MigharEngine *engine, const MigharSource *source);

  /* Fills the chain's migrations, in order. */
  gboolean (*load)(MigharLoading *loading, GError **error);
};

/* In order of their names; NULL ends. */
extern const MigharFormat *const mighar_formats[];

/* NULL when there is none of that name. */
const MigharFormat *mighar_format_find(const char *name);

extern const MigharFormat mighar_dbmate_format;
extern const MigharFormat mighar_diesel_format;
extern const MigharFormat mighar_flyway_format;
extern const MigharFormat mighar_golang_migrate_format;
extern const MigharFormat mighar_goose_format;
extern const MigharFormat mighar_liquibase_format;
extern const MigharFormat mighar_pairs_format;
extern const MigharFormat mighar_sections_format;
extern const MigharFormat mighar_sqitch_format;
extern const MigharFormat mighar_sql_migrate_format;
extern const MigharFormat mighar_sqlx_format;
extern const MigharFormat mighar_tern_format;

/* Reads one migration from its file for the up, which may hold the down as well, and its file for the down,
 * which may be NULL: sets migration->up and ->down and adds directives. */
typedef gboolean (*MigharReadMigration)(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                                        MigharEntry *down, GError **error);

/* The load of a format with one or two files for each version: pairs them, orders them, reads them, and warns
 * about files that match nothing. Two files for one thing are MIGHAR_ERROR_USAGE. */
gboolean mighar_load_versions(MigharLoading *loading, MigharReadMigration read, GError **error);

/* Adds a warning about a place; line 0: the whole file or directory. hint may be NULL. */
void mighar_loading_warn(MigharLoading *loading, const char *file, guint line, const char *hint,
                         const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The entry's file; warns if the tool would stumble over its byte order mark. The entry keeps it. */
const MigharSource *mighar_loading_read(MigharLoading *loading, MigharEntry *entry, GError **error);

/* Adds the directives in the file's comments to the migration. *no_transaction: whether one of them wants the
 * file's scripts outside a transaction. */
gboolean mighar_loading_directives(MigharLoading *loading, const MigharSource *source,
                                   MigharMigration *migration, gboolean *no_transaction, GError **error);

/* The load of a format whose scripts are whole files, each sent to the engine in one message: as
 * mighar_load_versions(). Where a directive of mighar wants no transaction, every statement is a message of
 * its own, so that no implicit transaction is around them either. */
gboolean mighar_load_files(MigharLoading *loading, GError **error);

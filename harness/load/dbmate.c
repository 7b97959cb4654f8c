/* dbmate: "<digits>_<title>.sql" with pairs of "-- migrate:up" and "-- migrate:down". */
#include "draft.h"
#include "format.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* pkg/dbmate/migration.go, upRegExp and downRegExp. */
#define UP   "^--\\s*migrate:up(\\s*$|\\s+\\S+)"
#define DOWN "^--\\s*migrate:down(\\s*$|\\s+\\S+)"

/* What its tool sends at once and, unless told, in a transaction of its own. */
typedef struct {
  gsize start; /* byte offsets in the file, from the directive on */
  gsize end;
  guint line; /* of the directive */
  gboolean transaction;
} Block;

/* The blocks of a direction, in the order that they run in. */
typedef struct {
  GArray *blocks[2]; /* Block, by MigharDirection */
} Blocks;

static void blocks_clear(Blocks *blocks)
{
  g_clear_pointer(&blocks->blocks[MIGHAR_UP], g_array_unref);
  g_clear_pointer(&blocks->blocks[MIGHAR_DOWN], g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Blocks, blocks_clear)

/* pkg/dbmate/db.go, migrationFileRegexp. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  return mighar_name_parse_digits(name, ".sql", parsed);
}

/* Where the pattern matches between start and end: an array of gsize. */
static GArray *find_all(const MigharSource *source, const char *pattern, gsize start, gsize end)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(gsize));
  GRegex *regex = mighar_pattern(pattern, G_REGEX_MULTILINE | G_REGEX_NEWLINE_LF);
  g_autoptr(GMatchInfo) match = NULL;
  g_regex_match_full(regex, source->text, (gssize)end, (int)start, 0, &match, NULL);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    int place;
    g_match_info_fetch_pos(match, 0, &place, NULL);
    gsize offset = place;
    g_array_append_val(places, offset);
  }
  return places;
}

static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  g_autoptr(GArray) ups = find_all(source, UP, 0, source->length);
  g_autoptr(GArray) downs = find_all(source, DOWN, 0, source->length);
  return ups->len > 0 || downs->len > 0 ? MIGHAR_CLAIM_CERTAIN : MIGHAR_CLAIM_POSSIBLE;
}

static guint line_of(const MigharSource *source, gsize offset)
{
  guint line = 1, column = 1;
  mighar_sql_locate(source->text, offset, &line, &column);
  return line;
}

/* parseMigrationOptions: "key:value" words behind the directive, in its line; of a key that is there twice
 * the last one counts. */
static gboolean has_transaction(const MigharSource *source, gsize start)
{
  gboolean transaction = TRUE;
  gsize length = strcspn(source->text + start, "\n");
  g_autofree char *line = g_strndup(source->text + start, length);
  g_auto(GStrv) words = g_strsplit_set(line, " \t\r\f", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    g_auto(GStrv) pair = g_strsplit(words[i], ":", -1);
    if (g_strv_length(pair) == 2 && g_str_equal(pair[0], "transaction"))
      transaction = !g_str_equal(pair[1], "false");
  }
  return transaction;
}

static gboolean refuse(const MigharSource *source, gsize offset, const char *hint, const char *what,
                       GError **error)
{
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, line_of(source, offset), hint, "%s", what);
  return FALSE;
}

/* statementsPrecedeMigrateBlocks: nothing but comment lines and empty ones before the first directive. */
static gboolean check_preamble(const MigharSource *source, gsize end, GError **error)
{
  MigharLine line = {0};
  while (mighar_source_next_line(source, &line) && (gsize)(line.start - source->text) < end) {
    g_autofree char *text = g_strstrip(g_strndup(line.start, line.length));
    if (*text != '\0' && !g_str_has_prefix(text, "--"))
      return refuse(source, line.start - source->text, "put '-- migrate:up' in front of it",
                    "dbmate refuses SQL in front of '-- migrate:up'", error);
  }
  return TRUE;
}

static Block make_block(const MigharSource *source, gsize start, gsize end)
{
  return (Block){start, end, line_of(source, start), has_transaction(source, start)};
}

/* parseMigrationSection: from one "-- migrate:up" to the next one, or the end. */
static gboolean read_pair(const MigharSource *source, gsize start, gsize end, Blocks *blocks, GError **error)
{
  g_autoptr(GArray) downs = find_all(source, DOWN, start, end);
  if (downs->len == 0)
    return refuse(source, start, "add '-- migrate:down'; nothing need follow it",
                  "dbmate refuses a '-- migrate:up' without a '-- migrate:down'", error);
  if (downs->len > 1)
    return refuse(source, g_array_index(downs, gsize, 1), "put '-- migrate:up' in front of it",
                  "dbmate refuses a second '-- migrate:down' behind one '-- migrate:up'", error);
  gsize middle = g_array_index(downs, gsize, 0);
  Block up = make_block(source, start, middle), down = make_block(source, middle, end);
  g_array_append_val(blocks->blocks[MIGHAR_UP], up);
  /* dbmate rolls pairs back in the order of the file, which undoes the first of two first; what depends on it
   * is still there then. The order that users mean is the other one. */
  g_array_prepend_val(blocks->blocks[MIGHAR_DOWN], down);
  return TRUE;
}

static gboolean read_blocks(const MigharSource *source, Blocks *blocks, GError **error)
{
  *blocks = (Blocks){{g_array_new(FALSE, FALSE, sizeof(Block)), g_array_new(FALSE, FALSE, sizeof(Block))}};
  g_autoptr(GArray) ups = find_all(source, UP, 0, source->length);
  if (ups->len == 0)
    return refuse(source, 0, "put '-- migrate:up' in front of the SQL of the up",
                  "dbmate finds no '-- migrate:up' in this file", error);
  if (!check_preamble(source, g_array_index(ups, gsize, 0), error))
    return FALSE;
  for (guint i = 0; i < ups->len; i++) {
    gsize end = i + 1 < ups->len ? g_array_index(ups, gsize, i + 1) : source->length;
    if (!read_pair(source, g_array_index(ups, gsize, i), end, blocks, error))
      return FALSE;
  }
  return TRUE;
}

/* pkg/dbmate/db.go, Migrate and Rollback: each block is one Exec() without arguments, in a transaction of its
 * own unless told. lib/pq sends that as one simple query. */
static MigharScript *make_script(MigharDialect dialect, const MigharSource *source, const GArray *blocks,
                                 gboolean no_transaction)
{
  g_auto(MigharDraft) draft;
  mighar_draft_init(&draft, dialect);
  const Block *first = &g_array_index(blocks, Block, 0);
  gboolean transaction = blocks->len == 1 && first->transaction && !no_transaction;
  for (guint i = 0; i < blocks->len; i++) {
    const Block *block = &g_array_index(blocks, Block, i);
    const char *text = source->text + block->start;
    gsize length = block->end - block->start;
    if (blocks->len > 1 && block->transaction && !no_transaction)
      mighar_draft_add_transaction(&draft, text, length, block->line, MIGHAR_SEND_TOGETHER);
    else
      mighar_draft_add(&draft, text, length, block->line,
                       no_transaction ? MIGHAR_SEND_EACH : MIGHAR_SEND_TOGETHER);
  }
  return mighar_draft_finish(&draft, source->file, first->line, transaction);
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  (void)down;
  g_auto(Blocks) blocks = {{NULL, NULL}};
  gboolean no_transaction;
  const MigharSource *source = mighar_loading_read(loading, up, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error) ||
      !read_blocks(source, &blocks, error))
    return FALSE;
  MigharDialect dialect = loading->chain->engine->dialect;
  migration->up = make_script(dialect, source, blocks.blocks[MIGHAR_UP], no_transaction);
  migration->down = make_script(dialect, source, blocks.blocks[MIGHAR_DOWN], no_transaction);
  return TRUE;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error);
}

const MigharFormat mighar_dbmate_format = {
    .facts = {.name = "dbmate",
              .no_transaction_hint =
                  "add 'transaction:false' to the line '-- migrate:up' or '-- migrate:down', "
                  "and give the statement a file of its own",
              .text_order = "_"}, /* FindMigrations: sorted by FileName */
    .example = "20240101000000_users.sql",
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};

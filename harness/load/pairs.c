/* pairs: a file for each direction, with more in its name than golang-migrate's: the engine, ".autocommit",
 * or the direction in another place. */
#include "engines.h"
#include "format.h"
#include "pattern.h"

#include <string.h>

/* The schemes of names, in the order that they are tried in. The first is that of gobuffalo/pop and ory/x
 * (popx/match.go): a file without an engine is for all that have no file of their own. The second is
 * Authelia's (internal/storage/const.go, reMigration, and its forerunner with the engine). The last one has
 * no tool. */
static const char *const schemes[] = {
    "^(?<version>[0-9]+)_(?<title>[^.]+?)(?:\\.(?<engine>(?!autocommit)[a-z0-9]+))?(?<autocommit>\\."
    "autocommit)?"
    "\\.(?<direction>up|down)\\.sql$",
    "^V(?<version>[0-9]+)\\.(?<title>[^.]+)(?:\\.(?<engine>[a-z0-9]+))?\\.(?<direction>up|down)\\.sql$",
    "^(?<version>[0-9]+)_(?<title>.+?)\\.(?<direction>up|down)\\.(?<engine>[a-z0-9]+)\\.sql$",
    "^(?<version>[0-9]+)[_-](?<title>.+)[_-](?<direction>up|down)\\.sql$",
};

/* What may be missing is NULL then. */
static char *fetch(const GMatchInfo *match, const char *group)
{
  char *text = g_match_info_fetch_named(match, group);
  if (text != NULL && *text == '\0')
    g_clear_pointer(&text, g_free);
  return text;
}

static gboolean match_scheme(guint scheme, const char *name, GMatchInfo **match)
{
  return g_regex_match(mighar_pattern(schemes[scheme], 0), name, 0, match);
}

static gboolean parse_by(guint scheme, const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  g_autoptr(GMatchInfo) match = NULL;
  if (!match_scheme(scheme, name, &match))
    return FALSE;
  g_autofree char *engine = fetch(match, "engine");
  if (engine != NULL && mighar_engine_of_word(known, engine) == NULL &&
      !mighar_word_is_foreign_engine(engine))
    return FALSE;
  g_autofree char *direction = fetch(match, "direction");
  *parsed = (MigharName){.version = fetch(match, "version"),
                         .title = fetch(match, "title"),
                         .direction = g_str_equal(direction, "up") ? MIGHAR_UP : MIGHAR_DOWN,
                         .engine = g_steal_pointer(&engine)};
  return TRUE;
}

static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (strchr(name, '/') == NULL && parse_by(i, name, known, parsed))
      return TRUE;
  return FALSE;
}

static gboolean is_autocommit(const char *file)
{
  return strstr(file, ".autocommit.") != NULL;
}

/* "sign_up" is a title, unless there is a "sign_down" beside it. */
static gboolean has_counterpart(const char *file)
{
  gboolean is_up = g_str_has_suffix(file, "up.sql");
  g_autofree char *stem = g_strndup(file, strlen(file) - strlen(is_up ? "up.sql" : "down.sql"));
  g_autofree char *other = g_strconcat(stem, is_up ? "down.sql" : "up.sql", NULL);
  return g_file_test(other, G_FILE_TEST_EXISTS);
}

/* What golang-migrate would not write is certain. */
static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  g_autofree char *file = g_path_get_basename(source->file);
  if (name->engine != NULL || *file == 'V' || is_autocommit(file))
    return MIGHAR_CLAIM_CERTAIN;
  gboolean is_dotted = g_str_has_suffix(file, ".up.sql") || g_str_has_suffix(file, ".down.sql");
  return !is_dotted && has_counterpart(source->file) ? MIGHAR_CLAIM_CERTAIN : MIGHAR_CLAIM_POSSIBLE;
}

/* popx/migrator.go, shouldNotUseTransaction; Authelia, sql_provider_schema.go, SchemaMigrate: all in a
 * transaction, and the whole file in one message. */
static gboolean wraps(const MigharEngine *engine, const MigharSource *source)
{
  (void)engine;
  return !is_autocommit(source->file);
}

const MigharFormat mighar_pairs_format = {
    .facts = {.name = "pairs",
              .no_transaction_hint =
                  "give it a file of its own, with '.autocommit' in front of '.up.sql', or add "
                  "'-- mighar: no transaction' to the file"},
    .example = "0001_users.postgres.up.sql",
    .parse_name = parse_name,
    .claim = claim,
    .wraps = wraps,
    .load = mighar_load_files,
};

#include "lasting.h"

#include <mighar/sql.h>

static const char *const temporary[] = {"temp", "temporary", "local", "global", NULL};

/* The first words of a statement, and what makes the difference behind them: lists that NULL ends. */
static const struct {
  const char *first;
  const char *const *unless; /* the second word is none of these */
  const char *const *only;   /* it is one of these; NULL: whatever it is */
} lasting[] = {
    {"set", (const char *const[]){"local", "transaction", "constraints", NULL}, NULL},
    {"prepare", (const char *const[]){"transaction", NULL}, NULL},
    {"create", NULL, temporary},
    {"deallocate", NULL, NULL},
    {"discard", NULL, NULL},
    {"listen", NULL, NULL},
    {"load", NULL, NULL},
    {"reset", NULL, NULL},
    {"unlisten", NULL, NULL},
};

static gboolean is_one_of(const MigharToken *token, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (mighar_token_is(token, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean begins_so(const MigharToken *first, const MigharToken *second)
{
  for (guint i = 0; i < G_N_ELEMENTS(lasting); i++)
    if (mighar_token_is(first, lasting[i].first))
      return (lasting[i].unless == NULL || !is_one_of(second, lasting[i].unless)) &&
             (lasting[i].only == NULL || is_one_of(second, lasting[i].only));
  return FALSE;
}

/* Whether the words follow each other somewhere in the statement; NULL ends. */
static gboolean says(const char *statement, gsize length, const char *const *words)
{
  MigharScanner scanner;
  MigharToken token;
  guint n = 0;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, statement, length);
  while (words[n] != NULL && mighar_scanner_next_solid(&scanner, &token))
    n = mighar_token_is(&token, words[n]) ? n + 1 : mighar_token_is(&token, words[0]) ? 1 : 0;
  return words[n] == NULL;
}

static gboolean calls_lasting(const char *statement, gsize length)
{
  static const char *const functions[] = {
      "pg_advisory_lock",
      "pg_advisory_lock_shared",
      "pg_try_advisory_lock",
      "pg_try_advisory_lock_shared",
      NULL,
  };
  MigharScanner scanner;
  MigharToken token;
  gboolean sets = FALSE, local = FALSE;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, statement, length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    if (is_one_of(&token, functions))
      return TRUE;
    sets |= mighar_token_is(&token, "set_config");
    local |= mighar_token_is(&token, "true");
  }
  return sets && !local;
}

/* SELECT ... INTO TEMP; of what is inserted or merged into, the next word is a name. */
static gboolean selects_into_temporary(const char *statement, gsize length)
{
  static const char *const writing[] = {"insert", "merge", NULL};
  MigharScanner scanner;
  MigharToken before = {0}, token;
  gboolean into = FALSE;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, statement, length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    if (into && is_one_of(&token, temporary))
      return TRUE;
    into = mighar_token_is(&token, "into") && !is_one_of(&before, writing);
    before = token;
  }
  return FALSE;
}

static gboolean lasts(const char *statement, gsize length)
{
  static const char *const drop[] = {"on", "commit", "drop", NULL}, *const hold[] = {"with", "hold", NULL},
                           *const own[] = {"pg_temp", NULL};
  MigharScanner scanner;
  MigharToken first, second;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, statement, length);
  if (!mighar_scanner_next_solid(&scanner, &first))
    return FALSE;
  mighar_scanner_next_solid(&scanner, &second);
  if (mighar_token_is(&first, "declare"))
    return says(statement, length, hold);
  if (mighar_token_is(&first, "create") && says(statement, length, drop))
    return FALSE;
  if (mighar_token_is(&first, "create") && says(statement, length, own))
    return TRUE;
  return begins_so(&first, &second) || calls_lasting(statement, length) ||
         selects_into_temporary(statement, length);
}

const char *find_lasting(const char *statement, gsize length)
{
  return lasts(statement, length)
             ? "SET LOCAL, set_config(..., true), ON COMMIT DROP and pg_advisory_xact_lock() end with the "
               "transaction"
             : NULL;
}

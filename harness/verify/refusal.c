#include "refusal.h"

/* The last statement that starts before the place of the failure. */
static const MigharStatement *find_statement(const MigharScript *up, const MigharFinding *failure)
{
  const MigharStatement *found = NULL;
  for (guint i = 0; i < up->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(up->statements, MigharStatement, i);
    if (statement->line < failure->line ||
        (statement->line == failure->line && statement->column <= MAX(failure->column, 1)))
      found = statement;
  }
  return found;
}

/* What a statement says, as far as it matters here. */
typedef struct {
  gboolean adds, forbids_null, has_other; /* "other" fills the column, or is about something else */
} Words;

static gboolean is_one_of(const MigharToken *token, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (mighar_token_is(token, words[i]))
      return TRUE;
  return FALSE;
}

static Words read_words(const MigharScript *up, const MigharStatement *statement, MigharDialect dialect)
{
  static const char *const others[] = {"DEFAULT", "SET",    "CHECK",     "CONSTRAINT",  "GENERATED", "SERIAL",
                                       "UPDATE",  "INSERT", "BIGSERIAL", "SMALLSERIAL", NULL};
  Words words = {0};
  MigharScanner scanner;
  MigharToken token, last = {0};
  mighar_scanner_init(&scanner, dialect, up->text + statement->start, statement->length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    words.adds = words.adds || mighar_token_is(&token, "ADD");
    words.has_other = words.has_other || is_one_of(&token, others);
    words.forbids_null = words.forbids_null || (last.length > 0 && mighar_token_is(&last, "NOT") &&
                                                mighar_token_is(&token, "NULL"));
    last = token;
  }
  return words;
}

gboolean refusal_is_of_any_row(const MigharScript *up, const MigharFinding *failure, MigharDialect dialect)
{
  const MigharStatement *statement = find_statement(up, failure);
  if (statement == NULL)
    return FALSE;
  Words words = read_words(up, statement, dialect);
  return words.adds && words.forbids_null && !words.has_other;
}

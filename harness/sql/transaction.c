/* Whether a script takes its transactions into its own hands. */
#include <mighar/sql.h>

typedef struct {
  const char *first;
  const char *second; /* NULL: whatever follows */
  const char *unless; /* a word that makes it another command; NULL: there is none */
  gboolean begins;    /* a transaction, else it ends one */
} Command;

static const Command postgres_commands[] = {
    {"begin", NULL, NULL, TRUE},
    {"start", "transaction", NULL, TRUE},
    {"commit"},
    {"end"},
    {"abort"},
    {"prepare", "transaction"},
    {"rollback", NULL, "to"},
};

static const Command sqlite_commands[] = {
    {"begin", NULL, NULL, TRUE},
    {"commit"},
    {"end"},
    {"rollback", NULL, "to"},
};

static gboolean has_word(MigharScanner scanner, const char *word)
{
  MigharToken token;
  while (mighar_scanner_next_solid(&scanner, &token)) {
    if (mighar_token_is(&token, word))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_command(const Command *command, MigharScanner scanner)
{
  MigharToken token;
  if (!mighar_scanner_next_solid(&scanner, &token) || !mighar_token_is(&token, command->first))
    return FALSE;
  if (command->unless != NULL)
    return !has_word(scanner, command->unless);
  return command->second == NULL ||
         (mighar_scanner_next_solid(&scanner, &token) && mighar_token_is(&token, command->second));
}

static const Command *find_command(MigharDialect dialect, const MigharScanner *scanner)
{
  gboolean is_sqlite = dialect == MIGHAR_DIALECT_SQLITE;
  const Command *commands = is_sqlite ? sqlite_commands : postgres_commands;
  guint n = is_sqlite ? G_N_ELEMENTS(sqlite_commands) : G_N_ELEMENTS(postgres_commands);
  for (guint i = 0; i < n; i++) {
    if (is_command(&commands[i], *scanner))
      return &commands[i];
  }
  return NULL;
}

/* The first such command of the script; NULL when it has none. */
static const Command *find_first(MigharDialect dialect, const char *text, const GArray *statements)
{
  for (guint i = 0; i < statements->len; i++) {
    const MigharStatement *statement = &g_array_index(statements, MigharStatement, i);
    MigharScanner scanner;
    mighar_scanner_init(&scanner, dialect, text + statement->start, statement->length);
    const Command *command = find_command(dialect, &scanner);
    if (command != NULL)
      return command;
  }
  return NULL;
}

gboolean mighar_sql_controls_transaction(MigharDialect dialect, const char *text, const GArray *statements)
{
  return find_first(dialect, text, statements) != NULL;
}

gboolean mighar_sql_begins_transaction(MigharDialect dialect, const char *text, const GArray *statements)
{
  const Command *first = find_first(dialect, text, statements);
  return first != NULL && first->begins;
}

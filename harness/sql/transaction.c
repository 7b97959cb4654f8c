/* Whether a script takes its transactions into its own hands. */
#include <mighar/sql.h>

typedef struct {
  const char *first;
  const char *second; /* NULL: whatever follows */
  const char *unless; /* a word that makes it another command; NULL: there is none */
} Command;

static const Command postgres_commands[] = {
    {"begin", NULL, NULL}, {"start", "transaction", NULL},   {"commit", NULL, NULL},   {"end", NULL, NULL},
    {"abort", NULL, NULL}, {"prepare", "transaction", NULL}, {"rollback", NULL, "to"},
};

static const Command sqlite_commands[] = {
    {"begin", NULL, NULL},
    {"commit", NULL, NULL},
    {"end", NULL, NULL},
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

static gboolean is_one_of(const Command *commands, guint n, const MigharScanner *scanner)
{
  for (guint i = 0; i < n; i++) {
    if (is_command(&commands[i], *scanner))
      return TRUE;
  }
  return FALSE;
}

gboolean mighar_sql_controls_transaction(MigharDialect dialect, const char *text, const GArray *statements)
{
  for (guint i = 0; i < statements->len; i++) {
    const MigharStatement *statement = &g_array_index(statements, MigharStatement, i);
    MigharScanner scanner;
    mighar_scanner_init(&scanner, dialect, text + statement->start, statement->length);
    if (dialect == MIGHAR_DIALECT_SQLITE
            ? is_one_of(sqlite_commands, G_N_ELEMENTS(sqlite_commands), &scanner)
            : is_one_of(postgres_commands, G_N_ELEMENTS(postgres_commands), &scanner))
      return TRUE;
  }
  return FALSE;
}

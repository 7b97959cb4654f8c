/* Where one statement ends and the next begins. */
#include <mighar/sql.h>

/* How far a statement has got on its way into a body, in which semicolons end no statement, and out of it.
 * A body's END follows a semicolon, or directly what opens the body; any other END is the end of a CASE or a
 * name ("select 1 as end"), so that nothing else has to be counted. */
typedef enum {
  AT_START,  /* nothing of the statement was read */
  EXPLAINED, /* EXPLAIN QUERY PLAN */
  CREATED,   /* CREATE OR REPLACE, CREATE TEMPORARY */
  HEADED,    /* a statement that may have a body */
  BEGUN,     /* its BEGIN, which ATOMIC has to follow */
  OPENED,    /* directly behind what opens the body */
  INSIDE,    /* in the body */
  BETWEEN,   /* in the body, directly behind a semicolon */
  ENDED,     /* behind the body's END, which a semicolon has to follow */
  PLAIN,     /* no body, or none any more */
} Stage;

typedef struct {
  Stage from;
  const char *word;
  Stage to;
} Step;

/* gram.y: CREATE opt_or_replace FUNCTION|PROCEDURE ... BEGIN ATOMIC (statement ';')* END */
static const Step postgres_steps[] = {
    {AT_START, "create", CREATED}, {CREATED, "or", CREATED},       {CREATED, "replace", CREATED},
    {CREATED, "function", HEADED}, {CREATED, "procedure", HEADED}, {HEADED, "begin", BEGUN},
    {BEGUN, "begin", BEGUN},       {BEGUN, "atomic", OPENED},      {OPENED, "end", PLAIN},
    {BETWEEN, "end", PLAIN},
};

/* sqlite3_complete(): EXPLAIN QUERY PLAN CREATE TEMP TRIGGER ... ; END ; */
static const Step sqlite_steps[] = {
    {AT_START, "explain", EXPLAINED}, {EXPLAINED, "query", EXPLAINED}, {EXPLAINED, "plan", EXPLAINED},
    {AT_START, "create", CREATED},    {EXPLAINED, "create", CREATED},  {CREATED, "temp", CREATED},
    {CREATED, "temporary", CREATED},  {CREATED, "trigger", INSIDE},    {BETWEEN, "end", ENDED},
};

typedef struct {
  const Step *steps;
  guint n_steps;
  gboolean parentheses_count; /* a semicolon in parentheses ends no statement */
  Stage stage;
  guint depth; /* of parentheses */
} Boundary;

static Boundary boundary_of(MigharDialect dialect)
{
  if (dialect == MIGHAR_DIALECT_SQLITE)
    return (Boundary){.steps = sqlite_steps, .n_steps = G_N_ELEMENTS(sqlite_steps)};
  return (Boundary){
      .steps = postgres_steps, .n_steps = G_N_ELEMENTS(postgres_steps), .parentheses_count = TRUE};
}

/* The stage behind a token that no step is for. */
static Stage stage_without_step(Stage stage)
{
  switch (stage) {
  case BEGUN:
    return HEADED;
  case OPENED:
  case BETWEEN:
  case ENDED:
    return INSIDE;
  case HEADED:
  case INSIDE:
    return stage;
  default:
    return PLAIN;
  }
}

static Stage stage_after(const Boundary *boundary, const MigharToken *token)
{
  gboolean is_nested = boundary->depth > 0;
  for (guint i = 0; i < boundary->n_steps && boundary->stage != PLAIN && !is_nested; i++) {
    const Step *step = &boundary->steps[i];
    if (step->from == boundary->stage && mighar_token_is(token, step->word))
      return step->to;
  }
  return stage_without_step(boundary->stage);
}

static void count_parenthesis(Boundary *boundary, const MigharToken *token)
{
  if (mighar_token_is_mark(token, "("))
    boundary->depth++;
  else if (boundary->depth > 0 && mighar_token_is_mark(token, ")"))
    boundary->depth--;
}

/* Whether the token is the semicolon that ends the statement. */
static gboolean ends_statement(Boundary *boundary, const MigharToken *token)
{
  if (token->kind == MIGHAR_TOKEN_SEMICOLON && boundary->depth == 0) {
    gboolean in_body = boundary->stage == OPENED || boundary->stage == INSIDE || boundary->stage == BETWEEN;
    boundary->stage = in_body ? BETWEEN : AT_START;
    return !in_body;
  }
  boundary->stage = stage_after(boundary, token);
  if (boundary->parentheses_count)
    count_parenthesis(boundary, token);
  return FALSE;
}

static void append_statement(GArray *statements, MigharStatement *statement)
{
  if (statement->length == 0)
    return;
  statement->batch = statements->len;
  g_array_append_val(statements, *statement);
  statement->length = 0;
}

GArray *mighar_sql_split(MigharDialect dialect, const char *text, gsize length, guint first_line)
{
  GArray *statements = g_array_new(FALSE, FALSE, sizeof(MigharStatement));
  Boundary boundary = boundary_of(dialect);
  MigharStatement statement = {0};
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, text, length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    if (ends_statement(&boundary, &token)) {
      append_statement(statements, &statement);
      continue;
    }
    guint offset = (guint)(token.start - text);
    if (statement.length == 0)
      statement =
          (MigharStatement){.start = offset, .line = token.line + first_line - 1, .column = token.column};
    statement.length = offset + (guint)token.length - statement.start;
  }
  append_statement(statements, &statement);
  return statements;
}

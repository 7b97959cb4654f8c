/* Where in a statement a condition can be put that makes it a part of itself. Everything that is not
 * understood is refused: what is done to production is no matter for guesses. */
#include "batches.h"

#include <string.h>

typedef struct {
  MigharToken token;
  int depth; /* of parentheses and brackets */
} Piece;

typedef struct {
  MigharDialect dialect;
  const char *text;
  gsize length;
  GArray *pieces; /* Piece */
  guint at;       /* the next one */
  MigharBatches *batches;
  char *problem;
} Splitting;

static gboolean fail(Splitting *splitting, char *problem)
{
  splitting->problem = problem;
  return FALSE;
}

static const Piece *piece(const Splitting *splitting, guint i)
{
  return i < splitting->pieces->len ? &g_array_index(splitting->pieces, Piece, i) : NULL;
}

static gboolean is_word(const Splitting *splitting, guint i, const char *word)
{
  const Piece *found = piece(splitting, i);
  return found != NULL && found->depth == 0 && mighar_token_is(&found->token, word);
}

static gboolean is_mark(const Splitting *splitting, guint i, const char *mark)
{
  const Piece *found = piece(splitting, i);
  return found != NULL && mighar_token_is_mark(&found->token, mark);
}

/* A keyword may be a column, behind a dot; and the FROM of IS DISTINCT FROM is none. */
static gboolean is_keyword(const Splitting *splitting, guint i, const char *word)
{
  if (!is_word(splitting, i, word) || (i > 0 && is_mark(splitting, i - 1, ".")))
    return FALSE;
  return i < 2 || !g_str_equal(word, "from") || !is_word(splitting, i - 1, "distinct");
}

static gboolean is_any(const Splitting *splitting, guint i, const char *const *words)
{
  for (guint j = 0; words[j] != NULL; j++)
    if (is_keyword(splitting, i, words[j]))
      return TRUE;
  return FALSE;
}

static gboolean is_name(const Splitting *splitting, guint i)
{
  const Piece *found = piece(splitting, i);
  return found != NULL && found->depth == 0 &&
         (found->token.kind == MIGHAR_TOKEN_WORD || found->token.kind == MIGHAR_TOKEN_QUOTED_NAME);
}

static void read_pieces(Splitting *splitting)
{
  MigharScanner scanner;
  MigharToken token;
  int depth = 0;
  mighar_scanner_init(&scanner, splitting->dialect, splitting->text, splitting->length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    gboolean opens = mighar_token_is_mark(&token, "(") || mighar_token_is_mark(&token, "[");
    gboolean closes = mighar_token_is_mark(&token, ")") || mighar_token_is_mark(&token, "]");
    depth -= closes;
    const Piece made = {token, depth};
    g_array_append_val(splitting->pieces, made);
    depth += opens;
  }
}

static const char *end_of(const Splitting *splitting, guint i)
{
  const MigharToken *token = &piece(splitting, i)->token;
  return token->start + token->length;
}

/* name[.name...]; NULL where there is none. Free with g_free(). */
static char *read_name(Splitting *splitting)
{
  guint first = splitting->at;
  if (!is_name(splitting, first))
    return NULL;
  while (is_mark(splitting, splitting->at + 1, ".") && is_name(splitting, splitting->at + 2))
    splitting->at += 2;
  guint last = splitting->at++;
  const char *start = piece(splitting, first)->token.start;
  return g_strndup(start, (gsize)(end_of(splitting, last) - start));
}

/* The key of the table that the statement calls so; of several columns, a row. */
static char *say_key(const MigharBatches *batches, const MigharToken *table)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; batches->keys[i] != NULL; i++)
    g_string_append_printf(text, "%s%.*s.%s", i > 0 ? ", " : "", (int)table->length, table->start,
                           batches->keys[i]);
  return batches->keys[1] != NULL ? g_strdup_printf("(%s)", text->str)
                                  : g_string_free(g_steal_pointer(&text), FALSE);
}

/* [ONLY] name[.name...] [*] [[AS] alias], which what follows ends. */
static gboolean read_table(Splitting *splitting)
{
  static const char *const not_aliases[] = {"set",   "using",   "where", "returning", "join",        "inner",
                                            "left",  "right",   "full",  "cross",     "natural",     "on",
                                            "order", "indexed", "not",   "from",      "tablesample", NULL};
  MigharBatches *batches = splitting->batches;
  batches->only = is_word(splitting, splitting->at, "only");
  splitting->at += batches->only;
  batches->table = is_any(splitting, splitting->at, not_aliases) ? NULL : read_name(splitting);
  guint last = splitting->at - 1;
  if (batches->table == NULL)
    return fail(splitting, g_strdup("what its rows are of is no table with a name"));
  splitting->at += is_mark(splitting, splitting->at, "*");
  gboolean named = is_word(splitting, splitting->at, "as");
  splitting->at += named;
  if (named || (is_name(splitting, splitting->at) && !is_any(splitting, splitting->at, not_aliases)))
    last = splitting->at++;
  if (!is_name(splitting, last) || is_mark(splitting, splitting->at, "("))
    return fail(splitting, g_strdup("what its rows are of is no table with a name"));
  batches->column = say_key(batches, &piece(splitting, last)->token);
  return TRUE;
}

static void skip_or(Splitting *splitting)
{
  if (is_word(splitting, splitting->at, "or"))
    splitting->at += 2;
}

static gboolean is_key(const Splitting *splitting, guint i)
{
  const MigharToken *token = &piece(splitting, i)->token;
  if (token->kind != MIGHAR_TOKEN_WORD && token->kind != MIGHAR_TOKEN_QUOTED_NAME)
    return FALSE;
  g_autofree char *name = mighar_token_name(token);
  for (char **keys = splitting->batches->keys; *keys != NULL; keys++) {
    g_autofree char *key = mighar_sql_name(splitting->dialect, *keys);
    if (g_ascii_strcasecmp(name, key) == 0)
      return TRUE;
  }
  return FALSE;
}

/* With another key, a row would be in another batch. */
static gboolean check_assignments(Splitting *splitting)
{
  static const char *const ends[] = {"from", "where", "returning", NULL};
  gboolean is_target = TRUE;
  for (guint i = splitting->at; i < splitting->pieces->len && !is_any(splitting, i, ends); i++) {
    if (is_target && is_key(splitting, i))
      return fail(splitting,
                  g_strdup_printf("it changes the key '%s' of its batches", splitting->batches->key));
    const Piece *now = piece(splitting, i);
    if (now->depth == 0 && mighar_token_is_mark(&now->token, "="))
      is_target = FALSE;
    else if (now->depth == 0 && mighar_token_is_mark(&now->token, ","))
      is_target = TRUE;
  }
  return TRUE;
}

static gboolean read_update(Splitting *splitting)
{
  skip_or(splitting);
  if (!read_table(splitting))
    return FALSE;
  if (!is_word(splitting, splitting->at++, "set"))
    return fail(splitting, g_strdup("there is no SET behind its table"));
  return check_assignments(splitting);
}

static gboolean read_delete(Splitting *splitting)
{
  if (!is_word(splitting, splitting->at++, "from"))
    return fail(splitting, g_strdup("there is no FROM behind its DELETE"));
  return read_table(splitting);
}

static gboolean seek(Splitting *splitting, const char *word)
{
  while (splitting->at < splitting->pieces->len)
    if (is_keyword(splitting, splitting->at++, word))
      return TRUE;
  g_autofree char *name = g_ascii_strup(word, -1);
  return fail(splitting, g_strdup_printf("it has no %s", name));
}

/* What batches put into their own table, others would find, again and again. */
static gboolean read_insert(Splitting *splitting)
{
  skip_or(splitting);
  splitting->at += is_word(splitting, splitting->at, "into");
  g_autofree char *into = read_name(splitting);
  if (!seek(splitting, "select"))
    return FALSE;
  splitting->batches->select = (gsize)(piece(splitting, splitting->at - 1)->token.start - splitting->text);
  if (!seek(splitting, "from") || !read_table(splitting))
    return FALSE;
  return into == NULL || !mighar_sql_same_tokens(splitting->dialect, into, splitting->batches->table) ||
         fail(splitting, g_strdup_printf("it inserts into the table '%s' that it reads", into));
}

/* The words at the top of the statement that make the outcome depend on more rows than one, or on how many
 * there are; some only behind another word, before one, or unless one follows. */
static const struct {
  const char *word, *behind, *before, *unless;
} refused[] = {
    {"with", NULL, NULL, "time"},  {"group", NULL, NULL, NULL},    {"having", NULL, NULL, NULL},
    {"distinct", "select"},        {"union", NULL, NULL, NULL},    {"intersect", NULL, NULL, NULL},
    {"except", NULL, NULL, NULL},  {"limit", NULL, NULL, NULL},    {"offset", NULL, NULL, NULL},
    {"fetch", NULL, NULL, NULL},   {"over", NULL, NULL, NULL},     {"window", NULL, NULL, NULL},
    {"right", NULL, "join", NULL}, {"right", NULL, "outer", NULL}, {"full", NULL, "join", NULL},
    {"full", NULL, "outer", NULL},
};

static gboolean is_refused(const Splitting *splitting, guint i)
{
  for (guint j = 0; j < G_N_ELEMENTS(refused); j++)
    if (is_keyword(splitting, i, refused[j].word) &&
        (refused[j].behind == NULL || (i > 0 && is_word(splitting, i - 1, refused[j].behind))) &&
        (refused[j].before == NULL || is_word(splitting, i + 1, refused[j].before)) &&
        (refused[j].unless == NULL || !is_word(splitting, i + 1, refused[j].unless)))
      return TRUE;
  return FALSE;
}

static gboolean check_words(Splitting *splitting)
{
  for (guint i = 0; i < splitting->pieces->len; i++)
    if (is_refused(splitting, i)) {
      const MigharToken *token = &piece(splitting, i)->token;
      g_autofree char *word = g_ascii_strup(token->start, (gssize)token->length);
      return fail(splitting, g_strdup_printf("with its %s it is not the same in parts", word));
    }
  return TRUE;
}

/* What comes behind the condition. */
static gboolean is_behind(const Splitting *splitting, guint i)
{
  return is_keyword(splitting, i, "returning") || is_keyword(splitting, i, "order") ||
         (is_keyword(splitting, i, "on") && is_word(splitting, i + 1, "conflict"));
}

/* The condition is put in parentheses so that places in it stay where they were, as far as that is possible;
 * a line end keeps them out of a comment. */
static void cut(Splitting *splitting, guint where, guint end)
{
  MigharBatches *batches = splitting->batches;
  const char *stop =
      end < splitting->pieces->len ? piece(splitting, end)->token.start : splitting->text + splitting->length;
  gsize rest = (gsize)(splitting->text + splitting->length - stop);
  g_autofree char *tail = g_strndup(stop, rest);
  batches->after = g_strdup_printf("%s%s", rest > 0 ? "\n" : "", tail);
  if (where == end) {
    batches->before = g_strdup_printf("%.*s\nWHERE ", (int)(stop - splitting->text), splitting->text);
    return;
  }
  const char *condition = end_of(splitting, where);
  gsize blank = *condition == ' ' || *condition == '\t' ? 1 : 0;
  batches->before = g_strdup_printf("%.*s(%.*s\n) AND ", (int)(condition - splitting->text), splitting->text,
                                    (int)(stop - condition - (gssize)blank), condition + blank);
}

static gboolean find_condition(Splitting *splitting)
{
  guint end = splitting->at;
  while (end < splitting->pieces->len && !is_behind(splitting, end))
    end++;
  guint where = splitting->at;
  while (where < end && !is_keyword(splitting, where, "where"))
    where++;
  if (is_word(splitting, where + 1, "current") && is_word(splitting, where + 2, "of"))
    return fail(splitting, g_strdup("WHERE CURRENT OF names a single row"));
  if (is_keyword(splitting, end, "order") && splitting->batches->select == 0)
    return fail(splitting, g_strdup("with its ORDER it is not the same in parts"));
  cut(splitting, where, end);
  return TRUE;
}

static gboolean read_statement(Splitting *splitting)
{
  static const struct {
    const char *word;
    gboolean (*read)(Splitting *splitting);
  } kinds[] = {
      {"update", read_update}, {"delete", read_delete}, {"insert", read_insert}, {"replace", read_insert}};
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (is_word(splitting, 0, kinds[i].word)) {
      splitting->at = 1;
      return check_words(splitting) && kinds[i].read(splitting) && find_condition(splitting);
    }
  return fail(splitting, g_strdup("it is another kind of statement"));
}

gboolean mighar_batches_split(MigharDialect dialect, const char *statement, gsize length,
                              MigharBatches *batches, char **problem)
{
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  Splitting splitting = {dialect, statement, length, pieces, 0, batches, NULL};
  read_pieces(&splitting);
  gboolean good = read_statement(&splitting);
  *problem = splitting.problem;
  return good;
}

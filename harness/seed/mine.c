/* What CHECK expressions say about the values of columns: read from their tokens, so only likely. The
 * database is asked in the end. */
#include "hints.h"

#include <mighar/sql.h>
#include <string.h>

typedef struct {
  Hint *hints;
  const MigharTable *table;
  int subject;
  GArray *tokens;      /* MigharToken */
  gboolean one_column; /* the expression speaks of no more than one */
} Mining;

static const MigharToken *token_at(const Mining *mining, int i)
{
  return i >= 0 && i < (int)mining->tokens->len ? &g_array_index(mining->tokens, MigharToken, i) : NULL;
}

static gboolean is_word(const MigharToken *token, const char *word)
{
  return token != NULL && mighar_token_is(token, word);
}

static gboolean is_mark(const MigharToken *token, const char *mark)
{
  return token != NULL && mighar_token_is_mark(token, mark);
}

/* The column that a token names; -1: none. */
static int column_of(const Mining *mining, const MigharToken *token)
{
  if (token == NULL || (token->kind != MIGHAR_TOKEN_WORD && token->kind != MIGHAR_TOKEN_QUOTED_NAME))
    return -1;
  if (mining->subject >= 0 && mighar_token_is(token, "VALUE"))
    return mining->subject;
  g_autofree char *name = mighar_token_name(token);
  for (guint i = 0; i < mining->table->columns->len; i++)
    if (g_ascii_strcasecmp(mining->hints[i].column->name, name) == 0)
      return (int)i;
  return -1;
}

/* E'' and casts aside. */
static char *string_of(const MigharToken *token)
{
  if (token == NULL || token->kind != MIGHAR_TOKEN_STRING)
    return NULL;
  g_autofree char *text = g_strndup(token->start, token->length);
  gboolean escaped = *text == 'E' || *text == 'e';
  char *value = mighar_sql_string(text + (escaped ? 1 : 0));
  if (!escaped || value == NULL)
    return value;
  char *plain = g_strcompress(value);
  g_free(value);
  return plain;
}

static void add_value(Hint *hint, char *value)
{
  if (value == NULL)
    return;
  if (hint->values->len < 40 && !g_ptr_array_find_with_equal_func(hint->values, value, g_str_equal, NULL))
    g_ptr_array_add(hint->values, value);
  else
    g_free(value);
}

static void collect(Mining *mining, MigharDialect dialect, const char *expression)
{
  MigharScanner scanner;
  MigharToken token;
  int seen = -1;
  mighar_scanner_init(&scanner, dialect, expression, strlen(expression));
  mining->one_column = TRUE;
  while (mighar_scanner_next_solid(&scanner, &token)) {
    g_array_append_val(mining->tokens, token);
    int column = column_of(mining, &token);
    if (column < 0)
      continue;
    mining->hints[column].checked = TRUE;
    mining->one_column = mining->one_column && (seen < 0 || seen == column);
    seen = column;
  }
}

/* The nearest column before (or, where there is none, behind) a token: what a literal is most likely about.
 */
static int subject_of(const Mining *mining, int i)
{
  for (int back = i - 1; back >= 0; back--)
    if (column_of(mining, token_at(mining, back)) >= 0)
      return column_of(mining, token_at(mining, back));
  for (guint ahead = (guint)i + 1; ahead < mining->tokens->len; ahead++)
    if (column_of(mining, token_at(mining, (int)ahead)) >= 0)
      return column_of(mining, token_at(mining, (int)ahead));
  return -1;
}

static gboolean is_length_function(const MigharToken *token)
{
  static const char *const names[] = {"length",     "char_length", "character_length", "octet_length",
                                      "bit_length", "cardinality", "array_length"};
  for (guint i = 0; token != NULL && i < G_N_ELEMENTS(names); i++)
    if (mighar_token_is(token, names[i]))
      return TRUE;
  return FALSE;
}

/* Whether the column just before was given to a function that counts. */
static gboolean is_of_length(const Mining *mining, int i)
{
  for (int back = i - 1; back >= 0 && back >= i - 14; back--) {
    if (is_length_function(token_at(mining, back)))
      return TRUE;
    if (is_word(token_at(mining, back), "AND") && !is_word(token_at(mining, back - 2), "BETWEEN"))
      return FALSE;
  }
  return FALSE;
}

/* The comparison before the number, casts and parentheses aside. */
static const MigharToken *comparison_before(const Mining *mining, int i)
{
  int back = i - 1;
  while (is_mark(token_at(mining, back), "(") || is_mark(token_at(mining, back), "-") ||
         is_mark(token_at(mining, back), "+"))
    back--;
  return token_at(mining, back);
}

static void limit_low(Hint *hint, double low)
{
  hint->low = hint->has_low ? MAX(hint->low, low) : low;
  hint->has_low = TRUE;
}

static void limit_high(Hint *hint, double high)
{
  hint->high = hint->has_high ? MIN(hint->high, high) : high;
  hint->has_high = TRUE;
}

static void limit_length(Hint *hint, const MigharToken *comparison, int n)
{
  gboolean at_least = is_mark(comparison, ">=") || is_mark(comparison, ">") || is_word(comparison, "BETWEEN");
  gboolean at_most = is_mark(comparison, "<=") || is_mark(comparison, "<") || is_word(comparison, "AND");
  if (is_mark(comparison, ">"))
    n++;
  if (is_mark(comparison, "<"))
    n--;
  if (is_mark(comparison, "<>") || is_mark(comparison, "!=")) {
    hint->shortest = MAX(hint->shortest, n + 1);
    return;
  }
  if (at_least || !at_most)
    hint->shortest = MAX(hint->shortest, n);
  if (at_most || !at_least)
    hint->longest = hint->longest > 0 ? MIN(hint->longest, n) : n;
}

static void limit_number(Hint *hint, const MigharToken *comparison, double number)
{
  double step = hint->column->kind == MIGHAR_VALUE_INTEGER ? 1 : 0.01;
  if (is_mark(comparison, ">=") || is_word(comparison, "BETWEEN"))
    limit_low(hint, number);
  else if (is_mark(comparison, ">"))
    limit_low(hint, number + step);
  else if (is_mark(comparison, "<=") || is_word(comparison, "AND"))
    limit_high(hint, number);
  else if (is_mark(comparison, "<"))
    limit_high(hint, number - step);
}

static void mine_number(Mining *mining, int i, const char *text)
{
  int subject = subject_of(mining, i);
  if (subject < 0)
    return;
  Hint *hint = &mining->hints[subject];
  const MigharToken *comparison = comparison_before(mining, i);
  gboolean negative = is_mark(token_at(mining, i - 1), "-");
  double number = g_ascii_strtod(text, NULL) * (negative ? -1 : 1);
  if (is_of_length(mining, i)) {
    limit_length(hint, comparison, (int)CLAMP(number, 0, 100000));
    return;
  }
  gboolean bounded = hint->has_low || hint->has_high;
  limit_number(hint, comparison, number);
  add_value(hint, g_strdup_printf("%s%s", negative ? "-" : "", text));
  gboolean listed = comparison == NULL || is_mark(comparison, "=") || is_word(comparison, "IN") ||
                    is_mark(comparison, ",") || is_mark(comparison, "[") || is_mark(comparison, "==");
  hint->only_values = mining->one_column && listed && !bounded && !hint->has_low && !hint->has_high;
}

/* "%@%.%": a percent sign stands for anything, and the least of that is mostly not enough. */
static char *sample_like(const char *pattern, guint rank)
{
  GString *text = g_string_new(NULL);
  for (const char *at = pattern; *at != '\0'; at++)
    if (*at == '%')
      g_string_append_printf(text, "a%.*s", (int)rank, "bcdefghijk");
    else
      g_string_append_c(text, *at == '_' ? (char)('a' + rank) : *at);
  return g_string_free(text, FALSE);
}

static gboolean is_like(const MigharToken *comparison)
{
  return is_word(comparison, "LIKE") || is_word(comparison, "ILIKE") || is_word(comparison, "GLOB") ||
         is_mark(comparison, "~~") || is_mark(comparison, "~~*");
}

static gboolean is_negated(const MigharToken *comparison, const MigharToken *before)
{
  return is_word(before, "NOT") || is_mark(comparison, "!~") || is_mark(comparison, "!~*") ||
         is_mark(comparison, "!~~") || is_mark(comparison, "!~~*") || is_mark(comparison, "<>") ||
         is_mark(comparison, "!=");
}

/* GLOB's classes are those of regular expressions; its star and question mark are not. */
static char *regex_of_glob(const char *glob)
{
  GString *pattern = g_string_new(NULL);
  for (const char *at = glob; *at != '\0'; at++)
    if (*at == '*')
      g_string_append(pattern, ".*");
    else
      g_string_append_c(pattern, *at == '?' ? '.' : *at);
  return g_string_free(pattern, FALSE);
}

static void mine_pattern(Hint *hint, const MigharToken *comparison, const char *pattern)
{
  g_autofree char *glob = is_word(comparison, "GLOB") ? regex_of_glob(pattern) : NULL;
  gboolean like = is_like(comparison) && glob == NULL;
  for (guint rank = 0; rank < 9; rank++)
    add_value(hint, like ? sample_like(pattern, rank) : sample_pattern(glob != NULL ? glob : pattern, rank));
  hint->only_values = hint->values->len > 0;
}

/* The function that the column before a literal is given to; NULL: none. */
static const MigharToken *function_before(const Mining *mining, int i)
{
  for (int back = i - 1; back > 0 && back >= i - 10; back--)
    if (column_of(mining, token_at(mining, back)) >= 0) {
      while (back > 1 && is_mark(token_at(mining, back - 1), "(") && is_mark(token_at(mining, back - 2), "("))
        back--;
      const MigharToken *name = token_at(mining, back - 2);
      gboolean called =
          is_mark(token_at(mining, back - 1), "(") && name != NULL && name->kind == MIGHAR_TOKEN_WORD;
      return called ? name : NULL;
    }
  return NULL;
}

static gboolean asks_for_type(const MigharToken *function)
{
  static const char *const names[] = {"typeof", "pg_typeof", "json_typeof", "jsonb_typeof", "json_type"};
  for (guint i = 0; function != NULL && i < G_N_ELEMENTS(names); i++)
    if (mighar_token_is(function, names[i]))
      return TRUE;
  return FALSE;
}

/* A value of what is asked for: jsonb_typeof(list) = 'array'. What else a literal may be about in a document
 * is a key of it. */
static void mine_json(Hint *hint, const char *type, gboolean asked)
{
  static const struct {
    const char *type;
    const char *value;
  } values[] = {{"object", "{\"a\": 1}"}, {"array", "[1, \"a\"]"}, {"string", "\"a\""},
                {"number", "1.5"},        {"boolean", "true"},     {"integer", "1"}};
  for (guint i = 0; asked && i < G_N_ELEMENTS(values); i++)
    if (g_str_equal(values[i].type, type) &&
        (hint->column->kind == MIGHAR_VALUE_JSON || hint->column->kind == MIGHAR_VALUE_TEXT)) {
      add_value(hint, g_strdup(values[i].value));
      hint->only_values = TRUE;
    }
}

static void mine_string(Mining *mining, int i, char *value)
{
  g_autofree char *text = value;
  int subject = subject_of(mining, i);
  if (subject < 0)
    return;
  Hint *hint = &mining->hints[subject];
  const MigharToken *comparison = comparison_before(mining, i);
  const MigharToken *function = function_before(mining, i);
  if (asks_for_type(function) || hint->column->kind == MIGHAR_VALUE_JSON) {
    mine_json(hint, text, function != NULL && !mighar_token_is(function, "typeof"));
    return;
  }
  if (is_negated(comparison, token_at(mining, i - 2)))
    return;
  gboolean regular = is_mark(comparison, "~") || is_mark(comparison, "~*") || is_word(comparison, "REGEXP") ||
                     is_word(comparison, "TO") || (is_mark(comparison, ",") && g_str_has_prefix(text, "^"));
  if (regular || is_like(comparison)) {
    mine_pattern(hint, comparison, text);
    return;
  }
  gboolean compared = is_mark(comparison, "<") || is_mark(comparison, ">") || is_mark(comparison, "<=");
  add_value(hint, g_steal_pointer(&text));
  hint->only_values = hint->only_values || (mining->one_column && !compared) || is_mark(comparison, ">=");
}

void hints_mine(Hint *hints, const MigharTable *table, MigharDialect dialect, const char *expression,
                int subject)
{
  Mining mining = {.hints = hints, .table = table, .subject = subject};
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(MigharToken));
  mining.tokens = tokens;
  collect(&mining, dialect, expression);
  for (guint i = 0; i < tokens->len; i++) {
    const MigharToken *token = token_at(&mining, (int)i);
    if (token->kind == MIGHAR_TOKEN_NUMBER) {
      g_autofree char *text = g_strndup(token->start, token->length);
      mine_number(&mining, (int)i, text);
    } else if (token->kind == MIGHAR_TOKEN_STRING) {
      char *value = string_of(token);
      if (value != NULL)
        mine_string(&mining, (int)i, value);
    }
  }
}

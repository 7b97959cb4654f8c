/* CREATE TABLE and CREATE INDEX made by chance, in all ways of writing them. */
#pragma once

#include <glib.h>
#include <string.h>

/* A statement being made. */
typedef struct {
  GString *sql;
  GRand *random;
  guint columns;
  gboolean has_key;
  gboolean strict;
  gboolean not_null_conflict; /* of the last NOT NULL of the column */
  guint checks;               /* CHECK constraints in it */
  guint conflicts;            /* conflict clauses that SQLite looks at and that say anything but ABORT */
  guint descending;           /* DESC in it */
} Maker;

static guint below(Maker *maker, guint limit)
{
  return g_rand_int_range(maker->random, 0, (gint32)limit);
}

static gboolean chance(Maker *maker, guint percent)
{
  return below(maker, 100) < percent;
}

#define PICK(maker, list) ((list)[below((maker), G_N_ELEMENTS(list))])

static void space(Maker *maker)
{
  static const char *const spaces[] = {" ", " ", " ", "\n", "\t  ", " /* , ) ' */ ", " -- it's (\n"};
  g_string_append(maker->sql, PICK(maker, spaces));
}

/* Keywords in any case, and anything between them. */
static void words(Maker *maker, const char *text)
{
  space(maker);
  for (; *text != '\0'; text++)
    if (*text == ' ')
      space(maker);
    else
      g_string_append_c(maker->sql, chance(maker, 50) ? g_ascii_tolower(*text) : g_ascii_toupper(*text));
}

static void mark(Maker *maker, const char *text)
{
  if (chance(maker, 30))
    space(maker);
  g_string_append(maker->sql, text);
  if (chance(maker, 30))
    space(maker);
}

static void quoted(Maker *maker, const char *name, char opening, char closing)
{
  g_string_append_c(maker->sql, opening);
  for (; *name != '\0'; name++) {
    if (*name == closing)
      g_string_append_c(maker->sql, closing);
    g_string_append_c(maker->sql, *name);
  }
  g_string_append_c(maker->sql, closing);
}

static void quoted_somehow(Maker *maker, const char *name)
{
  static const char *const quotes[] = {"\"\"", "``", "[]"};
  const char *quote = PICK(maker, quotes);
  if (strchr(name, ']') != NULL)
    quote = quotes[0]; // no way to write that one in brackets
  quoted(maker, name, quote[0], quote[1]);
}

static const char *const column_names[] = {"a",   "B",        "order", "key", "it's",
                                           "x y", "\xc3\xa4", "r\"s",  "c]d", "e.f"};

static void column_name(Maker *maker, guint index)
{
  const char *name = column_names[index];
  space(maker);
  if (index < 2 && chance(maker, 60))
    g_string_append(maker->sql, chance(maker, 50) ? name : index == 0 ? "A" : "b");
  else if (index == 3 && chance(maker, 50))
    g_string_append(maker->sql, "Key");
  else
    quoted_somehow(maker, name);
}

static void own_column(Maker *maker)
{
  column_name(maker, below(maker, maker->columns));
}

static void constraint_name(Maker *maker)
{
  static const char *const names[] = {" n1", " \"n 2\"", " [n3]", " 'n4'", " key"};
  if (!chance(maker, 20))
    return;
  words(maker, "CONSTRAINT");
  g_string_append(maker->sql, PICK(maker, names));
}

/* Returns whether the clause says anything. */
static gboolean conflict(Maker *maker)
{
  static const char *const actions[] = {"ROLLBACK", "FAIL", "IGNORE", "REPLACE", "ABORT"};
  if (!chance(maker, 25))
    return FALSE;
  guint action = below(maker, G_N_ELEMENTS(actions));
  words(maker, "ON CONFLICT");
  words(maker, actions[action]);
  return action < 4;
}

static void check(Maker *maker, guint column)
{
  static const char *const operations[] = {"<>", "IS NOT", "=", ">=", "LIKE", "||"};
  static const char *const values[] = {"1",       "'x,)'",      "NULL",          "-1",
                                       "(2 + 3)", "lower('A')", "\"no column\"", "x'00'"};
  maker->checks++;
  words(maker, "CHECK");
  mark(maker, "(");
  column_name(maker, column);
  words(maker, PICK(maker, operations));
  space(maker);
  g_string_append(maker->sql, PICK(maker, values));
  mark(maker, ")");
}

static void reference(Maker *maker)
{
  static const char *const rules[] = {"ON DELETE CASCADE",  "ON DELETE SET NULL",  "ON UPDATE SET DEFAULT",
                                      "ON UPDATE RESTRICT", "ON DELETE NO ACTION", "MATCH FULL"};
  static const char *const deferrals[] = {"DEFERRABLE", "NOT DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED",
                                          "NOT DEFERRABLE INITIALLY IMMEDIATE"};
  for (guint n = below(maker, 3); n > 0; n--)
    words(maker, PICK(maker, rules));
  if (chance(maker, 25))
    words(maker, PICK(maker, deferrals));
}

static void references(Maker *maker, guint n)
{
  static const char *const targets[] = {" other", " \"other\"", " [an other]", " 'other'", " OTHER"};
  words(maker, "REFERENCES");
  g_string_append(maker->sql, PICK(maker, targets));
  if (chance(maker, 50)) {
    mark(maker, "(");
    for (guint i = 0; i < n; i++)
      g_string_append(maker->sql, i > 0 ? " ,\"p q\"" : "id");
    mark(maker, ")");
  }
  reference(maker);
}

static void collation(Maker *maker)
{
  static const char *const names[] = {" nocase", " \"RTRIM\"", " Binary", " [NoCase]"};
  words(maker, "COLLATE");
  g_string_append(maker->sql, PICK(maker, names));
}

static void default_value(Maker *maker)
{
  static const char *const values[] = {
      " 1",
      "(1)",
      " - 2.5",
      "+3",
      "'it''s, ('",
      " \"text\"",
      " NULL",
      " name",
      " true",
      "Current_Timestamp",
      " x'00'",
      "(1 + (2))",
      "(length('abc'))",
      "( 'a' || 'b' )",
  };
  words(maker, "DEFAULT ");
  g_string_append(maker->sql, PICK(maker, values));
}

static void primary_key(Maker *maker, gboolean is_integer)
{
  if (maker->has_key)
    return;
  maker->has_key = TRUE;
  constraint_name(maker);
  words(maker, "PRIMARY KEY");
  gboolean descending = chance(maker, 20);
  maker->descending += descending;
  if (descending)
    words(maker, "DESC");
  else if (chance(maker, 20))
    words(maker, "ASC");
  maker->conflicts += conflict(maker);
  if (is_integer && !descending && chance(maker, 30))
    words(maker, "AUTOINCREMENT");
}

static void generated(Maker *maker)
{
  if (chance(maker, 50)) // a comment in between would make GENERATED a part of the type, for SQLite
    g_string_append(maker->sql, " generated ALWAYS");
  words(maker, "AS");
  mark(maker, "(");
  column_name(maker, 0);
  mark(maker, "||");
  g_string_append(maker->sql, "', ('");
  mark(maker, ")");
  if (chance(maker, 60))
    words(maker, chance(maker, 50) ? "STORED" : "VIRTUAL");
}

static void column_clause(Maker *maker, guint column, gboolean is_integer)
{
  switch (below(maker, 8)) {
  case 0:
    constraint_name(maker);
    words(maker, "NOT NULL");
    maker->not_null_conflict = conflict(maker);
    break;
  case 1:
    words(maker, "NULL");
    break;
  case 2:
    constraint_name(maker);
    words(maker, "UNIQUE");
    maker->conflicts += conflict(maker);
    break;
  case 3:
    constraint_name(maker);
    check(maker, column);
    break;
  case 4:
    constraint_name(maker);
    references(maker, 1);
    break;
  case 5:
    collation(maker);
    break;
  case 6:
    default_value(maker);
    break;
  default:
    primary_key(maker, is_integer);
  }
}

static void column(Maker *maker, guint index)
{
  static const char *const types[] = {" integer",
                                      " INT",
                                      " varchar ( 20 )",
                                      " decimal(10 , -2)",
                                      " \"double precision\"",
                                      " unsigned/**/big int",
                                      " text",
                                      " 'long text'",
                                      ""};
  static const char *const strict_types[] = {" integer", " INT", " text", " any", " BLOB"};
  column_name(maker, index);
  const char *type = maker->strict ? PICK(maker, strict_types) : PICK(maker, types);
  g_string_append(maker->sql, type);
  if (index > 0 && chance(maker, 15)) {
    generated(maker);
    return;
  }
  maker->not_null_conflict = FALSE;
  for (guint n = below(maker, 4); n > 0; n--)
    column_clause(maker, index, g_str_equal(type, " integer"));
  maker->conflicts += maker->not_null_conflict;
}

static void key_columns(Maker *maker, guint n)
{
  guint first = below(maker, maker->columns);
  for (guint i = 0; i < n; i++) {
    if (i > 0)
      mark(maker, ",");
    column_name(maker, (first + i) % maker->columns);
    if (chance(maker, 20))
      collation(maker);
    gboolean descending = chance(maker, 20);
    maker->descending += descending;
    if (descending)
      words(maker, "DESC");
    else if (chance(maker, 20))
      words(maker, "ASC");
  }
}

static void table_key(Maker *maker, const char *kind)
{
  words(maker, kind);
  mark(maker, "(");
  key_columns(maker, 1 + below(maker, MIN(maker->columns, 3)));
  mark(maker, ")");
  maker->conflicts += conflict(maker);
}

static void table_constraint(Maker *maker)
{
  guint kind = below(maker, 4);
  if (kind == 0 && maker->has_key)
    kind = 1;
  constraint_name(maker);
  if (kind == 0) {
    maker->has_key = TRUE;
    table_key(maker, "PRIMARY KEY");
  } else if (kind == 1) {
    table_key(maker, "UNIQUE");
  } else if (kind == 2) {
    check(maker, below(maker, maker->columns));
    conflict(maker); // which is never looked at
  } else {
    words(maker, "FOREIGN KEY");
    mark(maker, "(");
    own_column(maker);
    mark(maker, ")");
    references(maker, 1);
  }
}

/* A table t, of which SQLite may still think otherwise. */
static void make_table(Maker *maker)
{
  maker->columns = 1 + below(maker, G_N_ELEMENTS(column_names));
  maker->strict = chance(maker, 15);
  words(maker, "CREATE TABLE");
  g_string_append(maker->sql, chance(maker, 50) ? " t" : "\"t\"");
  mark(maker, "(");
  for (guint i = 0; i < maker->columns; i++) {
    if (i > 0)
      mark(maker, ",");
    column(maker, i);
  }
  guint n_constraints = below(maker, 4);
  for (guint i = 0; i < n_constraints; i++) {
    if (i == 0 || chance(maker, 80))
      mark(maker, ",");
    table_constraint(maker);
  }
  mark(maker, ")");
  if (maker->has_key && chance(maker, 20))
    words(maker, maker->strict ? "WITHOUT ROWID , STRICT" : "WITHOUT ROWID");
  else if (maker->strict)
    words(maker, "STRICT");
}

/* An index i of the table t. */
static void make_index(Maker *maker)
{
  static const char *const expressions[] = {"lower(a)", "a || ', ('", "(\"a\")", "coalesce(A, 'a')"};
  words(maker, chance(maker, 50) ? "CREATE UNIQUE INDEX" : "CREATE INDEX");
  g_string_append(maker->sql, " i");
  words(maker, "ON T");
  mark(maker, "(");
  key_columns(maker, 1);
  if (chance(maker, 40)) {
    mark(maker, ",");
    g_string_append(maker->sql, PICK(maker, expressions));
  }
  mark(maker, ")");
  if (chance(maker, 40))
    words(maker, "WHERE a IS NOT NULL");
}

/* Schemas that differ, and in what. */
#include "fixture.h"

typedef struct {
  const char *left;
  const char *right;
  const char
      *differences; /* "- object" only left, "+ object" only right, "object: property", each with ";" */
} Pair;

static const Pair pairs[] = {
    // tables
    {"create table t(a)", "", "- column t.a;- table t;"},
    {"create table t(a)", "create table u(a)", "- column t.a;+ column u.a;- table t;+ table u;"},
    {"create table t(a int primary key) without rowid", "create table t(a int primary key)",
     "table t: without rowid;"},
    {"create table t(a int) strict", "create table t(a int)", "table t: strict;"},
    {"create table t(a)", "create table T(a)", "+ column T.a;- column t.a;+ table T;- table t;"},
    {"create virtual table f using fts5(a)", "create virtual table f using fts5(a, b)",
     "table f: arguments;"},
    {"create virtual table f using fts5(a)", "create virtual table f using fts4(a)", "table f: module;"},
    {"create virtual table f using fts5(a)", "create virtual table f using fts5(a, tokenize = 'ascii')",
     "table f: arguments;"},

    // columns
    {"create table t(a)", "create table t(a, b)", "+ column t.b;"},
    {"create table t(a, b)", "create table t(b, a)", "column t.a: position;column t.b: position;"},
    {"create table t(a)", "create table t(a int)", "column t.a: type;"},
    {"create table t(a int)", "create table t(a integer)", "column t.a: type;"},
    {"create table t(a varchar(20))", "create table t(a varchar(30))", "column t.a: type;"},
    {"create table t(a int)", "create table t(a int not null)", "column t.a: not null;"},
    {"create table t(a int not null)", "create table t(a int not null on conflict replace)",
     "column t.a: not null on conflict;"},
    {"create table t(a int not null)", "create table t(a int constraint n not null)",
     "column t.a: not null name;"},
    {"create table t(a int default 1)", "create table t(a int)", "column t.a: default;"},
    {"create table t(a int default 1)", "create table t(a int default 2)", "column t.a: default;"},
    {"create table t(a int default 1)", "create table t(a int default '1')", "column t.a: default;"},
    {"create table t(a int default -1)", "create table t(a int default 1)", "column t.a: default;"},
    {"create table t(a default 'x')", "create table t(a default 'X')", "column t.a: default;"},
    {"create table t(a default 'current_time')", "create table t(a default current_time)",
     "column t.a: default;"},
    {"create table t(a default 'null')", "create table t(a default null)", "column t.a: default;"},
    {"create table t(a default \"true\")", "create table t(a default true)", "column t.a: default;"},
    {"create table t(a default null)", "create table t(a)", "column t.a: default;"},
    {"create table t(a text collate nocase)", "create table t(a text)", "column t.a: collation;"},
    {"create table t(a text collate nocase)", "create table t(a text collate rtrim)",
     "column t.a: collation;"},
    {"create table t(a, b as (a + 1))", "create table t(a, b as (a + 2))", "column t.b: generated;"},
    {"create table t(a, b as (a + 1))", "create table t(a, b as (a + 1) stored)", "column t.b: stored;"},
    {"create table t(a, b int as (a + 1))", "create table t(a, b int)", "column t.b: generated;"},
    {"create table t(a, b int generated always as (a))", "create table t(a, b text generated always as (a))",
     "column t.b: type;"},
    {"create table t(\"a.b\")", "create table t(\"a b\")", "+ column t.\"a b\";- column t.\"a.b\";"},

    // primary keys
    {"create table t(a int primary key)", "create table t(a int)", "- constraint t primary key;"},
    {"create table t(a int, b int, primary key(a))", "create table t(a int, b int, primary key(a, b))",
     "constraint t primary key: primary key;"},
    {"create table t(a int, b int, primary key(a, b))", "create table t(a int, b int, primary key(b, a))",
     "constraint t primary key: primary key;"},
    {"create table t(a int, primary key(a))", "create table t(a int, primary key(a desc))",
     "constraint t primary key: primary key;"},
    {"create table t(a int, primary key(a))", "create table t(a int, primary key(a collate nocase))",
     "constraint t primary key: primary key;"},
    {"create table t(a integer primary key autoincrement)", "create table t(a integer primary key)",
     "constraint t primary key: autoincrement;"},
    {"create table t(a integer primary key)", "create table t(a int primary key)",
     "column t.a: type;constraint t primary key: rowid alias;"},
    {"create table t(a integer primary key desc)", "create table t(a integer, primary key(a desc))",
     "constraint t primary key: rowid alias;"},
    {"create table t(a integer primary key) without rowid", "create table t(a integer primary key)",
     "constraint t primary key: rowid alias;table t: without rowid;"},
    {"create table t(a integer primary key on conflict ignore)", "create table t(a integer primary key)",
     "constraint t primary key: on conflict;"},
    {"create table t(a integer constraint p primary key)", "create table t(a integer primary key)",
     "constraint t primary key: name;"},

    // other constraints
    {"create table t(a unique)", "create table t(a)", "- constraint t unique (a);"},
    {"create table t(a unique on conflict replace)", "create table t(a unique)",
     "constraint t unique (a): on conflict;"},
    {"create table t(a, b, unique(a, b))", "create table t(a, b, unique(b, a))",
     "- constraint t unique (a, b);+ constraint t unique (b, a);"},
    {"create table t(a, unique(a collate nocase))", "create table t(a, unique(a))",
     "- constraint t unique (a COLLATE NOCASE);+ constraint t unique (a);"},
    {"create table t(a constraint c unique)", "create table t(a unique)",
     "+ constraint t unique (a);- constraint t.c;"},
    {"create table t(a, b, constraint c unique(a))", "create table t(a, b, constraint c unique(a, b))",
     "constraint t.c: unique;"},
    {"create table t(a, constraint c unique(a))", "create table t(a, constraint c check(a))",
     "constraint t.c: check;constraint t.c: unique;"},
    {"create table t(a unique)", "create table t(a unique, unique(a))", "+ constraint t unique (a) 2;"},
    {"create table t(a check(a > 0))", "create table t(a)", "- constraint t check (a > 0);"},
    {"create table t(a check(a > 0))", "create table t(a check(a >= 0))",
     "- constraint t check (a > 0);+ constraint t check (a >= 0);"},
    {"create table t(a, constraint c check(a > 0))", "create table t(a, constraint c check(a >= 0))",
     "constraint t.c: check;"},
    {"create table t(a check(a <> 'x y'))", "create table t(a check(a <> 'x  y'))",
     "+ constraint t check (a <> 'x  y');- constraint t check (a <> 'x y');"},
    {"create table t(a, b check(a <> \"b\"))", "create table t(a, b check(a <> 'b'))",
     "+ constraint t check (a <> 'b');- constraint t check (a <> b);"},

    // foreign keys
    {"create table t(a references u)", "create table t(a)", "- constraint t foreign key (a);"},
    {"create table t(a references u)", "create table t(a references v)",
     "constraint t foreign key (a): references;"},
    {"create table t(a references u)", "create table t(a references u(b))",
     "constraint t foreign key (a): references;"},
    {"create table t(a references u on delete cascade)", "create table t(a references u)",
     "constraint t foreign key (a): on delete;"},
    {"create table t(a references u on delete cascade)", "create table t(a references u on delete set null)",
     "constraint t foreign key (a): on delete;"},
    {"create table t(a references u on update restrict)",
     "create table t(a references u on update set default)", "constraint t foreign key (a): on update;"},
    {"create table t(a references u deferrable initially deferred)", "create table t(a references u)",
     "constraint t foreign key (a): deferrable;"},
    {"create table t(a references u deferrable initially deferred)",
     "create table t(a references u deferrable)", "constraint t foreign key (a): deferrable;"},
    {"create table t(a references u match full)", "create table t(a references u)",
     "constraint t foreign key (a): match;"},
    {"create table t(a, b, foreign key(a, b) references u)",
     "create table t(a, b, foreign key(a) references u)",
     "+ constraint t foreign key (a);- constraint t foreign key (a, b);"},
    {"create table t(a references u references v)", "create table t(a references v)",
     "constraint t foreign key (a): references;- constraint t foreign key (a) 2;"},

    // indexes
    {"create table t(a); create index i on t(a)", "create table t(a)", "- index i;"},
    {"create table t(a); create index i on t(a)", "create table t(a); create unique index i on t(a)",
     "index i: unique;"},
    {"create table t(a, b); create index i on t(a)", "create table t(a, b); create index i on t(a, b)",
     "index i: columns;"},
    {"create table t(a); create index i on t(a)", "create table t(a); create index i on t(a desc)",
     "index i: columns;"},
    {"create table t(a); create index i on t(a)", "create table t(a); create index i on t(a collate nocase)",
     "index i: columns;"},
    {"create table t(a); create index i on t(lower(a))", "create table t(a); create index i on t(upper(a))",
     "index i: columns;"},
    {"create table t(a); create index i on t(a) where a > 1", "create table t(a); create index i on t(a)",
     "index i: where;"},
    {"create table t(a); create index i on t(a) where a > 1",
     "create table t(a); create index i on t(a) where a > 2", "index i: where;"},
    {"create table t(a); create table u(a); create index i on t(a)",
     "create table t(a); create table u(a); create index i on u(a)", "index i: table;"},
    {"create table t(a); create index i on t(coalesce(a, 'a'))",
     "create table t(a); create index i on t(coalesce(a, a))", "index i: columns;"},

    {"create table t(a); create index i on t(coalesce(a, 'a', 1))",
     "create table t(a); create index i on t(coalesce(a, a, 1))", "index i: columns;"},

    // views
    {"create view v as select 1", "", "- view v;"},
    {"create view v as select 1", "create view v as select 2", "view v: definition;"},
    {"create view v as select 1", "create view v(a) as select 1", "view v: columns;"},
    {"create view v as select 1 as a", "create view v as select 1 as b", "view v: definition;"},
    {"create view v as select 'a'", "create view v as select 'A'", "view v: definition;"},
    {"create view v as select 1 as a", "create view v as select 1 as A", "view v: definition;"},
    {"create table t(a); create view v as select \"a\" from t",
     "create table t(a); create view v as select 'a' from t", "view v: definition;"},

    // triggers
    {"create table t(a); create trigger r insert on t begin select 1; end", "create table t(a)",
     "- trigger r;"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger r after insert on t begin select 1; end", "trigger r: event;"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger r delete on t begin select 1; end", "trigger r: event;"},
    {"create table t(a, b); create trigger r update of a on t begin select 1; end",
     "create table t(a, b); create trigger r update of a, b on t begin select 1; end", "trigger r: event;"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger r insert on t when new.a begin select 1; end",
     "trigger r: definition;"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger r insert on t begin select 1; select 2; end",
     "trigger r: definition;"},
    {"create table t(a); create table u(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create table u(a); create trigger r insert on u begin select 1; end",
     "trigger r: table;"},

    // what ALTER TABLE loses or leaves behind
    {"create table t(a, b text default 'x')",
     "create table t(a, b text default 'x'); alter table t drop b;"
     "alter table t add b text",
     "column t.b: default;"},
    {"create table t(a, b)", "create table t(a, b); alter table t rename b to c",
     "- column t.b;+ column t.c;"},
    {"create table t(a unique on conflict replace)",
     "create table t(a unique on conflict replace); create table n(a unique); drop table t; alter table n "
     "rename to t",
     "constraint t unique (a): on conflict;"},
    {"create table t(a); create index i on t(a)",
     "create table t(a); create index i on t(a); create table n(a); drop table t; alter table n rename to t",
     "- index i;"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger r insert on t begin select 1; end; create table n(a); drop table t;"
     "alter table n rename to t",
     "- trigger r;"},

    // the database
    {"pragma user_version = 3", "", "database main: user_version;"},
    {"pragma user_version = 3", "pragma user_version = 4", "database main: user_version;"},
    {"pragma application_id = 3", "", "database main: application_id;"},
};

static void add_property_differences(GString *list, const MigharObject *left, const MigharObject *right)
{
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < left->n_properties; i++)
    g_hash_table_add(names, (gpointer)left->properties[i].name);
  for (guint i = 0; i < right->n_properties; i++)
    g_hash_table_add(names, (gpointer)right->properties[i].name);
  g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(names), (GCompareFunc)strcmp);
  g_autofree char *title = mighar_object_title(left);
  for (GList *name = sorted; name != NULL; name = name->next)
    if (g_strcmp0(mighar_object_get(left, name->data), mighar_object_get(right, name->data)) != 0)
      g_string_append_printf(list, "%s: %s;", title, (char *)name->data);
}

static int compare_objects(const MigharObject *a, const MigharObject *b)
{
  int order = strcmp(a->kind, b->kind);
  return order != 0 ? order : strcmp(a->name, b->name);
}

static char *list_differences(const MigharSnapshot *a, const MigharSnapshot *b)
{
  GString *list = g_string_new(NULL);
  guint i = 0, j = 0;
  while (i < a->objects->len || j < b->objects->len) {
    const MigharObject *left = i < a->objects->len ? g_ptr_array_index(a->objects, i) : NULL;
    const MigharObject *right = j < b->objects->len ? g_ptr_array_index(b->objects, j) : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : compare_objects(left, right);
    g_autofree char *title = mighar_object_title(order <= 0 ? left : right);
    if (order == 0)
      add_property_differences(list, left, right);
    else
      g_string_append_printf(list, "%c %s;", order < 0 ? '-' : '+', title);
    i += order <= 0;
    j += order >= 0;
  }
  return g_string_free(list, FALSE);
}

static gboolean check_pair(const Pair *pair)
{
  void *left, *right;
  open_database(&left);
  open_database(&right);
  run(left, pair->left);
  run(right, pair->right);
  g_autoptr(MigharSnapshot) a = snapshot(left);
  g_autoptr(MigharSnapshot) b = snapshot(right);
  g_autofree char *differences = list_differences(a, b);
  gboolean as_expected = g_str_equal(differences, pair->differences);
  if (!as_expected)
    print_error("%s\nand\n%s\ndiffer in\n%s\n\n", pair->left, pair->right, differences);
  assert_false(mighar_snapshot_equal(a, b));
  close_database(&left);
  close_database(&right);
  return as_expected;
}

static void test_different(void **state)
{
  (void)state;
  guint failed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    failed += !check_pair(&pairs[i]);
  assert_int_equal(failed, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_different)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

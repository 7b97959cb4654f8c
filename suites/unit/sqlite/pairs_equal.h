/* Pairs of scripts that make the same schema, however it is written or came about. */
#pragma once

typedef struct {
  const char *left;
  const char *right;
} EqualPair;

static const EqualPair equal_pairs[] = {
    // white space, comments, case, quotes
    {"create table t(a int)", "CREATE  TABLE\n t -- comment\n ( a /* one */ INT )"},
    {"create table t(a int)", "create table \"t\"([a] `int`)"},
    {"create table t(a varchar(20))", "create table t(a VARCHAR ( 20 ))"},
    {"create table t(a decimal(10,2))", "create table t(a Decimal( 10 , 2 ))"},
    {"create table t(a unsigned big int)", "create table t(a UNSIGNED  BIG\nINT)"},
    {"create table t(a \"unsigned big int\")", "create table t(a unsigned big int)"},
    {"create table t(a text not null)", "create table t(a text NOT\n\tNULL)"},
    {"create table t(\"order\" int)", "create table t([order] int)"},
    {"create table t(a int, b int);", "create table if not exists main.t(a int,b int)"},
    {"create table t(a int check(a>0))", "create table t(a int check ( A > 0 ))"},
    {"create table t(a int check(a > 0 and a < 9))", "create table t(a int check(a>0 AND \"a\"<9))"},
    {"create table t(a text check(a like 'x%'))", "create table t(a text check(a LIKE 'x%'))"},
    {"create table t(key text check(key > 'a'))", "create table t(\"key\" text check(\"KEY\" > 'a'))"},
    {"create table t(a text check(length(a) > 1))", "create table t(a text check(LENGTH ( a )>1))"},
    {"create table t(a text check(cast(a as integer) > 1))",
     "create table t(a text check(CAST(a AS INTEGER)>1))"},
    {"create table t(a text collate nocase)", "create table t(a text COLLATE \"NoCase\")"},
    {"create table t(a int primary key) without rowid,strict",
     "create table t(a int primary key)STRICT , WITHOUT rowid"},

    // what goes without saying
    {"create table t(a int)", "create table t(a int null)"},
    {"create table t(a int)", "create table t(a int null on conflict abort)"},
    {"create table t(a text)", "create table t(a text collate binary)"},
    {"create table t(a int unique)", "create table t(a int unique on conflict abort)"},
    {"create table t(a int not null)", "create table t(a int not null on conflict abort)"},
    {"create table t(a int primary key)", "create table t(a int primary key asc)"},
    {"create table t(a int, b int, unique(a, b))", "create table t(a int, b int, unique(a asc, b asc))"},
    {"create table t(a int references u)", "create table t(a int references u on delete no action)"},
    {"create table t(a int references u)", "create table t(a int references u match simple)"},
    {"create table t(a int references u)", "create table t(a int references u not deferrable)"},
    {"create table t(a int references u)",
     "create table t(a int references u not deferrable initially deferred)"},
    {"create table t(a int references u deferrable)",
     "create table t(a int references u deferrable initially immediate)"},
    {"create table t(a int, b as (a + 1))", "create table t(a int, b generated always as (a+1) virtual)"},
    {"create table t(a int, b int as (a + 1) stored)",
     "create table t(a int, b int generated always as (a+1) STORED)"},
    {"create table t(a int, check(a > 0))", "create table t(a int, check(a > 0) on conflict ignore)"},
    {"create table t(a int); create index i on t(a)", "create table t(a int); create index i on t(a asc)"},

    // defaults
    {"create table t(a default 1)", "create table t(a DEFAULT (1))"},
    {"create table t(a default -1)", "create table t(a default - 1)"},
    {"create table t(a default -1)", "create table t(a default (-1))"},
    {"create table t(a default 'x')", "create table t(a default \"x\")"},
    {"create table t(a default 'x')", "create table t(a default x)"},
    {"create table t(a default 'x')", "create table t(a default [x])"},
    {"create table t(a default 'key')", "create table t(a default key)"},
    {"create table t(a default null)", "create table t(a default NULL)"},
    {"create table t(a default current_timestamp)", "create table t(a default (CURRENT_TIMESTAMP))"},
    {"create table t(a default true)", "create table t(a default TRUE)"},
    {"create table t(a default (datetime('now')))", "create table t(a default (DATETIME( 'now' )))"},

    // with a column or behind all of them
    {"create table t(a int primary key)", "create table t(a int, primary key(a))"},
    {"create table t(a integer primary key autoincrement)",
     "create table t(a integer, primary key(a autoincrement))"},
    {"create table t(a int unique)", "create table t(a int, unique(a))"},
    {"create table t(a int unique on conflict replace)",
     "create table t(a int, unique(a) on conflict replace)"},
    {"create table t(a int check(a > 0))", "create table t(a int, check(a > 0))"},
    {"create table t(a int references u(b))", "create table t(a int, foreign key(a) references u(b))"},
    {"create table t(a int constraint c references u(b) on delete cascade deferrable initially deferred)",
     "create table t(a int, constraint c foreign key(\"a\") references u (b) on delete cascade"
     " deferrable initially deferred)"},
    {"create table t(a int constraint c unique)", "create table t(a int, constraint \"c\" unique(a))"},
    {"create table t(a int, b int, unique(a), check(b > 0))",
     "create table t(a int, b int, check(b > 0) unique('a'))"},
    {"create table t(a int unique, b int unique)", "create table t(a int, b int, unique(b), unique(a))"},
    {"create table t(a int references u references v)", "create table t(a int references v references u)"},

    {"create table t(a references u match full references u on delete cascade on update set null)",
     "create table t(a references u on update set null on delete cascade references u match full)"},

    // names for nothing
    {"create table t(a, b, constraint c check(a > 0), unique(b))",
     "create table t(a constraint d, b constraint e, constraint c check(a > 0) constraint f, unique(b) "
     "constraint g)"},

    // of two clauses the last one counts
    {"create table t(a int not null)", "create table t(a int not null on conflict fail not null)"},
    {"create table t(a text)", "create table t(a text collate nocase collate binary)"},
    {"create table t(a default 2)", "create table t(a default 1 default (2))"},
    {"create table t(a references u)",
     "create table t(a references u on delete cascade on delete no action)"},
    {"create table t(a references u)", "create table t(a references u deferrable not deferrable)"},

    // names that SQLite compares without regard to case
    {"create table u(ID int); create table t(a references U(id))",
     "create table u(ID int); create table t(a references u(ID))"},
    {"create table t(Ab int, unique(Ab))", "create table t(Ab int, unique(aB))"},
    {"create table t(Ab int); create index i on t(Ab)", "create table t(Ab int); create index i on T(AB)"},
    {"create table t(Ab int); create view v as select Ab from t",
     "create table t(Ab int); create view v as SELECT ab FROM \"T\""},

    // indexes, views, triggers
    {"create table t(a); create index i on t(a) where a is not null",
     "create table t(a); create index if not exists main.\"i\" on t ( a ) WHERE a IS NOT NULL -- set"},
    {"create table t(a); create index i on t(lower(a) desc)",
     "create table t(a); create index i on t(LOWER(\"a\") DESC)"},
    {"create table t(a); create index i on t('a')", "create table t(a); create index i on t(a)"},
    {"create table t(a); create index i on t(a collate nocase)",
     "create table t(a); create index i on t(a COLLATE NOCASE ASC)"},
    {"create view v as select 1 as x", "create view if not exists v as /* one */ select 1 AS x"},
    {"create view v as select cast(1 as integer) as x", "create view v as select CAST(1 AS INTEGER) AS x"},
    {"create table t(a); create view v as select a \"B c\" from t order by \"B c\"",
     "create table t(a); create view v as select a [B c] from t order by [B c]"},
    {"create view v(a, \"b c\") as select 1, 2", "create view v([a],`b c`) as select 1,2"},
    {"create table t(a); create view v as select a from t order by a",
     "create table t(a); create view v as SELECT \"a\" FROM [t] ORDER  BY `a`"},
    {"create table t(a); create trigger r after insert on t begin select 1; end",
     "create table t(a); create trigger if not exists r after insert on t for each row begin select 1 ; "
     "end;"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger r BEFORE INSERT ON \"T\" BEGIN SELECT 1; END"},
    {"create table t(a); create trigger r update of a on t when new.a > 1 begin select case when 1 then 2 "
     "end; end",
     "create table t(a); create trigger r update of \"a\" on t WHEN NEW.a>1 begin select CASE WHEN 1 THEN 2 "
     "END; end"},
    {"create table t(a); create trigger r insert on t begin select 1; end",
     "create table t(a); create trigger main.r insert on main.\"t\" begin select 1; end"},
    {"create virtual table f using fts5(a, b, tokenize='porter')",
     "create virtual table f USING FTS5 ( a,b,  tokenize = 'porter' )"},

    // the order in which things are made
    {"create table t(a); create table u(b); create index i on t(a)",
     "create table u(b); create table t(a); create index i on t(a)"},
    {"create table t(Id); create table u(ID); create view v as select id from t",
     "create table u(ID); create table t(Id); create view v as select id from t"},

    // ALTER TABLE writes into the text
    {"create table t(a int, b int)", "create table t(a int); alter table t add column b int"},
    {"create table t(a int, b int default 7, check(a > 0))",
     "create table t(a int, check(a > 0)); alter table t add b int default 7"},
    {"create table t(a int, b int)", "create table t(a int, c text, b int); alter table t drop column c"},
    {"create table t(a int)", "create table u(a int); alter table u rename to t"},
    {"create table t(a int)", "create table t(a int); alter table t rename to u; alter table u rename to t"},
    {"create table t(a int check(a > 0), unique(a))",
     "create table t(b int check(b > 0), unique(b)); alter table t rename column b to \"a\""},
    {"create table t(a int); create index i on t(a) where a > 1",
     "create table u(b int); create index i on u(b) where b > 1; alter table u rename to t;"
     "alter table t rename b to a"},
    {"create table t(a int); create view v as select a, t.a from t",
     "create table u(b int); create view v as select b, u.b from u; alter table u rename to t;"
     "alter table t rename b to a"},
    {"create table t(a int); create trigger r after update of a on t begin update t set a = new.a; end",
     "create table u(b int); create trigger r after update of b on u begin update u set b = new.b; end;"
     "alter table u rename to t; alter table t rename b to a"},
    {"create table p(id int unique); create table t(a int references p(id))",
     "create table q(ident int unique); create table t(a int references q(ident)); alter table q rename to p;"
     "alter table p rename ident to id"},
    {"create table t(a text, b int check(a in (\"x\", \"y\")))",
     "create table t(a text, b int check(a in (\"x\", \"y\"))); alter table t add c; alter table t drop c"},
    {"create table t(a text); create table x(y); create index i on t(a) where a <> \"y\"",
     "create table t(a text); create table x(y); create index i on t(a) where a <> \"y\"; alter table t add "
     "c;"
     "alter table t drop c"},
    {"create table t(a text); create view v as select a || \"it's\" as \"B c\" from t where a <> \"x\" order "
     "by \"B c\"",
     "create table t(a text); create view v as select a || \"it's\" as \"B c\" from t where a <> \"x\" order "
     "by \"B c\";"
     "alter table t add c; alter table t drop c"},
    {"create table t(a text); create trigger r insert on t when new.a = \"x\" begin update t set a = \"y\"; "
     "end",
     "create table t(a text); create trigger r insert on t when new.a = \"x\" begin update t set a = \"y\"; "
     "end;"
     "alter table t add c; alter table t rename c to d; alter table t drop d"},

    // rebuilt, as https://www.sqlite.org/lang_altertable.html#otheralter says
    {"create table t(id integer primary key, a text not null); create index i on t(a)",
     "create table t(id integer primary key, a text); create index i on t(a);"
     "create table new_t(id integer primary key, a text not null); insert into new_t select * from t;"
     "drop table t; alter table new_t rename to t; create index i on t(a)"},
    {"create table t(a, check(a > 0))",
     "create table t(a, check(a > 0)); pragma writable_schema = on;"
     "update sqlite_schema set sql = 'CREATE TABLE t(a, CHECK (a>0))'; pragma writable_schema = off"},

    // not of the schema
    {"create table t(a)", "create table t(a); insert into t values (1), (2)"},
    {"create table t(a); create index i on t(a)", "create table t(a); create index i on t(a); analyze"},
    {"", "create table t(a integer primary key autoincrement); drop table t"},
    {"", "create virtual table f using fts5(a); drop table f"},
    {"", "pragma user_version = 3; pragma user_version = 0"},
    {"", "create temp table t(a); create temp view v as select 1"},
    {"", "attach ':memory:' as other; create table other.t(a)"},
    {"create table t(a)", "create table t(a); create temp table t(b)"},
};

#include "rows_types.h"

#include <mighar/sql.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char *name; /* as format_type() writes it, without its modifier */
  MigharValueKind kind;
  int bits;
  const char *labels; /* with bars between them */
} BuiltIn;

static const BuiltIn built_in[] = {
    {"smallint", MIGHAR_VALUE_INTEGER, 16, NULL},
    {"integer", MIGHAR_VALUE_INTEGER, 32, NULL},
    {"bigint", MIGHAR_VALUE_INTEGER, 64, NULL},
    {"oid", MIGHAR_VALUE_INTEGER, 32, NULL},
    {"numeric", MIGHAR_VALUE_NUMERIC, 0, NULL},
    {"real", MIGHAR_VALUE_FLOAT, 32, NULL},
    {"double precision", MIGHAR_VALUE_FLOAT, 64, NULL},
    {"boolean", MIGHAR_VALUE_BOOLEAN, 0, NULL},
    {"text", MIGHAR_VALUE_TEXT, 0, NULL},
    {"character varying", MIGHAR_VALUE_TEXT, 0, NULL},
    {"character", MIGHAR_VALUE_TEXT, 0, NULL},
    {"citext", MIGHAR_VALUE_TEXT, 0, NULL},
    {"name", MIGHAR_VALUE_TEXT, 63, NULL},
    {"\"char\"", MIGHAR_VALUE_LITERAL, 0, "a|B|z"},
    {"bytea", MIGHAR_VALUE_BYTES, 0, NULL},
    {"date", MIGHAR_VALUE_DATE, 0, NULL},
    {"time without time zone", MIGHAR_VALUE_TIME, 0, NULL},
    {"time with time zone", MIGHAR_VALUE_TIME, 0, NULL},
    {"timestamp without time zone", MIGHAR_VALUE_TIMESTAMP, 0, NULL},
    {"timestamp with time zone", MIGHAR_VALUE_TIMESTAMP, 0, NULL},
    {"interval", MIGHAR_VALUE_INTERVAL, 0, NULL},
    {"uuid", MIGHAR_VALUE_UUID, 0, NULL},
    {"json", MIGHAR_VALUE_JSON, 0, NULL},
    {"jsonb", MIGHAR_VALUE_JSON, 0, NULL},
    {"xml", MIGHAR_VALUE_XML, 0, NULL},
    {"inet", MIGHAR_VALUE_NETWORK, 0, NULL},
    {"cidr", MIGHAR_VALUE_NETWORK, 0, NULL},
    {"bit", MIGHAR_VALUE_BITS, 0, NULL},
    {"bit varying", MIGHAR_VALUE_BITS, 0, NULL},
    {"money", MIGHAR_VALUE_LITERAL, 0, "12.50|-0.01|0.00|92233720368547758.07"},
    {"macaddr", MIGHAR_VALUE_LITERAL, 0, "08:00:2b:01:02:03|00:00:00:00:00:00|ff:ff:ff:ff:ff:ff"},
    {"macaddr8", MIGHAR_VALUE_LITERAL, 0, "08:00:2b:01:02:03:04:05|00:00:00:00:00:00:00:00"},
    {"point", MIGHAR_VALUE_LITERAL, 0, "(1,2)|(-1.5,0)|(0,0)"},
    {"line", MIGHAR_VALUE_LITERAL, 0, "{1,2,3}|{0,1,0}"},
    {"lseg", MIGHAR_VALUE_LITERAL, 0, "[(0,0),(1,1)]|[(-1,2),(3,4)]"},
    {"box", MIGHAR_VALUE_LITERAL, 0, "(1,1),(0,0)|(3,4),(-1,2)"},
    {"path", MIGHAR_VALUE_LITERAL, 0, "[(0,0),(1,1)]|((0,0),(1,1),(1,0))"},
    {"polygon", MIGHAR_VALUE_LITERAL, 0, "((0,0),(1,1),(1,0))|((0,0),(2,0),(2,2),(0,2))"},
    {"circle", MIGHAR_VALUE_LITERAL, 0, "<(0,0),1>|<(1,2),3.5>"},
    {"tsvector", MIGHAR_VALUE_LITERAL, 0, "'cat' 'fat'|'rat':2|"},
    {"tsquery", MIGHAR_VALUE_LITERAL, 0, "'fat' & 'rat'|'cat'"},
    {"jsonpath", MIGHAR_VALUE_LITERAL, 0, "$.a|$[*]"},
    {"pg_lsn", MIGHAR_VALUE_LITERAL, 0, "16/B374D848|0/0"},
    {"xid", MIGHAR_VALUE_LITERAL, 0, "3|1000"},
    {"xid8", MIGHAR_VALUE_LITERAL, 0, "3|1000"},
    {"cid", MIGHAR_VALUE_LITERAL, 0, "3|1000"},
    {"tid", MIGHAR_VALUE_LITERAL, 0, "(0,1)|(7,2)"},
    {"txid_snapshot", MIGHAR_VALUE_LITERAL, 0, "10:20:10,14,15|10:10:"},
    {"pg_snapshot", MIGHAR_VALUE_LITERAL, 0, "10:20:10,14,15|10:10:"},
    {"regclass", MIGHAR_VALUE_LITERAL, 0, "pg_class|pg_type"},
    {"regtype", MIGHAR_VALUE_LITERAL, 0, "integer|text"},
    {"regproc", MIGHAR_VALUE_LITERAL, 0, "now"},
    {"regrole", MIGHAR_VALUE_LITERAL, 0, "pg_monitor"},
    {"regnamespace", MIGHAR_VALUE_LITERAL, 0, "pg_catalog"},
    {"regconfig", MIGHAR_VALUE_LITERAL, 0, "simple|english"},
    {"hstore", MIGHAR_VALUE_LITERAL, 0, "\"a\"=>\"1\"|\"A\"=>NULL, \"b\"=>\"é\"|"},
    {"ltree", MIGHAR_VALUE_LITERAL, 0, "top|top.science|top.Science.astronomy"},
    {"cube", MIGHAR_VALUE_LITERAL, 0, "(1, 2, 3)|(0)"},
    {"isbn", MIGHAR_VALUE_LITERAL, 0, "978-0-393-04002-9"},
    {"int4multirange", MIGHAR_VALUE_LITERAL, 0, "{[1,5),[7,9)}|{}"},
    {"int8multirange", MIGHAR_VALUE_LITERAL, 0, "{[1,5),[7,9)}|{}"},
    {"nummultirange", MIGHAR_VALUE_LITERAL, 0, "{[1.5,5.25),[7,9)}|{}"},
    {"datemultirange", MIGHAR_VALUE_LITERAL, 0, "{[2024-01-01,2024-02-01)}|{}"},
    {"tsmultirange", MIGHAR_VALUE_LITERAL, 0, "{[\"2024-01-01 00:00:00\",\"2024-01-02 00:00:00\")}|{}"},
    {"tstzmultirange", MIGHAR_VALUE_LITERAL, 0,
     "{[\"2024-01-01 00:00:00+00\",\"2024-01-02 00:00:00+00\")}|{}"},
};

static const struct {
  const char *name;
  const char *subtype;
} ranges[] = {
    {"int4range", "integer"},
    {"int8range", "bigint"},
    {"numrange", "numeric"},
    {"daterange", "date"},
    {"tsrange", "timestamp without time zone"},
    {"tstzrange", "timestamp with time zone"},
};

/* "character varying(255)" is "character varying", "timestamp(3) without time zone" is that without the
 * number. */
static char *split_modifier(const char *type, char **modifier)
{
  const char *open = strchr(type, '('), *close = open != NULL ? strchr(open, ')') : NULL;
  *modifier = NULL;
  if (close == NULL || *type == '"')
    return g_strdup(type);
  *modifier = g_strndup(open + 1, (gsize)(close - open - 1));
  return g_strdup_printf("%.*s%s", (int)(open - type), type, close + 1);
}

/* Types of extensions stand in whatever schema they were installed. */
static const BuiltIn *find_built_in(const char *name)
{
  const char *dot = *name != '"' ? strrchr(name, '.') : NULL;
  const char *plain = dot != NULL ? dot + 1 : name;
  for (guint i = 0; i < G_N_ELEMENTS(built_in); i++)
    if (*built_in[i].name == *plain && strcmp(built_in[i].name, plain) == 0)
      return &built_in[i];
  return NULL;
}

static void read_modifier(MigharColumn *column, const char *name, const char *modifier)
{
  int first = 0, second = 0;
  int n = modifier != NULL ? sscanf(modifier, "%d,%d", &first, &second) : 0;
  if (column->kind == MIGHAR_VALUE_NUMERIC && n >= 1) {
    column->precision = first;
    column->scale = second;
  } else if (column->kind == MIGHAR_VALUE_TEXT || column->kind == MIGHAR_VALUE_BITS) {
    column->length = n >= 1 ? first : column->length;
    if (n < 1 && (g_str_equal(name, "character") || g_str_equal(name, "bit")))
      column->length = 1;
  }
  if (g_str_equal(name, "bit"))
    column->precision = column->length; // all of them
}

static gboolean read_built_in(MigharColumn *column, const char *type)
{
  g_autofree char *modifier = NULL;
  g_autofree char *name = split_modifier(type, &modifier);
  const BuiltIn *found = find_built_in(name);
  if (found == NULL)
    return FALSE;
  column->kind = found->kind;
  column->bits = found->bits;
  if (found->kind == MIGHAR_VALUE_TEXT && found->bits > 0) {
    column->length = found->bits;
    column->bits = 0;
  }
  if (found->labels != NULL)
    column->labels = g_strsplit(found->labels, "|", -1);
  read_modifier(column, name, modifier);
  return TRUE;
}

static void read_labels(MigharColumn *column, const char *list)
{
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_POSTGRES, list != NULL ? list : "");
  column->kind = MIGHAR_VALUE_ENUM;
  column->labels = g_new0(char *, items->len + 1);
  for (guint i = 0; i < items->len; i++) {
    char *label = mighar_sql_string(g_ptr_array_index(items, i));
    column->labels[i] = label != NULL ? label : g_strdup(g_ptr_array_index(items, i));
  }
}

/* One typical value of the kind, for a part of a composite type. */
static const char *sample(const MigharColumn *column)
{
  static const char *const samples[] = {
      [MIGHAR_VALUE_INTEGER] = "1",      [MIGHAR_VALUE_NUMERIC] = "1",
      [MIGHAR_VALUE_FLOAT] = "1.5",      [MIGHAR_VALUE_BOOLEAN] = "true",
      [MIGHAR_VALUE_TEXT] = "A",         [MIGHAR_VALUE_DATE] = "2024-02-29",
      [MIGHAR_VALUE_TIME] = "12:00:00",  [MIGHAR_VALUE_TIMESTAMP] = "2024-02-29 12:00:00",
      [MIGHAR_VALUE_INTERVAL] = "1 day", [MIGHAR_VALUE_UUID] = "00000000-0000-4000-8000-000000000001",
      [MIGHAR_VALUE_JSON] = "{}",        [MIGHAR_VALUE_NETWORK] = "10.0.0.1",
      [MIGHAR_VALUE_LITERAL] = "",
  };
  if (column->wrap == MIGHAR_WRAP_ARRAY)
    return "{}";
  if (column->wrap == MIGHAR_WRAP_RANGE)
    return "empty";
  if (column->labels != NULL && column->labels[0] != NULL)
    return column->labels[0];
  return (guint)column->kind < G_N_ELEMENTS(samples) && samples[column->kind] != NULL ? samples[column->kind]
                                                                                      : "";
}

/* "street text": the name is one token. */
static void append_part(GString *row, const char *attribute, const MigharSnapshot *snapshot)
{
  MigharScanner scanner;
  MigharToken name;
  g_autofree MigharColumn *part = g_new0(MigharColumn, 1);
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, attribute, strlen(attribute));
  mighar_scanner_next_solid(&scanner, &name);
  const char *type = name.start + name.length;
  while (*type == ' ')
    type++;
  rows_read_type(part, type, snapshot);
  g_auto(GStrv) quotes = g_strsplit(sample(part), "\"", -1);
  g_autofree char *value = g_strjoinv("\"\"", quotes);
  g_string_append_printf(row, "%s%s%s%s", row->len > 1 ? "," : "", *value != '\0' ? "\"" : "", value,
                         *value != '\0' ? "\"" : "");
  g_free(part->type);
  g_strfreev(part->labels);
  g_clear_pointer(&part->checks, g_ptr_array_unref);
}

static void read_composite(MigharColumn *column, const char *list, const MigharSnapshot *snapshot)
{
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_POSTGRES, list != NULL ? list : "");
  g_autoptr(GString) row = g_string_new("(");
  g_autoptr(GString) nothing = g_string_new("(");
  for (guint i = 0; i < items->len; i++) {
    append_part(row, g_ptr_array_index(items, i), snapshot);
    g_string_append(nothing, i > 0 ? "," : "");
  }
  g_string_append_c(row, ')');
  g_string_append_c(nothing, ')');
  column->kind = MIGHAR_VALUE_LITERAL;
  column->labels = g_new0(char *, 3);
  column->labels[0] = g_strdup(row->str);
  column->labels[1] = g_strdup(nothing->str);
}

static void read_element(MigharColumn *column, const char *type, const MigharSnapshot *snapshot);

static gboolean read_built_in_range(MigharColumn *column, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS(ranges); i++)
    if (g_str_equal(ranges[i].name, type)) {
      read_built_in(column, ranges[i].subtype);
      column->wrap = MIGHAR_WRAP_RANGE;
      return TRUE;
    }
  return FALSE;
}

static gboolean read_range(MigharColumn *column, const char *type, const MigharSnapshot *snapshot)
{
  const MigharObject *object = mighar_snapshot_find(snapshot, "type", type);
  if (object == NULL || g_strcmp0(mighar_object_get(object, "form"), "range") != 0)
    return FALSE;
  read_element(column, mighar_object_get(object, "subtype"), snapshot);
  column->wrap = MIGHAR_WRAP_RANGE;
  return TRUE;
}

/* "CHECK ((VALUE > 0))" */
static void read_domain_checks(MigharColumn *column, const char *domain, const MigharSnapshot *snapshot)
{
  guint n;
  const MigharObject *const *constraints = mighar_snapshot_parts(snapshot, domain, "constraint", &n);
  for (guint i = 0; i < n; i++) {
    const char *definition = mighar_object_get(constraints[i], "definition");
    char *check = mighar_sql_parenthesised(MIGHAR_DIALECT_POSTGRES, definition, NULL);
    if (column->checks == NULL)
      column->checks = g_ptr_array_new_with_free_func(g_free);
    if (check != NULL)
      g_ptr_array_add(column->checks, check);
  }
}

static gboolean read_domain(MigharColumn *column, const char *type, const MigharSnapshot *snapshot)
{
  const MigharObject *domain = mighar_snapshot_find(snapshot, "domain", type);
  if (domain == NULL)
    return FALSE;
  read_domain_checks(column, type, snapshot);
  if (mighar_object_get(domain, "not null") != NULL)
    column->nullable = FALSE;
  if (mighar_object_get(domain, "default") != NULL)
    column->has_default = TRUE;
  read_element(column, mighar_object_get(domain, "type"), snapshot);
  return TRUE;
}

static void read_element(MigharColumn *column, const char *type, const MigharSnapshot *snapshot)
{
  if (g_str_has_suffix(type, "[]")) {
    g_autofree char *element = g_strndup(type, strlen(type) - 2);
    read_element(column, element, snapshot);
    column->wrap = MIGHAR_WRAP_ARRAY;
    return;
  }
  gboolean is_qualified = strchr(type, '.') != NULL; // or it is one of the server's own
  if (read_built_in_range(column, type) || (!is_qualified && read_built_in(column, type)) ||
      read_domain(column, type, snapshot) || read_range(column, type, snapshot))
    return;
  const MigharObject *own = mighar_snapshot_find(snapshot, "type", type);
  const char *form = own != NULL ? mighar_object_get(own, "form") : NULL;
  if (g_strcmp0(form, "enum") == 0)
    read_labels(column, mighar_object_get(own, "labels"));
  else if (g_strcmp0(form, "composite") == 0)
    read_composite(column, mighar_object_get(own, "attributes"), snapshot);
  else
    read_built_in(column, type);
}

/* A type that nothing is known of stays MIGHAR_VALUE_UNKNOWN; an array or a range of ranges has one value
 * that any has. */
void rows_read_type(MigharColumn *column, const char *type, const MigharSnapshot *snapshot)
{
  column->type = g_strdup(type);
  column->scale = -1;
  read_element(column, type, snapshot);
}

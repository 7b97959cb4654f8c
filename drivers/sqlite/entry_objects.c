/* What is no table with columns: virtual tables, indexes, views, triggers. */
#include "canonical.h"
#include "names.h"
#include "objects.h"
#include "properties.h"

/* A row whose SQL is being read. */
typedef struct {
  const CatalogEntry *entry;
  const Catalog *catalog;
  const MigharToken *end;
  TokenCursor at;
  GArray *properties;
} EntryReader;

static TokenSpan rest_of(const EntryReader *reader)
{
  return (TokenSpan){reader->at, reader->end};
}

static gboolean read_index(EntryReader *reader)
{
  TokenSpan name, key;
  g_autoptr(GHashTable) columns = catalog_column_names(reader->catalog, reader->entry->table);
  NameScope own = {.own = columns};
  gboolean unique = accept_words(&reader->at, "CREATE UNIQUE INDEX");
  if ((!unique && !accept_words(&reader->at, "CREATE INDEX")) || !accept_name(&reader->at, &name) ||
      !accept_words(&reader->at, "ON") || !accept_name(&reader->at, &name) ||
      !accept_parentheses(&reader->at, &key))
    return FALSE;
  gboolean partial = accept_words(&reader->at, "WHERE");
  if (!partial && reader->at < reader->end)
    return FALSE;
  properties_add_flag(reader->properties, "unique", unique);
  properties_add(reader->properties, "columns", canonical_key(key, &own));
  properties_add(reader->properties, "where", partial ? canonical_text(rest_of(reader), &own) : NULL);
  return TRUE;
}

/* The names that a statement has for itself count before those of the schema. */
static char *statement_text(const EntryReader *reader)
{
  g_autoptr(GHashTable) aliases = names_new();
  add_aliases(rest_of(reader), aliases);
  NameScope scope = catalog_scope(reader->catalog, aliases);
  return canonical_text(rest_of(reader), &scope);
}

/* The names themselves, and nothing that they might mean. */
static char *name_list(TokenSpan span)
{
  static const NameScope no_names;
  g_autoptr(GString) list = g_string_new(NULL);
  TokenCursor cursor = span.first;
  TokenSpan item;
  while (next_item(&cursor, span.end, &item)) {
    g_autofree char *name = canonical_name(item.first, &no_names);
    g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", name);
  }
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static gboolean read_view(EntryReader *reader)
{
  TokenSpan name, columns;
  if (!accept_words(&reader->at, "CREATE VIEW") || !accept_name(&reader->at, &name))
    return FALSE;
  gboolean has_list = accept_parentheses(&reader->at, &columns);
  if (!accept_words(&reader->at, "AS"))
    return FALSE;
  properties_add(reader->properties, "columns", has_list ? name_list(columns) : NULL);
  properties_add(reader->properties, "definition", statement_text(reader));
  return TRUE;
}

/* BEFORE is when a trigger fires that does not say when. */
static const char *accept_timing(TokenCursor *cursor)
{
  static const char *const timings[] = {"BEFORE", "AFTER", "INSTEAD OF"};
  for (guint i = 0; i < G_N_ELEMENTS(timings); i++)
    if (accept_words(cursor, timings[i]))
      return timings[i];
  return timings[0];
}

/* The only statement that keeps the name of the database, when it is created with one: ON main.users. */
static gboolean accept_table(TokenCursor *cursor)
{
  TokenSpan name;
  return accept_name(cursor, &name) && (!accept_mark(cursor, ".") || accept_name(cursor, &name));
}

/* "AFTER UPDATE OF email". The cursor is left behind the name of the table. */
static char *accept_event(EntryReader *reader)
{
  g_autoptr(GHashTable) columns = catalog_column_names(reader->catalog, reader->entry->table);
  NameScope own = {.own = columns};
  const char *timing = accept_timing(&reader->at);
  TokenSpan event = {.first = reader->at, .end = reader->at};
  while (event.end < reader->end && !mighar_token_is(event.end, "ON"))
    event.end++;
  reader->at = event.end;
  if (!accept_words(&reader->at, "ON") || !accept_table(&reader->at))
    return NULL;
  g_autofree char *text = canonical_text(event, &own);
  return g_strdup_printf("%s %s", timing, text);
}

/* FOR EACH ROW is the only way there is. */
static gboolean read_trigger(EntryReader *reader)
{
  TokenSpan name;
  if (!accept_words(&reader->at, "CREATE TRIGGER") || !accept_name(&reader->at, &name))
    return FALSE;
  char *event = accept_event(reader);
  if (event == NULL)
    return FALSE;
  accept_words(&reader->at, "FOR EACH ROW");
  properties_add(reader->properties, "event", event);
  properties_add(reader->properties, "definition", statement_text(reader));
  return TRUE;
}

/* The arguments are the module's own language; only their spacing is taken to mean nothing. */
static gboolean read_virtual_table(EntryReader *reader)
{
  TokenSpan name, arguments;
  if (!accept_words(&reader->at, "CREATE VIRTUAL TABLE") || !accept_name(&reader->at, &name) ||
      !accept_words(&reader->at, "USING") || !accept_name(&reader->at, &name))
    return FALSE;
  NameScope none = {0};
  properties_add(reader->properties, "module", canonical_text(name, &none));
  if (accept_parentheses(&reader->at, &arguments) && arguments.end > arguments.first) {
    const char *start = arguments.first->start;
    gsize length = arguments.end->start - start;
    properties_add(reader->properties, "arguments",
                   mighar_sql_normalise(MIGHAR_DIALECT_SQLITE, start, length));
  }
  return TRUE;
}

static const struct {
  const char *type; /* in sqlite_schema, and the kind of the object */
  gboolean (*read)(EntryReader *);
  gboolean is_part; /* of a table */
} readers[] = {
    {"table", read_virtual_table, FALSE},
    {"index", read_index, TRUE},
    {"view", read_view, FALSE},
    {"trigger", read_trigger, TRUE},
};

static void add_with_reader(GPtrArray *objects, const char *name, EntryReader *reader, guint r)
{
  g_autofree char *table = NULL;
  if (readers[r].is_part) {
    const CatalogEntry *owner = catalog_find_table(reader->catalog, reader->entry->table);
    table = name_quote(owner != NULL ? owner->name : reader->entry->table);
    properties_add(reader->properties, "table", g_strdup(table));
  }
  TokenCursor start = reader->at;
  if (!readers[r].read(reader)) {
    reader->at = start;
    properties_add(reader->properties, "definition", statement_text(reader));
  }
  add_object(objects, readers[r].type, name, table, reader->properties);
}

void add_entry_objects(GPtrArray *objects, const CatalogEntry *entry, const Catalog *catalog)
{
  g_autofree char *name = name_quote(entry->name);
  if (entry->declaration != NULL) {
    add_table_objects(objects, name, entry->declaration, catalog);
    return;
  }
  g_autoptr(GArray) tokens = tokens_new(entry->sql);
  g_autoptr(GArray) properties = properties_new();
  EntryReader reader = {
      .entry = entry,
      .catalog = catalog,
      .at = &g_array_index(tokens, MigharToken, 0),
      .end = &g_array_index(tokens, MigharToken, tokens->len - 1),
      .properties = properties,
  };
  for (guint i = 0; i < G_N_ELEMENTS(readers); i++)
    if (g_str_equal(readers[i].type, entry->type))
      add_with_reader(objects, name, &reader, i);
}

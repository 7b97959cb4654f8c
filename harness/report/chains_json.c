/* The list of what was loaded, as JSON: a contract, which may gain keys and nothing else. */
#include "json_values.h"

#include <mighar/output.h>

static json_t *make_directive(gconstpointer data)
{
  const MigharDirective *directive = data;
  json_t *object = json_object();
  json_object_set_new(object, "directive", json_of_string(mighar_directive_name(directive->kind)));
  json_object_set_new(object, "subject", json_of_string(directive->subject));
  json_object_set_new(object, "reason", json_of_string(directive->reason));
  json_object_set_new(object, "file", json_of_string(directive->file));
  json_object_set_new(object, "line", json_of_position(directive->line));
  return object;
}

/* null where there is none. */
static json_t *make_script(const MigharScript *script, const MigharEngine *engine)
{
  if (script == NULL)
    return json_null();
  json_t *object = json_object();
  json_object_set_new(object, "file", json_of_string(script->file));
  json_object_set_new(object, "line", json_of_position(script->line));
  if (script->target != NULL)
    json_object_set_new(object, "command", json_of_string(script->text));
  json_object_set_new(object, "statements", json_integer(script->statements->len));
  json_object_set_new(object, "transaction", json_of_string(mighar_script_transaction(script, engine)));
  return object;
}

static json_t *make_migration(const MigharMigration *migration, const MigharEngine *engine)
{
  json_t *object = json_object();
  json_object_set_new(object, "version", json_of_string(migration->version));
  json_object_set_new(object, "name", json_of_string(migration->name));
  json_object_set_new(object, "file", json_of_string(migration->file));
  json_object_set_new(object, "up", make_script(migration->up, engine));
  json_object_set_new(object, "down", make_script(migration->down, engine));
  json_object_set_new(object, "verify", make_script(migration->verify, engine));
  json_object_set_new(object, "cannot_run", json_of_string(migration->cannot_run));
  json_object_set_new(object, "directives", json_of_list(migration->directives, make_directive));
  return object;
}

static json_t *make_migrations(const MigharChain *chain)
{
  json_t *array = json_array();
  for (guint i = 0; i < chain->migrations->len; i++)
    json_array_append_new(array, make_migration(g_ptr_array_index(chain->migrations, i), chain->engine));
  return array;
}

static json_t *make_chain(gconstpointer data)
{
  const MigharChain *chain = data;
  json_t *object = json_object();
  json_object_set_new(object, "engine", json_of_string(chain->engine->name));
  json_object_set_new(object, "format", json_of_string(chain->format->name));
  json_object_set_new(object, "directory", json_of_string(chain->directory));
  json_object_set_new(object, "warnings", json_of_list(chain->warnings, json_of_text));
  json_object_set_new(object, "migrations", make_migrations(chain));
  return object;
}

GString *mighar_chains_to_json(const GPtrArray *chains, GError **error)
{
  json_t *object = json_object();
  json_object_set_new(object, "mighar", json_of_string(MIGHAR_VERSION));
  json_object_set_new(object, "engines", json_of_list(chains, make_chain));
  return json_document(object, error);
}

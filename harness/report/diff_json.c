/* Two schemas held against each other, as JSON: a contract, which may gain keys and nothing else. */
#include "json_values.h"

#include <mighar/diff.h>

static json_t *make_side(const MigharSide *side)
{
  json_t *object = json_object();
  json_object_set_new(object, "name", json_of_string(side->name));
  json_object_set_new(object, "engine", json_of_string(side->engine));
  json_object_set_new(object, "version", json_of_string(side->version));
  json_object_set_new(object, "at", json_of_string(side->at));
  return object;
}

GString *mighar_diff_to_json(const MigharDiff *diff, GError **error)
{
  json_t *object = json_object();
  json_object_set_new(object, "mighar", json_of_string(MIGHAR_VERSION));
  json_object_set_new(object, "command", json_of_string(diff->command));
  json_object_set_new(object, "verdict", json_of_string(mighar_verdict_name(diff->verdict)));
  json_object_set_new(object, "a", make_side(&diff->expected));
  json_object_set_new(object, "b", make_side(&diff->found));
  json_object_set_new(object, "notes", json_of_list(diff->notes, json_of_text));
  json_object_set_new(object, "findings", json_of_list(diff->findings, json_of_finding));
  return json_document(object, error);
}

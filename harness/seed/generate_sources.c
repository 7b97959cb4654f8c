#include "generate.h"

void generator_clear_source(MigharSource *source)
{
  g_clear_pointer(&source->values, g_ptr_array_unref);
  g_free(source->start);
  g_free(source->prefix);
  g_free(source->suffix);
  g_free((gpointer)source->data);
  *source = (MigharSource){0};
}

static void free_source(gpointer source)
{
  generator_clear_source(source);
  g_free(source);
}

static char *template_value(const Generator *generator, guint template, guint place)
{
  char **row = g_ptr_array_index(generator->templates, template);
  return row[place];
}

static MigharSource list_templates(const Generator *generator, guint place, const MigharColumn *column)
{
  MigharSource source = {.column = column, .kind = MIGHAR_SOURCE_LIST, .values = g_ptr_array_new()};
  for (guint t = 0; t < generator->templates->len; t++)
    g_ptr_array_add(source.values, template_value(generator, t, place));
  return source;
}

/* The reference whose rows take turns in the column, and as which of its columns. */
static const MigharReference *find_reference(const Generator *generator, guint column, guint *index,
                                             guint *part)
{
  for (guint r = 0; r < generator->filling->table->references->len; r++) {
    const MigharReference *reference = g_ptr_array_index(generator->filling->table->references, r);
    for (guint i = 0; generator->refers[r] && i < reference->columns->len; i++) {
      if (g_array_index(reference->columns, guint, i) != column)
        continue;
      *index = r;
      *part = i;
      return reference;
    }
  }
  return NULL;
}

/* Values that are to be told apart look like one that is there. */
static const char *find_sample(const Generator *generator, guint place)
{
  for (guint t = 0; t < generator->templates->len; t++) {
    const char *value = template_value(generator, t, place);
    if (value != NULL && *value != '\0')
      return value;
  }
  return NULL;
}

static MigharSource choose_source(const Generator *generator, guint place)
{
  guint column = g_array_index(generator->filling->places, guint, place), index = 0, part = 0;
  const MigharColumn *described = g_ptr_array_index(generator->filling->table->columns, column);
  const MigharReference *reference = find_reference(generator, column, &index, &part);
  MigharSource source = {0};
  if (generator->counts[column] &&
      generator_find_way(generator, column, generator->ways[column], find_sample(generator, place), &source))
    return source;
  if (reference == NULL)
    return list_templates(generator, place, described);
  return (MigharSource){.column = described,
                        .kind = MIGHAR_SOURCE_ROW,
                        .reference = reference,
                        .part = part,
                        .rows = generator->targets[index],
                        .every = generator->every[index]};
}

/* No engine can do both in one. */
static gboolean mixes_made_with_rows(const GPtrArray *sources)
{
  gboolean made = FALSE, rows = FALSE;
  for (guint i = 0; i < sources->len; i++) {
    const MigharSource *source = g_ptr_array_index(sources, i);
    made = made || source->kind == MIGHAR_SOURCE_MADE;
    rows = rows || source->kind == MIGHAR_SOURCE_ROW;
  }
  return made && rows;
}

static void choose_all(Generator *generator)
{
  g_clear_pointer(&generator->sources, g_ptr_array_unref);
  generator->sources = g_ptr_array_new_with_free_func(free_source);
  for (guint place = 0; place < generator->filling->places->len; place++) {
    guint column = g_array_index(generator->filling->places, guint, place);
    if (generator->filling->hints[column].column->serial)
      continue;
    MigharSource *source = g_new0(MigharSource, 1);
    *source = choose_source(generator, place);
    g_ptr_array_add(generator->sources, source);
  }
}

void generator_choose_sources(Generator *generator)
{
  choose_all(generator);
  if (!mixes_made_with_rows(generator->sources))
    return;
  for (guint r = 0; r < generator->filling->table->references->len; r++)
    generator->refers[r] = FALSE;
  choose_all(generator);
}

/* Many rows: small parts first, larger ones as long as the database takes them. What it refuses is tried in
 * other ways, and when there are none left, row by row. */
#include "generate.h"

/* Rows of the first part, and of the largest. */
#define FEW_AT_ONCE  100
#define MANY_AT_ONCE 50000
#define GROWTH       8

/* Parts that are left out when one of them is refused after others were not. */
#define SKIPPED 20

typedef struct {
  Generator generator;
  guint64 next; /* number of the next row */
  guint64 written;
  guint64 size;     /* of the next part */
  gboolean lenient; /* rows whose keys are there already are passed over */
  gboolean proven;  /* the sources have made rows that were taken */
  guint skipped;
} Generating;

/* References */

static gboolean count_targets(Generator *generator, GError **error)
{
  Seeder *seeder = generator->filling->seeder;
  const GPtrArray *references = generator->filling->table->references;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint r = 0; r < references->len; r++)
    g_ptr_array_add(names, ((const MigharReference *)g_ptr_array_index(references, r))->references);
  return names->len == 0 ||
         seeder->driver->count(seeder->database, names, generator->wanted, generator->targets, error);
}

/* The generator */

static gboolean generator_init(Generator *generator, Filling *filling, guint64 wanted, GError **error)
{
  guint columns = filling->table->columns->len, references = filling->table->references->len;
  *generator = (Generator){.filling = filling,
                           .wanted = wanted,
                           .counts = g_new0(gboolean, columns + 1),
                           .may_count = g_new0(gboolean, columns + 1),
                           .ways = g_new0(guint, columns + 1),
                           .refers = g_new0(gboolean, references + 1),
                           .targets = g_new0(guint64, references + 1),
                           .every = g_new0(guint64, references + 1)};
  for (guint r = 0; r < references; r++)
    generator->every[r] = 1;
  if (!generator_read_templates(generator, error) || !count_targets(generator, error))
    return FALSE;
  generator_study_keys(generator);
  generator_choose_sources(generator);
  return TRUE;
}

static void generating_clear(Generating *generating)
{
  Generator *generator = &generating->generator;
  g_clear_pointer(&generator->sources, g_ptr_array_unref);
  g_clear_pointer(&generator->templates, g_ptr_array_unref);
  g_free(generator->counts);
  g_free(generator->may_count);
  g_free(generator->ways);
  g_free(generator->refers);
  g_free(generator->targets);
  g_free(generator->every);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Generating, generating_clear)

/* Other ways */

static gboolean has_way(const Generator *generator, guint column, guint way)
{
  MigharSource source;
  gboolean found = generator_find_way(generator, column, way, "a0@a", &source);
  if (found)
    generator_clear_source(&source);
  return found;
}

/* The next way for the column that the refusal is about, for all of them when it is about none of these. */
static gboolean change_ways(Generator *generator, const MigharRefusal *refusal)
{
  const MigharTable *table = generator->filling->table;
  int named = refusal->column != NULL ? mighar_table_column(table, refusal->column) : -1;
  gboolean changed = FALSE;
  if (named >= 0 && !generator->counts[named])
    named = -1;
  for (guint c = 0; c < table->columns->len; c++)
    if (generator->counts[c] && (named < 0 || named == (int)c) &&
        has_way(generator, c, generator->ways[c] + 1)) {
      generator->ways[c]++;
      changed = TRUE;
    }
  return changed;
}

static gboolean stop_counting(Generator *generator)
{
  gboolean changed = FALSE;
  for (guint c = 0; c < generator->filling->table->columns->len; c++)
    if (generator->may_count[c]) {
      generator->counts[c] = generator->may_count[c] = FALSE;
      changed = TRUE;
    }
  return changed;
}

/* Those of the templates instead of all. */
static gboolean stop_taking_turns(Generator *generator)
{
  gboolean changed = FALSE;
  for (guint r = 0; r < generator->filling->table->references->len; r++) {
    changed = changed || generator->refers[r];
    generator->refers[r] = FALSE;
  }
  for (guint c = 0; changed && c < generator->filling->table->columns->len; c++)
    generator->ways[c] = 0;
  return changed;
}

static gboolean find_other_sources(Generating *generating, const MigharRefusal *refusal)
{
  Generator *generator = &generating->generator;
  if (!stop_counting(generator) && !change_ways(generator, refusal) && !stop_taking_turns(generator))
    return FALSE;
  generator_choose_sources(generator);
  generating->lenient = FALSE;
  generating->proven = FALSE;
  generating->skipped = 0;
  generating->size = FEW_AT_ONCE;
  return TRUE;
}

/* Writing */

/* Whether there is more to try after a part that was refused. */
static gboolean yield_to(Generating *generating, guint64 n, const MigharRefusal *refusal)
{
  if (refusal->kind == MIGHAR_REFUSED_UNIQUE && !generating->lenient) {
    generating->lenient = TRUE;
    return TRUE;
  }
  if (n > FEW_AT_ONCE) {
    generating->size = MAX(n / GROWTH, FEW_AT_ONCE);
    return TRUE;
  }
  if (generating->proven && generating->skipped++ < SKIPPED) {
    generating->next += n;
    return TRUE;
  }
  return find_other_sources(generating, refusal);
}

static void explain_passed_over(MigharRefusal *refusal)
{
  *refusal = (MigharRefusal){
      .kind = MIGHAR_REFUSED_UNIQUE,
      .message = g_strdup("the rows that could be made have keys that are there already"),
  };
}

/* Whether there is more to try after one that was taken. */
static gboolean go_on(Generating *generating, guint64 n, guint64 written, MigharRefusal *refusal)
{
  generating->next += n;
  generating->written += written;
  if (written == 0) {
    explain_passed_over(refusal);
    return generating->skipped++ < SKIPPED || find_other_sources(generating, refusal);
  }
  generating->proven = TRUE;
  generating->size = MIN(generating->size * GROWTH, MANY_AT_ONCE);
  return TRUE;
}

static void tell(const Generating *generating)
{
  const Filling *filling = generating->generator.filling;
  const MigharSeedOptions *options = filling->seeder->options;
  if (options->progress != NULL)
    options->progress(options->data, filling->table->name, filling->first + generating->written,
                      generating->generator.wanted);
}

static gboolean generate_all(Generating *generating, guint64 wanted, MigharRefusal *refusal, GError **error)
{
  Seeder *seeder = generating->generator.filling->seeder;
  gboolean more = TRUE;
  while (more && generating->written < wanted) {
    MigharGeneration generation = {
        .table = generating->generator.filling->table,
        .sources = generating->generator.sources,
        .first = generating->next,
        .n = MIN(generating->size, wanted - generating->written),
        .lenient = generating->lenient,
    };
    guint64 written = 0;
    gboolean taken = FALSE;
    mighar_refusal_clear(refusal);
    if (!seeder->driver->generate(seeder->database, &generation, &written, &taken, refusal, error))
      return FALSE;
    more = taken ? go_on(generating, generation.n, written, refusal)
                 : yield_to(generating, generation.n, refusal);
    tell(generating);
  }
  return TRUE;
}

gboolean generate_rows(Seeder *seeder, const Turn *turn, guint64 first, guint64 n, guint64 *written,
                       MigharRefusal *refusal, GError **error)
{
  g_auto(Filling) filling = {0};
  g_auto(Generating) generating = {.next = first, .size = FEW_AT_ONCE};
  *written = 0;
  if (!filling_init(&filling, seeder, turn, first, error) ||
      !generator_init(&generating.generator, &filling, first + n, error) ||
      !generate_all(&generating, n, refusal, error))
    return FALSE;
  *written = generating.written;
  return TRUE;
}

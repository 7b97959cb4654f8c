#include "applied.h"

void applied_clear(Applied *applied)
{
  g_free(applied->wanted);
  g_clear_pointer(&applied->notes, g_ptr_array_unref);
  g_clear_pointer(&applied->findings, g_ptr_array_unref);
}

static const MigharMigration *migration_at(const MigharChain *chain, guint i)
{
  return g_ptr_array_index(chain->migrations, i);
}

static void note(Applied *applied, char *text)
{
  g_ptr_array_add(applied->notes, text);
}

/* The ledger of the format's own tool; else the only one that tells versions; else NULL. */
static const MigharLedger *choose(const GArray *ledgers, const MigharChain *chain)
{
  const MigharLedger *only = NULL;
  guint n = 0;
  for (guint i = 0; i < ledgers->len; i++) {
    const MigharLedger *ledger = &g_array_index(ledgers, MigharLedger, i);
    if (!ledger->tells)
      continue;
    if (g_str_equal(ledger->format, chain->format->name))
      return ledger;
    only = ledger;
    n++;
  }
  return n == 1 ? only : NULL;
}

static GPtrArray *read_versions(MigharDatabase *database, const MigharLedger *ledger,
                                MigharLedgerQuestion question, GError **error)
{
  MigharDialect dialect = database->server->driver->engine->dialect;
  g_autofree char *sql = mighar_ledger_query(ledger, dialect, question);
  return database->server->driver->read_column(database, sql, error);
}

static gboolean is_meant(const MigharMigration *migration, const MigharLedger *ledger, const char *entry)
{
  if (!ledger->by_file)
    return mighar_version_compare(migration->version, entry) == 0;
  g_autofree char *file = g_path_get_basename(migration->file);
  return g_str_equal(file, entry);
}

static gboolean marks(Applied *applied, const MigharChain *chain, const MigharLedger *ledger, gboolean wanted,
                      const char *entry)
{
  gboolean found = FALSE;
  for (guint i = 0; i < chain->migrations->len; i++)
    if (is_meant(migration_at(chain, i), ledger, entry)) {
      applied->wanted[i] = wanted;
      found = TRUE;
    }
  return found;
}

static void mark_before(Applied *applied, const MigharChain *chain, const char *version)
{
  for (guint i = 0; i < chain->migrations->len; i++)
    applied->wanted[i] |= mighar_format_compare(chain->format, migration_at(chain, i)->version, version) <= 0;
}

static void mark_versions(Applied *applied, const MigharChain *chain, const MigharLedger *ledger,
                          const GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++) {
    const char *version = g_ptr_array_index(versions, i);
    if (version == NULL)
      continue;
    if (!marks(applied, chain, ledger, TRUE, version))
      g_ptr_array_add(applied->findings,
                      mighar_finding_new("unknown-version",
                                         "version %s is applied, and the project has no such migration",
                                         version));
  }
}

static void tell_unfinished(Applied *applied, const GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    g_ptr_array_add(applied->findings, mighar_finding_new("unfinished", "version %s was begun and not ended",
                                                          (const char *)g_ptr_array_index(versions, i)));
}

static void note_pending(Applied *applied, const MigharChain *chain)
{
  const char *first = NULL;
  guint n = 0;
  for (guint i = chain->migrations->len; i > 0; i--)
    if (!applied->wanted[i - 1]) {
      first = migration_at(chain, i - 1)->version;
      n++;
    }
  if (n == 1)
    note(applied, g_strdup_printf("1 migration is not applied: %s", first));
  else if (n > 1)
    note(applied, g_strdup_printf("%u migrations are not applied; the first is %s", n, first));
}

static void mark_all_before(Applied *applied, const MigharChain *chain, const GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    if (g_ptr_array_index(versions, i) != NULL)
      mark_before(applied, chain, g_ptr_array_index(versions, i));
}

static void take_back(Applied *applied, const MigharChain *chain, const MigharLedger *ledger,
                      const GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    if (g_ptr_array_index(versions, i) != NULL)
      marks(applied, chain, ledger, FALSE, g_ptr_array_index(versions, i));
}

/* An array of versions for each question; NULL on error. */
static GPtrArray *ask_all(MigharDatabase *database, const MigharLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i <= MIGHAR_LEDGER_UNFINISHED; i++) {
    GPtrArray *versions = read_versions(database, ledger, i, error);
    if (versions == NULL)
      return NULL;
    g_ptr_array_add(answers, versions);
  }
  return g_steal_pointer(&answers);
}

static gboolean read_ledger(Applied *applied, MigharDatabase *database, const MigharLedger *ledger,
                            const MigharChain *chain, GError **error)
{
  g_autoptr(GPtrArray) answers = ask_all(database, ledger, error);
  if (answers == NULL)
    return FALSE;
  applied->format = ledger->format;
  mark_all_before(applied, chain, g_ptr_array_index(answers, MIGHAR_LEDGER_UNTIL));
  mark_versions(applied, chain, ledger, g_ptr_array_index(answers, MIGHAR_LEDGER_APPLIED));
  take_back(applied, chain, ledger, g_ptr_array_index(answers, MIGHAR_LEDGER_TAKEN_BACK));
  tell_unfinished(applied, g_ptr_array_index(answers, MIGHAR_LEDGER_UNFINISHED));
  note_pending(applied, chain);
  if (!g_str_equal(ledger->format, chain->format->name))
    note(applied, g_strdup_printf("the ledger is of %s, and the migrations are read as those of %s",
                                  ledger->format, chain->format->name));
  return TRUE;
}

static void take_all(Applied *applied, const MigharChain *chain, const GArray *ledgers)
{
  for (guint i = 0; i < chain->migrations->len; i++)
    applied->wanted[i] = TRUE;
  note(applied, g_strdup_printf("%s, so all migrations are taken for applied (--at VERSION says otherwise)",
                                ledgers->len == 0   ? "the database has no ledger that mighar knows"
                                : ledgers->len == 1 ? "what the ledger says is not read yet"
                                                    : "the database has several ledgers"));
}

gboolean applied_read(Applied *applied, MigharDatabase *database, const GArray *ledgers,
                      const MigharChain *chain, GError **error)
{
  applied->wanted = g_new0(gboolean, chain->migrations->len + 1);
  applied->notes = g_ptr_array_new_with_free_func(g_free);
  applied->findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  const MigharLedger *ledger = choose(ledgers, chain);
  if (ledger != NULL)
    return read_ledger(applied, database, ledger, chain, error);
  take_all(applied, chain, ledgers);
  return TRUE;
}
